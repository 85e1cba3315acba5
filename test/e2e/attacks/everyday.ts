/** What everybody does on a usual day, in this order. */
import { SIDECAR } from "../../../components/mesh/sidecar";
import {
  NAMESPACE,
  OTHER,
  agnoAgent,
  claim,
  container,
  destinationRule,
  inGroup,
  job,
  object,
  pod,
  role,
  service,
  to,
  virtualService,
  workload,
} from "./objects";
import type { Person } from "./people";
import type { Request } from "./requests";

export interface Action extends Request {
  readonly title: string;
  readonly who: Person;
}

function action(title: string, who: Person, method: Request["method"], path: string, body?: object): Action {
  return { title, who, method, path, ...(body && { body }) };
}

const agents = inGroup("ai.company.com/v1", "agnoagents");
const deployments = inGroup("apps/v1", "deployments");
const clusterRoles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
const rename = (name: string, from: object) => ({ ...from, metadata: { name } });

const PEOPLE: readonly Action[] = [
  action("a viewer sees the agents", "globex viewer", "GET", agents),
  action("a viewer sees the pods", "globex viewer", "GET", `${NAMESPACE}/pods`),
  action("a viewer reads settings", "globex viewer", "GET", `${NAMESPACE}/configmaps/settings`),
  action("a viewer sees what is left of the quota", "globex viewer", "GET", `${NAMESPACE}/resourcequotas`),
  action("a viewer sees the limits", "globex viewer", "GET", `${NAMESPACE}/limitranges`),
  action(
    "a viewer sees the network policies",
    "globex viewer",
    "GET",
    inGroup("networking.k8s.io/v1", "networkpolicies"),
  ),
  action("a viewer sees events", "globex viewer", "GET", `${NAMESPACE}/events`),
  action("a viewer sees autoscalers", "globex viewer", "GET", inGroup("autoscaling/v2", "horizontalpodautoscalers")),
  action("a viewer sees routes", "globex viewer", "GET", inGroup("networking.istio.io/v1", "virtualservices")),
  action(
    "a viewer sees who has which role",
    "globex viewer",
    "GET",
    inGroup("rbac.authorization.k8s.io/v1", "rolebindings"),
  ),
  action("a developer makes an agent", "globex developer", "POST", agents, rename("sales", agnoAgent())),
  action("a developer gives it a priority", "globex developer", "PATCH", `${agents}/sales`, {
    spec: { priority: "high" },
  }),
  action("a developer asks another model", "globex developer", "PATCH", `${agents}/sales`, {
    spec: { modelName: "gpt-5" },
  }),
  action("a developer scales it", "globex developer", "PATCH", `${agents}/sales/scale`, { spec: { replicas: 3 } }),
  action("a developer reads its logs", "globex developer", "GET", `${NAMESPACE}/pods/target/log`),
  action("a developer restarts a replica", "globex developer", "DELETE", `${NAMESPACE}/pods/spare`),
  action("a developer removes the agent", "globex developer", "DELETE", `${agents}/sales`),
  action("an admin makes a secret", "globex admin", "POST", `${NAMESPACE}/secrets`, {
    ...object("v1", "Secret", { stringData: { key: "value" } }, { name: "everyday" }),
  }),
  action("an admin changes it", "globex admin", "PATCH", `${NAMESPACE}/secrets/everyday`, {
    stringData: { key: "new" },
  }),
  action("an admin reads it", "globex admin", "GET", `${NAMESPACE}/secrets/everyday`),
  action("an admin removes it", "globex admin", "DELETE", `${NAMESPACE}/secrets/everyday`),
  action("an admin keeps a registry's password", "globex admin", "POST", `${NAMESPACE}/secrets`, {
    ...object(
      "v1",
      "Secret",
      { type: "kubernetes.io/dockerconfigjson", stringData: { ".dockerconfigjson": "{}" } },
      { name: "registry" },
    ),
  }),
  action("an admin changes settings", "globex admin", "PATCH", `${NAMESPACE}/configmaps/settings`, {
    data: { a: "b" },
  }),
  action(
    "an admin makes settings",
    "globex admin",
    "POST",
    `${NAMESPACE}/configmaps`,
    rename("more", object("v1", "ConfigMap", {})),
  ),
  action("an admin asks for a disk", "globex admin", "POST", `${NAMESPACE}/persistentvolumeclaims`, claim()),
  action("an admin gives it back", "globex admin", "DELETE", `${NAMESPACE}/persistentvolumeclaims/attack`),
  action("an admin makes an agent", "globex admin", "POST", agents, rename("admins", agnoAgent())),
  action("the other tenant's admin reads its own secret", "initech admin", "GET", `${OTHER}/secrets/model-key`),
  action(
    "the other tenant's developer sees its own agents",
    "initech developer",
    "GET",
    inGroup("ai.company.com/v1", "agnoagents", "initech"),
  ),
  action("anybody asks what he may do", "colleague", "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { verb: "get", resource: "pods" } },
  }),
  action("anybody asks for the server's version", "colleague", "GET", "/version"),
];

