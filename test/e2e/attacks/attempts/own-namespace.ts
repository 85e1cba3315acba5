/** A tenant's people, in their own namespace: widening what they have. */
import { type Attempt, attempt } from "../attempt";
import {
  NAMESPACE,
  agnoAgent,
  binding,
  container,
  cronJob,
  inGroup,
  job,
  object,
  tokenRequest,
  pod,
  role,
  service,
  virtualService,
  workload,
} from "../objects";

const RBAC = "rbac.authorization.k8s.io/v1";
const admin = (title: string, ...request: Parameters<typeof attempt>[3]) =>
  attempt(title, "globex admin", "rights", request);
const developer = (title: string, ...request: Parameters<typeof attempt>[3]) =>
  attempt(title, "globex developer", "rights", request);
const viewer = (title: string, ...request: Parameters<typeof attempt>[3]) =>
  attempt(title, "globex viewer", "rights", request);

const quota = `${NAMESPACE}/resourcequotas/tenant-globex-quota`;
const limits = `${NAMESPACE}/limitranges/tenant-globex-limits`;
const policies = inGroup("networking.k8s.io/v1", "networkpolicies");
const istio = (resource: string) => inGroup("networking.istio.io/v1", resource);
const security = (resource: string) => inGroup("security.istio.io/v1", resource);
const open = object("networking.k8s.io/v1", "NetworkPolicy", {
  spec: { podSelector: {}, ingress: [{}], egress: [{}] },
});

const GUARDS: readonly Attempt[] = [
  admin("a larger quota", "PATCH", quota, { spec: { hard: { pods: "1000" } } }),
  admin("no quota", "DELETE", quota),
  admin("a quota that looks used up no more", "PATCH", `${quota}/status`, { status: { used: { pods: "0" } } }),
  admin("a second quota", "POST", `${NAMESPACE}/resourcequotas`, object("v1", "ResourceQuota", { spec: {} })),
  developer("a larger quota", "PATCH", quota, { spec: { hard: { pods: "1000" } } }),
  viewer("a larger quota", "PATCH", quota, { spec: { hard: { pods: "1000" } } }),
  admin("larger containers", "PATCH", limits, { spec: { limits: [] } }),
  developer("no limits", "DELETE", limits),
  admin("a network policy that lets everybody in", "POST", policies, open),
  developer("a network policy that lets everybody in", "POST", policies, open),
  admin("no denial by default", "DELETE", `${policies}/tenant-globex-default-deny`),
  admin("the own network policy widened", "PATCH", `${policies}/tenant-globex-allow-intra-tenant`, {
    spec: { egress: [{}] },
  }),
  admin("all network policies at once", "DELETE", policies),
  admin("plain text in the mesh", "POST", security("peerauthentications"), {
    ...object("security.istio.io/v1", "PeerAuthentication", { spec: { mtls: { mode: "PERMISSIVE" } } }),
  }),
  admin("everybody allowed by the mesh", "POST", security("authorizationpolicies"), {
    ...object("security.istio.io/v1", "AuthorizationPolicy", { spec: { rules: [{}] } }),
  }),
  admin("egress to everywhere", "POST", istio("sidecars"), {
    ...object("networking.istio.io/v1", "Sidecar", { spec: { egress: [{ hosts: ["*/*"] }] } }),
  }),
  admin("a host of its own outside", "POST", istio("serviceentries"), {
    ...object("networking.istio.io/v1", "ServiceEntry", { spec: { hosts: ["evil.example"] } }),
  }),
  admin("Envoy's own configuration", "POST", inGroup("networking.istio.io/v1alpha3", "envoyfilters"), {
    ...object("networking.istio.io/v1alpha3", "EnvoyFilter", { spec: {} }),
  }),
];

const ROLES: readonly Attempt[] = [
  admin("a role with everything", "POST", inGroup(RBAC, "roles"), {
    ...role("Role", { apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
  }),
  admin("Kubernetes' role of administrators", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "cluster-admin", { kind: "Group", name: "globex-admins@acme.example" }),
  }),
  developer("the admin's role", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "agno-tenant-admin", { kind: "Group", name: "globex-developers@acme.example" }),
  }),
  viewer("the developer's role", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "agno-tenant-developer", { kind: "Group", name: "globex-viewers@acme.example" }),
  }),
  admin("the own binding for others", "PATCH", `${inGroup(RBAC, "rolebindings")}/tenant-globex-admin`, {
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:authenticated" }],
  }),
  admin("more in the role of all admins", "PATCH", `/apis/${RBAC}/clusterroles/agno-tenant-admin`, {
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
  }),
  admin("a role of the whole cluster", "POST", `/apis/${RBAC}/clusterroles`, {
    ...role("ClusterRole", { apiGroups: ["*"], resources: ["*"], verbs: ["bind", "escalate"] }),
  }),
  admin("the whole cluster", "POST", `/apis/${RBAC}/clusterrolebindings`, {
    ...binding("ClusterRoleBinding", "cluster-admin", { kind: "Group", name: "globex-admins@acme.example" }),
  }),
  attempt("the administrator's name", "globex admin", "rights", ["GET", `${NAMESPACE}/pods`], {
    headers: { "impersonate-user": "admin" },
  }),
  attempt("the administrators' group", "globex admin", "rights", ["GET", `${NAMESPACE}/pods`], {
    headers: { "impersonate-user": "globex-admin@acme.example", "impersonate-group": "system:masters" },
  }),
  attempt("a service account's name", "globex developer", "rights", ["GET", `${NAMESPACE}/pods`], {
    headers: { "impersonate-user": "system:serviceaccount:kube-system:namespace-controller" },
  }),
];

