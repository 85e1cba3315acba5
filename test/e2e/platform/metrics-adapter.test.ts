/** Google's metrics adapter on a real API server and scheduler: what is made of it is accepted, and its pods start. */
import assert from "node:assert/strict";
import {
  adapterApis,
  adapterAuthReader,
  adapterClusterBindings,
  adapterRoles,
} from "../../../components/platform/adapter-access";
import {
  adapterAccount,
  adapterDeployment,
  adapterDisruptionBudget,
  adapterNamespace,
  adapterNetworkPolicy,
  adapterService,
} from "../../../components/platform/adapter-workload";
import { PRIORITIES, priorityClassOf } from "../../../components/platform/priorities";
import { type ApiOptions, create, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { nodesOfStack, withCluster } from "../cluster/with-cluster";

const REGION = "us-central1";
const NAMESPACE = "/namespaces/custom-metrics";
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** In the order in which the component makes them. */
const OBJECTS: readonly (readonly [string, object])[] = [
  [
    "/apis/scheduling.k8s.io/v1/priorityclasses",
    { metadata: { name: priorityClassOf("critical") }, ...PRIORITIES.critical },
  ],
  ["/api/v1/namespaces", adapterNamespace()],
  [`/api/v1${NAMESPACE}/serviceaccounts`, adapterAccount(REGION)],
  ...adapterRoles().map((role) => [`${RBAC}/clusterroles`, role] as const),
  ...adapterClusterBindings(REGION).map((binding) => [`${RBAC}/clusterrolebindings`, binding] as const),
  [`${RBAC}/namespaces/kube-system/rolebindings`, adapterAuthReader(REGION)],
  [`/apis/networking.k8s.io/v1${NAMESPACE}/networkpolicies`, adapterNetworkPolicy()],
  [`/apis/apps/v1${NAMESPACE}/deployments`, adapterDeployment(REGION)],
  [`/api/v1${NAMESPACE}/services`, adapterService()],
  [`/apis/policy/v1${NAMESPACE}/poddisruptionbudgets`, adapterDisruptionBudget()],
  ...adapterApis().map((api) => ["/apis/apiregistration.k8s.io/v1/apiservices", api] as const),
];

interface Pod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string };
}

interface Node {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
}

interface ApiService {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly reason: string }[] };
}

describe("the metrics adapter in a real cluster", () => {
  const current = withCluster("metrics-adapter", nodesOfStack("dev"));
  let api: ApiOptions;

  before(async () => {
    api = current().api;
    for (const [path, object] of OBJECTS) await create(api, `${path}?fieldValidation=Strict`, object);
  });

  it("has two pods that the strictest pod security lets run, on the system's nodes", async () => {
    const pods = await until({ what: "two pods run" }, async () => {
      const { items } = await read<{ items: readonly Pod[] }>(api, `/api/v1${NAMESPACE}/pods`);
      return items.filter(({ status }) => status.phase === "Running").length === 2 ? items : undefined;
    });
    for (const { spec } of pods) {
      const node = await read<Node>(api, `/api/v1/nodes/${spec.nodeName ?? ""}`);
      assert.equal(node.metadata.labels["cloud.google.com/gke-nodepool"], "agno-agents-system");
    }
  });

  it("is found by the API server, which asks it for each group of metrics", async () => {
    for (const { metadata } of adapterApis()) {
      const path = `/apis/apiregistration.k8s.io/v1/apiservices/${metadata.name}`;
      // Without its Service, with another port, or before its pods are ready, the reason would be another.
      await until({ what: `${metadata.name} is asked` }, async () => {
        const { status } = await read<ApiService>(api, path);
        const available = status?.conditions?.find(({ type }) => type === "Available");
        return available?.reason === "Passed" ? true : undefined;
      });
    }
  });
});