const PLACED = {
  labels: { "sidecar.istio.io/inject": "true", version: "stable", "tenant-id": "globex" },
  annotations: {
    "sidecar.istio.io/proxyCPU": SIDECAR.requests.cpu,
    "sidecar.istio.io/proxyMemory": SIDECAR.requests.memory,
    "sidecar.istio.io/proxyCPULimit": SIDECAR.limits.cpu,
    "sidecar.istio.io/proxyMemoryLimit": SIDECAR.limits.memory,
  },
  spec: {
    priorityClassName: "agno-normal",
    nodeSelector: { "workload-type": "cpu-agents" },
    tolerations: [
      { key: "cloud.google.com/gke-spot", operator: "Equal", value: "true", effect: "NoSchedule" },
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 1,
            preference: { matchExpressions: [{ key: "cloud.google.com/gke-spot", operator: "In", values: ["true"] }] },
          },
        ],
      },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: {} } },
        ],
      },
    },
    volumes: [{ name: "secrets", csi: { driver: "secrets-store-gke.csi.k8s.io", readOnly: true } }],
  },
};

/** As injection leaves a pod. */
const INJECTED = {
  labels: {
    "security.istio.io/tlsMode": "istio",
    "service.istio.io/canonical-name": "support",
    "service.istio.io/canonical-revision": "stable",
  },
  annotations: {
    "istio.io/rev": "default",
    "sidecar.istio.io/status": "{}",
    "sidecar.istio.io/interceptionMode": "REDIRECT",
    "traffic.sidecar.istio.io/includeOutboundIPRanges": "*",
    "traffic.sidecar.istio.io/includeInboundPorts": "*",
    "traffic.sidecar.istio.io/excludeInboundPorts": "15020",
  },
  spec: {
    initContainers: [
      container({ name: "istio-proxy", image: "gcr.io/gke-release/asm/proxyv2:1.28.1-asm.1", restartPolicy: "Always" }),
    ],
    containers: [container()],
    volumes: [
      {
        name: "istio-token",
        projected: { sources: [{ serviceAccountToken: { path: "istio-token", audience: "istio-ca" } }] },
      },
    ],
  },
};

const OPERATOR: readonly Action[] = [
  action("the operator makes a Deployment", "operator", "POST", deployments, workload("Deployment", PLACED)),
  action("the operator changes its number of replicas", "operator", "PATCH", `${deployments}/attack`, {
    spec: { replicas: 2 },
  }),
  action("a pod as the Deployment makes it", "operator", "POST", `${NAMESPACE}/pods`, rename("placed", pod(PLACED))),
  action("a pod as injection leaves it", "operator", "POST", `${NAMESPACE}/pods`, {
    ...pod(INJECTED),
    metadata: { name: "injected", labels: INJECTED.labels, annotations: INJECTED.annotations },
  }),
  action("the operator labels a pod", "operator", "PATCH", `${NAMESPACE}/pods/target`, {
    metadata: { labels: { a: "b" } },
  }),
  action("the operator makes a job", "operator", "POST", inGroup("batch/v1", "jobs"), job()),
  action("the operator makes a Service", "operator", "POST", `${NAMESPACE}/services`, service()),
  action(
    "the operator routes to it",
    "operator",
    "POST",
    inGroup("networking.istio.io/v1", "virtualservices"),
    virtualService(),
  ),
  action(
    "the operator routes within the mesh",
    "operator",
    "POST",
    inGroup("networking.istio.io/v1", "virtualservices"),
    {
      ...rename(
        "inner",
        virtualService({
          hosts: ["support"],
          gateways: ["mesh"],
          http: [to("support.agno-tenant-globex.svc.cluster.local")],
        }),
      ),
    },
  ),
  action("the operator balances", "operator", "POST", inGroup("networking.istio.io/v1", "destinationrules"), {
    ...destinationRule({ trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" }, tls: { mode: "ISTIO_MUTUAL" } } }),
  }),
  action("the operator tells an agent's state", "operator", "PATCH", `${agents}/admins/status`, { status: {} }),
  action("a colleague's own namespace may be changed", "administrator", "PATCH", "/api/v1/namespaces/elsewhere", {
    metadata: { labels: { a: "b" } },
  }),
  action("the platform changes a quota", "administrator", "PATCH", `${NAMESPACE}/resourcequotas/tenant-globex-quota`, {
    metadata: { labels: { a: "b" } },
  }),
  action("the platform changes a role of tenants", "administrator", "PATCH", `${clusterRoles}/agno-tenant-viewer`, {
    metadata: { labels: { a: "b" } },
  }),
  action("somebody makes a role of another name", "insider", "POST", clusterRoles, {
    ...role("ClusterRole", { apiGroups: [""], resources: ["pods"], verbs: ["get"] }),
  }),
  action("the platform labels a tenant", "administrator", "PATCH", NAMESPACE, {
    metadata: { labels: { "cost-centre": "x" } },
  }),
];

export const EVERYDAY: readonly Action[] = [...PEOPLE, ...OPERATOR];