const IDENTITIES: readonly Attempt[] = [
  admin("a token of an agent's account", "POST", `${NAMESPACE}/serviceaccounts/default/token`, tokenRequest()),
  developer("a token of an agent's account", "POST", `${NAMESPACE}/serviceaccounts/default/token`, tokenRequest()),
  admin("an account with another identity at Google", "POST", `${NAMESPACE}/serviceaccounts`, {
    ...object("v1", "ServiceAccount", {}, { annotations: { "iam.gke.io/gcp-service-account": "initech@acme.iam" } }),
  }),
  admin("tokens for pods that have none", "PATCH", `${NAMESPACE}/serviceaccounts/default`, {
    automountServiceAccountToken: true,
  }),
  attempt("a token that never ends, through a secret", "globex admin", "agno-token-secrets", [
    "POST",
    `${NAMESPACE}/secrets`,
    {
      ...object(
        "v1",
        "Secret",
        { type: "kubernetes.io/service-account-token" },
        { annotations: { "kubernetes.io/service-account.name": "default" } },
      ),
    },
  ]),
  developer("the tenant's secrets", "GET", `${NAMESPACE}/secrets`),
  developer("one secret by its name", "GET", `${NAMESPACE}/secrets/model-key`),
  viewer("the tenant's secrets", "GET", `${NAMESPACE}/secrets/model-key`),
  developer("another model key", "PATCH", `${NAMESPACE}/secrets/model-key`, { stringData: { key: "mine" } }),
  viewer("other settings", "PATCH", `${NAMESPACE}/configmaps/settings`, { data: { key: "mine" } }),
];

const WORKLOADS: readonly Attempt[] = [
  admin("a pod past the platform", "POST", `${NAMESPACE}/pods`, pod()),
  developer("a pod past the platform", "POST", `${NAMESPACE}/pods`, pod()),
  admin("a Deployment past the platform", "POST", inGroup("apps/v1", "deployments"), workload("Deployment")),
  developer("a DaemonSet on every node", "POST", inGroup("apps/v1", "daemonsets"), workload("DaemonSet")),
  admin("a job past the platform", "POST", inGroup("batch/v1", "jobs"), job()),
  admin("a job every night", "POST", inGroup("batch/v1", "cronjobs"), cronJob()),
  admin("a Service of its own", "POST", `${NAMESPACE}/services`, service()),
  admin("a route of its own", "POST", istio("virtualservices"), virtualService()),
  admin("no disruption allowed", "POST", inGroup("policy/v1", "poddisruptionbudgets"), {
    ...object("policy/v1", "PodDisruptionBudget", { spec: { minAvailable: "100%", selector: {} } }),
  }),
  developer("a shell in the agent", "POST", `${NAMESPACE}/pods/target/exec?command=sh&stdin=true&stdout=true`),
  admin("a shell in the agent", "POST", `${NAMESPACE}/pods/target/exec?command=sh&stdin=true&stdout=true`),
  admin("the agent's terminal", "POST", `${NAMESPACE}/pods/target/attach?stdin=true&stdout=true`),
  developer("a way past the mesh", "POST", `${NAMESPACE}/pods/target/portforward?ports=8000`),
  admin("a way past the mesh by the API server", "GET", `${NAMESPACE}/pods/target:8000/proxy/`),
  viewer("a way past the gateway by the API server", "GET", `${NAMESPACE}/services/target:8000/proxy/`),
  admin("a debug container", "PATCH", `${NAMESPACE}/pods/target/ephemeralcontainers`, {
    spec: { ephemeralContainers: [container({ name: "debug" })] },
  }),
  admin("a pod bound to a node", "POST", `${NAMESPACE}/pods/target/binding`, {
    ...object("v1", "Binding", { target: { kind: "Node", name: "node" } }, { name: "target" }),
  }),
  admin("an agent that only looks ready", "PATCH", `${inGroup("ai.company.com/v1", "agnoagents")}/support/status`, {
    status: { readyReplicas: 100 },
  }),
  viewer("an agent of its own", "POST", inGroup("ai.company.com/v1", "agnoagents"), agnoAgent()),
  viewer("no agent any more", "DELETE", `${inGroup("ai.company.com/v1", "agnoagents")}/support`),
  viewer("fewer replicas", "PATCH", `${inGroup("ai.company.com/v1", "agnoagents")}/support/scale`, {
    spec: { replicas: 2 },
  }),
  admin("all agents at once", "DELETE", inGroup("ai.company.com/v1", "agnoagents")),
  viewer("a restart", "DELETE", `${NAMESPACE}/pods/target`),
  attempt("an agent above the tenant's priority", "globex developer", "agno-agent-priority", [
    "POST",
    inGroup("ai.company.com/v1", "agnoagents"),
    agnoAgent({ priority: "critical" }),
  ]),
  attempt("a claim of a class that is not offered", "globex admin", "agno-claims", [
    "POST",
    `${NAMESPACE}/persistentvolumeclaims`,
    {
      ...object("v1", "PersistentVolumeClaim", {
        spec: {
          accessModes: ["ReadWriteMany"],
          storageClassName: "enterprise-rwx",
          resources: { requests: { storage: "1Gi" } },
        },
      }),
    },
  ]),
];

export const OWN_NAMESPACE: readonly Attempt[] = [...GUARDS, ...ROLES, ...IDENTITIES, ...WORKLOADS];
