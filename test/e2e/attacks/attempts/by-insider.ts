/** Somebody with rights in all namespaces, and administrators by mistake: what RBAC does not refuse them. */
import { type Attempt, attempt } from "../attempt";
import {
  NAMESPACE,
  binding,
  container,
  httpRoute,
  inGroup,
  object,
  tokenRequest,
  role,
  virtualService,
} from "../objects";
import type { RefusedBy } from "../refusals";

const insider =
  (by: RefusedBy) =>
  (title: string, ...request: Parameters<typeof attempt>[3]) =>
    attempt(title, "insider", by, request);
const [isolation, access, owners, roles] = [
  insider("agno-isolation"),
  insider("agno-pod-access"),
  insider("agno-namespace-owners"),
  insider("agno-role-owners"),
];
const slip =
  (by: RefusedBy) =>
  (title: string, ...request: Parameters<typeof attempt>[3]) =>
    attempt(title, "administrator", by, request);

const istio = (resource: string) => inGroup("networking.istio.io/v1", resource);
const security = (kind: string, spec: object) => object("security.istio.io/v1", kind, { spec });
const labels = (patch: object) => ({ metadata: { labels: patch } });
const RBAC = "rbac.authorization.k8s.io/v1";

const ISOLATION: readonly Attempt[] = [
  isolation("a larger quota", "PATCH", `${NAMESPACE}/resourcequotas/tenant-globex-quota`, {
    spec: { hard: { pods: "1000" } },
  }),
  isolation("no limits", "DELETE", `${NAMESPACE}/limitranges/tenant-globex-limits`),
  isolation(
    "no denial by default",
    "DELETE",
    `${inGroup("networking.k8s.io/v1", "networkpolicies")}/tenant-globex-default-deny`,
  ),
  isolation("a network policy that lets everybody in", "POST", inGroup("networking.k8s.io/v1", "networkpolicies"), {
    ...object("networking.k8s.io/v1", "NetworkPolicy", { spec: { podSelector: {}, ingress: [{}] } }),
  }),
  isolation("all network policies at once", "DELETE", inGroup("networking.k8s.io/v1", "networkpolicies")),
  isolation("a role for others", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "agno-tenant-reader", { kind: "User", name: "friend@acme.example" }),
  }),
  isolation("egress to everywhere", "POST", istio("sidecars"), {
    ...object("networking.istio.io/v1", "Sidecar", { spec: { egress: [{ hosts: ["*/*"] }] } }),
  }),
  isolation("a host outside", "POST", istio("serviceentries"), {
    ...object("networking.istio.io/v1", "ServiceEntry", { spec: { hosts: ["evil.example"] } }),
  }),
  isolation("Envoy's own configuration", "POST", inGroup("networking.istio.io/v1alpha3", "envoyfilters"), {
    ...object("networking.istio.io/v1alpha3", "EnvoyFilter", { spec: {} }),
  }),
  isolation("plain text in the mesh", "POST", inGroup("security.istio.io/v1", "peerauthentications"), {
    ...security("PeerAuthentication", { mtls: { mode: "DISABLE" } }),
  }),
  isolation("everybody allowed by the mesh", "POST", inGroup("security.istio.io/v1", "authorizationpolicies"), {
    ...security("AuthorizationPolicy", { rules: [{}] }),
  }),
  isolation("a plugin in every sidecar", "POST", inGroup("extensions.istio.io/v1alpha1", "wasmplugins"), {
    ...object("extensions.istio.io/v1alpha1", "WasmPlugin", { spec: { url: "oci://evil.example/plugin" } }),
  }),
];

