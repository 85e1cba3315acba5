/** The cluster under attack: what the preview of a stack with two tenants says, and those who have rights in it. */
import { objectsByRegion, type KubernetesObject } from "../../../proofs/objects";
import { reportOn } from "../../../preview/report";
import { type ApiOptions, create, read } from "../../../sandbox/cluster/api";
import { installDefinitions } from "../../../sandbox/cluster/definitions";
import { until } from "../../../sandbox/cluster/until";
import { load } from "../../config/load-text";
import { agnoAgent, inGroup, pod, service } from "./objects";
import { groupsOf } from "./people";
import { Client, forEach } from "./requests";

const DIGEST = `sha256:${"0".repeat(64)}`;

/** globex is attacked from within, initech from globex. */
const STACK = `config:
  agno:clusters: kubeconfig
  agno:domain: acme.example
  agno:agentImage: registry.example/agno/agent@${DIGEST}
  agno:pools: { cpu: { min: 1, max: 4 }, gpu: { max: 1 }, memory: { min: 0, max: 2 } }
  agno:regions:
    us-central1: { slot: 0 }
  agno:tenants:
    globex:
      groups: ${JSON.stringify(groupsOf("globex"))}
      agents: { support: { modelName: gpt-5-mini } }
    initech:
      groups: ${JSON.stringify(groupsOf("initech"))}
      agents: { support: { modelName: gpt-5-mini } }
`;

/** What of a preview goes into the region's cluster. */
export async function previewed(): Promise<readonly KubernetesObject[]> {
  const { resources } = await reportOn(load(STACK), { stack: "test" });
  return (objectsByRegion(resources).get("us-central1") ?? []).map(asSent);
}

/** Pulumi writes x_kubernetes_validations where Kubernetes has x-kubernetes-validations. */
function asSent(object: KubernetesObject): KubernetesObject {
  const text = JSON.stringify(object).replace(/"x_kubernetes_\w+":/g, (key) => key.replaceAll("_", "-"));
  return JSON.parse(text) as KubernetesObject;
}

/** Puts everything into the cluster. */
export async function prepare(api: ApiOptions): Promise<readonly KubernetesObject[]> {
  const [objects] = await Promise.all([previewed(), installDefinitions(api)]);
  const own = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
  const first = objects.filter(({ kind }) => kind === "Namespace");
  const rest = objects.filter((object) => !own.includes(object) && !first.includes(object));
  const administrator = new Client(api);
  const paths = new Paths(api);
  const apply = (object: KubernetesObject) => applyTo(administrator, paths, object);
  await forEach([...own, ...first], apply);
  await forEach(own, ({ metadata }) => established(api, metadata.name));
  await forEach([...rest, ...POWERS], apply);
  await forEach(first, ({ metadata }) => usable(api, metadata.name));
  administrator.close();
  return objects;
}

async function applyTo(client: Client, paths: Paths, object: KubernetesObject): Promise<void> {
  const path = `${await paths.of(object)}?fieldManager=agno&force=true`;
  const { status, body } = await client.send({
    method: "PATCH",
    path,
    body: object,
    type: "application/apply-patch+yaml",
  });
  if (status >= 300) throw new Error(`${object.kind} ${object.metadata.name}: ${body}`);
}

/** Where objects are, as the API server itself tells it. */
export class Paths {
  readonly #known = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(private readonly api: ApiOptions) {}

  async of({ apiVersion, kind, metadata: { namespace, name } }: KubernetesObject): Promise<string> {
    const group = `${apiVersion.includes("/") ? "/apis/" : "/api/"}${apiVersion}`;
    const known = this.#known.get(group) ?? this.#plurals(group);
    this.#known.set(group, known);
    const plural = (await known).get(kind);
    if (plural === undefined) throw new Error(`no ${kind} in ${group}`);
    return `${group}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${plural}/${name}`;
  }

  async #plurals(group: string): Promise<ReadonlyMap<string, string>> {
    const { resources } = await read<{ resources: { kind: string; name: string }[] }>(this.api, group);
    return new Map(resources.filter(({ name }) => !name.includes("/")).map(({ kind, name }) => [kind, name]));
  }
}

