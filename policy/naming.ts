/** Rules about names and labels: whose something is, and who pays for it. */
import { CLUSTER, NODE_POOL } from "./subject";
import { NAMESPACE, type KubeObject, WORKLOADS, isTenants, podOf, tenantOf } from "./kubernetes";
import { type Judged, resourceRule } from "./rule";
import { shown } from "./watched";

interface Named {
  readonly name?: string;
  readonly accountId?: string;
  readonly location?: string;
}

/** How the platform names each kind, and how long Google lets the name be. */
const NAMES: Readonly<Record<string, { readonly form: RegExp; readonly inWords: string; readonly longest: number }>> = {
  [CLUSTER]: { form: /^agno-agents-[a-z0-9-]+$/, inWords: "agno-agents-REGION", longest: 40 },
  [NODE_POOL]: { form: /^agno-agents-[a-z0-9-]+$/, inWords: "agno-agents-POOL", longest: 40 },
  "gcp:compute/network:Network": { form: /^agno-vpc-[a-z0-9-]+$/, inWords: "agno-vpc-REGION", longest: 63 },
  "gcp:compute/subnetwork:Subnetwork": { form: /^agno-[a-z0-9-]+$/, inWords: "agno-…-REGION", longest: 63 },
  "gcp:compute/firewall:Firewall": { form: /^agno-[a-z0-9-]+$/, inWords: "agno-…-REGION", longest: 63 },
  "gcp:serviceaccount/account:Account": {
    form: /^[a-z][a-z0-9-]{5,}$/,
    inWords: "6 to 30 of a-z, 0-9 and -",
    longest: 30,
  },
};

export const namesAreThePlatforms = resourceRule<Named>({
  name: "names-are-the-platforms",
  why: "Other names than the platform's are not found by its tools, by alerts, and by whoever reads the bill.",
  mend: "name it as the platform does, within Google's length",
  level: "mandatory",
  kinds: Object.keys(NAMES),
  *check({ kind, props }) {
    const { form, inWords, longest } = NAMES[kind] ?? { form: /^/, inWords: "", longest: 63 };
    const what = props.accountId === undefined ? "name" : "accountId";
    const name = props.accountId ?? props.name ?? "";
    if (name.length > longest)
      yield { what, value: `${name} (${name.length} characters)`, limit: `${longest} characters` };
    if (!form.test(name)) yield { what, value: shown(name), limit: inWords };
  },
});

export const namespacesNameTheirTenant = resourceRule<KubeObject>({
  name: "namespaces-name-their-tenant",
  why: "Rules, roles and policies find a tenant by its namespace's name, bills and admission by its label: both must agree.",
  mend: "name the namespace agno-tenant-ID and label it tenant-id: ID",
  level: "mandatory",
  kinds: [NAMESPACE],
  *check(namespace) {
    const id = tenantOf(namespace);
    if (id === undefined) return;
    const { name = "", labels } = namespace.props.metadata ?? {};
    const label = labels?.["tenant-id"];
    if (label === undefined && namespace.partial) return;
    if (label === undefined || name !== `agno-tenant-${label}`)
      yield {
        what: "metadata.labels.tenant-id",
        value: `${shown(label)} in ${shown(name)}`,
        limit: "the end of the namespace's name",
      };
  },
});

interface Labelled extends KubeObject {
  readonly labels?: Readonly<Record<string, string>>;
}

/** What Google bills a tenant for. */
const BILLED = [
  "gcp:pubsub/topic:Topic",
  "gcp:pubsub/subscription:Subscription",
  "gcp:secretmanager/secret:Secret",
  "gcp:storage/bucket:Bucket",
];

export const costsHaveAPayer = resourceRule<Labelled>({
  name: "costs-have-a-payer",
  why: "What has no tenant and no cost centre is on nobody's bill, and no rule about tenants' data finds it.",
  mend: "label it with its tenant and cost centre",
  level: "mandatory",
  kinds: [NAMESPACE, ...WORKLOADS, ...BILLED],
  *check(subject) {
    for (const { at, labels, key } of requiredLabels(subject))
      if ((labels?.[key] ?? "") === "" && !subject.partial)
        yield { what: `${at}labels.${key}`, value: shown(labels?.[key]), limit: "set" };
  },
});

interface Required {
  readonly at: string;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly key: string;
}

function requiredLabels(subject: Judged<Labelled>): readonly Required[] {
  const { kind, props } = subject;
  if (BILLED.includes(kind)) return ["tenant", "cost-centre"].map((key) => ({ at: "", labels: props.labels, key }));
  if (kind === NAMESPACE) {
    if (tenantOf(subject) === undefined) return [];
    return ["cost-centre"].map((key) => ({ at: "metadata.", labels: props.metadata?.labels, key }));
  }
  if (!isTenants(subject)) return [];
  const { pod, at } = podOf(subject);
  return ["tenant-id", "cost-centre"].map((key) => ({ at: `${at}metadata.`, labels: pod.metadata?.labels, key }));
}

export const NAMING_RULES = [namesAreThePlatforms, namespacesNameTheirTenant, costsHaveAPayer];