const ENTERING: readonly Attempt[] = [
  access("a shell in an agent", "POST", `${NAMESPACE}/pods/target/exec?command=sh&stdout=true`),
  access("an agent's terminal", "POST", `${NAMESPACE}/pods/target/attach?stdout=true`),
  access("a way past the mesh", "POST", `${NAMESPACE}/pods/target/portforward?ports=8000`),
  access("a way past the mesh by the API server", "GET", `${NAMESPACE}/pods/target:8000/proxy/`),
  access("a way past the gateway by the API server", "GET", `${NAMESPACE}/services/target:8000/proxy/`),
  access("a debug container", "PATCH", `${NAMESPACE}/pods/target/ephemeralcontainers`, {
    spec: { ephemeralContainers: [container({ name: "debug" })] },
  }),
  insider("agno-token-requests")(
    "a token of an agent's account",
    "POST",
    `${NAMESPACE}/serviceaccounts/default/token`,
    tokenRequest(),
  ),
  insider("agno-entrances")("a gateway in a tenant's namespace", "POST", istio("gateways"), {
    ...object("networking.istio.io/v1", "Gateway", { spec: { selector: { istio: "ingressgateway" }, servers: [] } }),
  }),
  insider("agno-foreign-routes")(
    "a gateway beside the platform's",
    "POST",
    "/apis/networking.istio.io/v1/namespaces/elsewhere/gateways",
    object("networking.istio.io/v1", "Gateway", { spec: { selector: { istio: "ingressgateway" }, servers: [] } }),
  ),
  insider("agno-foreign-routes")(
    "a tenant's path from elsewhere",
    "POST",
    "/apis/networking.istio.io/v1/namespaces/elsewhere/virtualservices",
    virtualService({ http: [httpRoute()] }),
  ),
  insider("agno-foreign-routes")(
    "a tenant's path by another spelling of the gateway",
    "POST",
    "/apis/networking.istio.io/v1/namespaces/elsewhere/virtualservices",
    virtualService({ gateways: ["agno-agents-gateway.agno-system"], http: [httpRoute()] }),
  ),
  ...["agno-system/agno-agents-health", "agno-agents-health.agno-system.svc.cluster.local"].map((gateway) =>
    insider("agno-foreign-routes")(
      `an agent in clear by ${gateway}`,
      "POST",
      "/apis/networking.istio.io/v1/namespaces/elsewhere/virtualservices",
      virtualService({ gateways: [gateway], http: [httpRoute()] }),
    ),
  ),
];

const NAMESPACES: readonly Attempt[] = [
  owners("a namespace that no policy knows", "PATCH", NAMESPACE, labels({ "cost-centre": "other" })),
  owners("a higher priority", "PATCH", NAMESPACE, labels({ "agno-max-priority": "agno-critical" })),
  owners(
    "labels by way of the status",
    "PATCH",
    `${NAMESPACE}/status`,
    labels({ "agno-max-priority": "agno-critical" }),
  ),
  owners("a node selector for all pods", "PATCH", NAMESPACE, {
    metadata: { annotations: { "scheduler.alpha.kubernetes.io/node-selector": "pool=system" } },
  }),
  owners("no tenant", "DELETE", NAMESPACE),
  owners("the platform's namespace without pod security", "PATCH", "/api/v1/namespaces/agno-system", {
    ...labels({ "pod-security.kubernetes.io/enforce": "privileged" }),
  }),
  owners("a namespace that looks like the platform's", "POST", "/api/v1/namespaces", {
    ...object("v1", "Namespace", {}, { name: "agno-mine" }),
  }),
];

const CLUSTER_ROLES = `/apis/${RBAC}/clusterroles`;
const podsOfTheirOwn = { apiGroups: [""], resources: ["pods"], verbs: ["create"] };

const ROLES: readonly Attempt[] = [
  roles("pods for every developer of every tenant", "PATCH", `${CLUSTER_ROLES}/agno-tenant-developer`, {
    rules: [podsOfTheirOwn],
  }),
  roles("a role that a tenant may be given", "POST", CLUSTER_ROLES, {
    ...role("ClusterRole", podsOfTheirOwn),
    metadata: { name: "agno-tenant-maker" },
  }),
  roles("nobody's tenants any more", "DELETE", `${CLUSTER_ROLES}/agno-tenant-admin`),
  roles("roles deleted together", "DELETE", `${CLUSTER_ROLES}?fieldSelector=metadata.name%3Dagno-tenant-viewer`),
];

