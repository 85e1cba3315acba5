/** Guards that can be taken away one by one, and put back. */
import type { KubernetesObject } from "../../../proofs/objects";
import { NAMESPACE } from "./objects";
import type { Policy, RefusedBy } from "./refusals";
import type { Client } from "./requests";
import { until } from "../../../sandbox/cluster/until";

export interface Removable {
  readonly name: RefusedBy;
  remove(): Promise<void>;
  restore(): Promise<void>;
}

const POLICIES = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
const BINDINGS = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings";

/** Every guard of globex but the rights of its roles, from the objects of the preview. */
export function removables(administrator: Client, objects: readonly KubernetesObject[]): readonly Removable[] {
  const bindings = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
  const kept = (kind: string) => objects.find((one) => one.kind === kind && one.metadata.namespace === GLOBEX);
  const byDeletion = (name: RefusedBy, collection: string, object: KubernetesObject | undefined): Removable => {
    if (object === undefined) throw new Error(`there is no ${name}`);
    return {
      name,
      remove: () => sent(administrator, { method: "DELETE", path: `${collection}/${object.metadata.name}` }),
      restore: () => sent(administrator, { method: "POST", path: collection, body: object }),
    };
  };
  return [
    ...bindings.map((binding) => byDeletion(binding.metadata.name as Policy, BINDINGS, binding)),
    byDeletion("quota", `${NAMESPACE}/resourcequotas`, kept("ResourceQuota")),
    byDeletion("limits", `${NAMESPACE}/limitranges`, kept("LimitRange")),
    podSecurity(administrator, bindings),
  ];
}

const GLOBEX = "agno-tenant-globex";
const ENFORCE = "pod-security.kubernetes.io/enforce";

/** No policy lets anybody take its label off: that one goes first. */
function podSecurity(administrator: Client, bindings: readonly KubernetesObject[]): Removable {
  const labels = bindings.find(({ metadata }) => metadata.name === "agno-namespace-labels");
  if (labels === undefined) throw new Error("labels of namespaces are not guarded");
  const label = (value: string | null) =>
    eventually(() =>
      sent(administrator, { method: "PATCH", path: NAMESPACE, body: { metadata: { labels: { [ENFORCE]: value } } } }),
    );
  return {
    name: "pod security",
    remove: async () => {
      await sent(administrator, { method: "DELETE", path: `${BINDINGS}/agno-namespace-labels` });
      await label(null);
    },
    restore: async () => {
      await label("restricted");
      await sent(administrator, { method: "POST", path: BINDINGS, body: labels });
    },
  };
}

/** One rule of a policy is left out. */
export function withoutRule(administrator: Client, policy: KubernetesObject, rule: number): Promise<void> {
  const spec = policy.spec as { readonly validations: readonly object[] };
  const validations = spec.validations.filter((_, index) => index !== rule);
  return replaced(administrator, policy, { ...spec, validations });
}

export function withAllRules(administrator: Client, policy: KubernetesObject): Promise<void> {
  return replaced(administrator, policy, policy.spec as object);
}

function replaced(administrator: Client, { metadata }: KubernetesObject, spec: object): Promise<void> {
  return sent(administrator, { method: "PATCH", path: `${POLICIES}/${metadata.name}`, body: { spec } });
}

async function sent(client: Client, request: Parameters<Client["send"]>[0]): Promise<void> {
  const { status, body } = await client.send(request);
  if (status >= 300) throw new Error(`${request.method} ${request.path}: ${body}`);
}

function eventually(act: () => Promise<void>): Promise<void> {
  return until({ what: "it is let" }, async () => {
    await act();
    return true;
  }).then(() => undefined);
}