async function established(api: ApiOptions, definition: string): Promise<void> {
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition}`;
  await until({ what: `${definition} is established` }, async () => {
    const { status } = await read<{ status?: { conditions?: { type: string; status: string }[] } }>(api, path);
    return status?.conditions?.some(({ type, status }) => type === "Established" && status === "True")
      ? true
      : undefined;
  });
}

/** Pods cannot be made before the namespace has its account, nor counted before the quota has. */
async function usable(api: ApiOptions, namespace: string): Promise<void> {
  await until({ what: `${namespace} is usable` }, async () => {
    await read(api, `/api/v1/namespaces/${namespace}/serviceaccounts/default`);
    const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
    const { items } = await read<{ items: { status: { used?: object } }[] }>(api, path);
    return items.every(({ status }) => status.used !== undefined) ? true : undefined;
  });
}

const RBAC = "rbac.authorization.k8s.io";

function clusterRole(name: string, rules: readonly object[]): KubernetesObject {
  return { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name }, rules };
}

function clusterBinding(name: string, role: string, subject: object): KubernetesObject {
  const roleRef = { apiGroup: RBAC, kind: "ClusterRole", name: role };
  return { apiVersion: `${RBAC}/v1`, kind: "ClusterRoleBinding", metadata: { name }, roleRef, subjects: [subject] };
}

const INSIDERS = { apiGroup: RBAC, kind: "Group", name: "insiders@acme.example" };
const all = (apiGroups: readonly string[], resources: readonly string[] = ["*"]) => ({
  apiGroups,
  resources,
  verbs: ["*"],
});

/**
 * Two who may do more than tenants: an operator that makes what a tenant's objects ask for, and somebody who writes
 * into all namespaces. At GKE the role `container.developer` is such; Kubernetes' own is `admin`.
 */
const POWERS: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "agno-operator", namespace: "agno-system" } },
  clusterRole("operator", [
    all(
      ["", "apps", "batch", "autoscaling", "policy", "ai.company.com"],
      [
        ...[
          "pods",
          "services",
          "services/status",
          "configmaps",
          "persistentvolumeclaims",
          "serviceaccounts",
          "secrets",
        ],
        ...["deployments", "statefulsets", "daemonsets", "jobs", "cronjobs", "replicasets", "replicationcontrollers"],
        ...["horizontalpodautoscalers", "poddisruptionbudgets", "agnoagents", "agnoagents/status"],
      ],
    ),
    all(["networking.istio.io"], ["virtualservices", "destinationrules"]),
    all(["networking.k8s.io"], ["ingresses"]),
  ]),
  clusterBinding("operator", "operator", {
    kind: "ServiceAccount",
    name: "agno-operator",
    namespace: "agno-system",
  }),
  clusterRole("insider", [
    all(["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"]),
    all([""], ["namespaces", "namespaces/status", "namespaces/finalize", "resourcequotas", "limitranges"]),
    all([""], ["pods/ephemeralcontainers"]),
    // Without `escalate`: only what the insider has himself can be given to others.
    {
      apiGroups: [RBAC],
      resources: ["clusterroles"],
      verbs: ["create", "update", "patch", "delete", "deletecollection"],
    },
  ]),
  // Nothing that an insider has not, and by a name that may be bound.
  clusterRole("agno-tenant-reader", [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }]),
  clusterBinding("insider", "insider", INSIDERS),
  clusterBinding("insider-admin", "admin", INSIDERS),
];

/** What each tenant has that another could be after, and what attempts are aimed at. */
export async function furnish(api: ApiOptions): Promise<void> {
  const make = (path: string, object: object) => create(api, path, object);
  for (const tenant of ["globex", "initech"]) {
    const namespace = `/api/v1/namespaces/agno-tenant-${tenant}`;
    const named = (name: string) => ({ metadata: { name } });
    await make(`${namespace}/secrets`, { ...named("model-key"), stringData: { key: tenant } });
    await make(`${namespace}/configmaps`, named("settings"));
    await make(`${namespace}/pods`, { ...pod(), ...named("target") });
    await make(`${namespace}/pods`, { ...pod(), ...named("spare") });
    await countAgents(api, tenant);
    await make(inGroup("ai.company.com/v1", "agnoagents", tenant), { ...agnoAgent(), ...named("support") });
    await make(`${namespace}/services`, { ...service(), ...named("target") });
  }
  await make("/api/v1/namespaces", { metadata: { name: "elsewhere" } });
  await make("/apis/node.k8s.io/v1/runtimeclasses", { metadata: { name: "unsafe" }, handler: "unsafe" });
  await make("/api/v1/nodes", { metadata: { name: "node" } });
  await make("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases", { metadata: { name: "target" } });
}

/**
 * What the controller of quotas finds out by itself: it looks for new kinds every 30 s, and counts them in quotas that
 * were there before after 5 minutes. Until then, none can be made.
 */
async function countAgents(api: ApiOptions, tenant: string): Promise<void> {
  const path = `/api/v1/namespaces/agno-tenant-${tenant}/resourcequotas/tenant-${tenant}-quota/status`;
  const administrator = new Client(api);
  const used = { "count/agnoagents.ai.company.com": "0" };
  await administrator.send({ method: "PATCH", path, body: { status: { used } } });
  administrator.close();
}