const tenantLabels = (patch: object) => ({
  platform: "agno-agents",
  "tenant-id": "hooli",
  isolation: "namespace",
  "istio-injection": "enabled",
  "pod-security.kubernetes.io/enforce": "restricted",
  ...patch,
});
const newNamespace = (name: string, patch: object) =>
  object("v1", "Namespace", {}, { name, labels: tenantLabels(patch) });

const SLIPS: readonly Attempt[] = [
  slip("agno-namespace-labels")("a tenant's namespace by another name", "POST", "/api/v1/namespaces", {
    ...newNamespace("hooli", {}),
  }),
  slip("agno-namespace-labels")(
    "a tenant's namespace that no policy knows",
    "PATCH",
    NAMESPACE,
    labels({ platform: null }),
  ),
  slip("agno-namespace-labels")("a tenant's namespace without pod security", "PATCH", NAMESPACE, {
    ...labels({ "pod-security.kubernetes.io/enforce": "privileged" }),
  }),
  slip("agno-namespace-labels")("a tenant out of the mesh", "PATCH", NAMESPACE, labels({ "istio-injection": null })),
  slip("agno-namespace-labels")("one tenant's label on another", "POST", "/api/v1/namespaces", {
    ...newNamespace("agno-tenant-hooli", { "tenant-id": "initech" }),
  }),
  slip("agno-tenant-roles")("a tenant's role with everything", "POST", inGroup(RBAC, "roles"), {
    ...role("Role", { apiGroups: [""], resources: ["*"], verbs: ["get"] }),
  }),
  slip("agno-tenant-roles")("a tenant's role that binds", "POST", inGroup(RBAC, "roles"), {
    ...role("Role", { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["escalate"] }),
  }),
  slip("agno-tenant-roles")("Kubernetes' role of editors for a tenant", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "edit", { kind: "Group", name: "globex-developers@acme.example" }),
  }),
  slip("agno-tenant-roles")("another role of the platform's for a tenant", "POST", inGroup(RBAC, "rolebindings"), {
    ...binding("RoleBinding", "agno-operator", { kind: "Group", name: "globex-developers@acme.example" }),
  }),
  slip("agno-tenant-roles")("everything for every tenant's admins", "PATCH", `${CLUSTER_ROLES}/agno-tenant-admin`, {
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
  }),
  slip("agno-tenant-roles")("roles of others for every viewer", "PATCH", `${CLUSTER_ROLES}/agno-tenant-viewer`, {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "for-viewers": "true" } }] },
  }),
  slip("agno-cluster-bindings")("the cluster for a tenant's agent", "POST", `/apis/${RBAC}/clusterrolebindings`, {
    ...binding("ClusterRoleBinding", "view", {
      apiGroup: "",
      kind: "ServiceAccount",
      name: "default",
      namespace: "agno-tenant-globex",
    }),
  }),
  slip("agno-cluster-bindings")(
    "the cluster for all of a tenant's agents",
    "POST",
    `/apis/${RBAC}/clusterrolebindings`,
    {
      ...binding("ClusterRoleBinding", "view", { kind: "Group", name: "system:serviceaccounts:agno-tenant-globex" }),
    },
  ),
  slip("agno-cluster-bindings")("the cluster for everybody", "POST", `/apis/${RBAC}/clusterrolebindings`, {
    ...binding("ClusterRoleBinding", "view", { kind: "Group", name: "system:authenticated" }),
  }),
];

export const BY_INSIDER: readonly Attempt[] = [...ISOLATION, ...ENTERING, ...NAMESPACES, ...ROLES, ...SLIPS];
