/** Kubernetes' own means of isolation: RBAC says who may change them, and this says it again. */
import { IS_CONTROLLER, IS_PLATFORM, literal } from "./cel";
import type { Guard, Operation } from "./guard";

const ANY: readonly Operation[] = ["CREATE", "UPDATE", "DELETE"];

/**
 * Whoever may write in all namespaces by a role of Google's (`container.developer`), or in one by Kubernetes' own role
 * `admin`, could otherwise open each of them.
 */
export const isolation: Guard = {
  name: "agno-isolation",
  requests: [
    { group: "", resources: ["resourcequotas", "limitranges"], operations: ANY },
    { group: "networking.k8s.io", resources: ["networkpolicies"], operations: ANY },
    { group: "networking.gke.io", resources: ["*"], operations: ANY },
    { group: "rbac.authorization.k8s.io", resources: ["roles", "rolebindings"], operations: ANY },
    {
      group: "networking.istio.io",
      resources: ["sidecars", "serviceentries", "workloadentries", "workloadgroups", "proxyconfigs", "envoyfilters"],
      operations: ANY,
    },
    { group: "security.istio.io", resources: ["*"], operations: ANY },
    { group: "telemetry.istio.io", resources: ["*"], operations: ANY },
    { group: "extensions.istio.io", resources: ["*"], operations: ANY },
  ],
  where: "tenants",
  rules: [
    {
      holds: `(request.operation == "DELETE" && ${IS_CONTROLLER}) || ${IS_PLATFORM}`,
      message: "what isolates a tenant is the platform's: the stack file says what it is",
    },
  ],
};

/** Who is in a pod has its secrets and its identity, and speaks with it past the mesh. */
export const podAccess: Guard = {
  name: "agno-pod-access",
  requests: [
    {
      group: "",
      resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"],
      operations: ["CONNECT"],
    },
    { group: "", resources: ["pods/ephemeralcontainers"], operations: ["UPDATE"] },
  ],
  where: "tenants",
  rules: [{ holds: IS_PLATFORM, message: "nobody enters the pods of a tenant" }],
};

const RBAC = "rbac.authorization.k8s.io";
const EVERYBODY = literal(["system:authenticated", "system:unauthenticated", "system:serviceaccounts"]);
const WIDENING = literal(["*", "escalate", "bind", "impersonate"]);

/** How the ClusterRoles begin that tenants' people have: components/tenant/roles.ts. */
const TENANT_ROLES = '"agno-tenant-"';

/** Holds for the platform too: nobody of a tenant has a role that can become another one, not by mistake either. */
export const tenantRoles: Guard = {
  name: "agno-tenant-roles",
  requests: [{ group: RBAC, resources: ["roles", "rolebindings", "clusterroles"], operations: ["CREATE", "UPDATE"] }],
  where: "tenants",
  // ClusterRoles are in no namespace, so all of them are asked.
  onlyIf: { ours: `object.kind != "ClusterRole" || object.metadata.name.startsWith(${TENANT_ROLES})` },
  variables: { role: "dyn(object)" },
  rules: [
    {
      holds:
        `variables.role.?rules.orValue([]).all(r, !r.verbs.exists(v, v in ${WIDENING}) && ` +
        'r.?resources.orValue([]).all(x, !x.contains("*")) && r.?apiGroups.orValue([]).all(g, g != "*"))',
      message: "roles of a tenant name what they allow: no *, and neither escalate, bind nor impersonate",
    },
    {
      // Whoever makes a ClusterRole of the label would give its rights to all tenants.
      holds: "!has(variables.role.aggregationRule)",
      message: "roles of a tenant say themselves what they allow: no aggregationRule",
    },
    {
      // Kubernetes' own `edit` enters pods, reads all secrets and asks for tokens.
      holds:
        'object.kind != "RoleBinding" || variables.role.roleRef.kind == "Role" || ' +
        `variables.role.roleRef.name.startsWith(${TENANT_ROLES})`,
      message: "of the cluster's roles, only those that begin with agno-tenant- are bound in a tenant's namespace",
    },
  ],
};

/** What people of a tenant may do, those of all tenants may: who changes it for one, changes it for all. */
export const roleOwners: Guard = {
  name: "agno-role-owners",
  requests: [{ group: RBAC, resources: ["clusterroles"], operations: ANY }],
  where: "everywhere",
  onlyIf: {
    // Of several that are deleted at once, each is asked, and the request itself names none.
    ours: `(object == null ? oldObject : object).metadata.name.startsWith(${TENANT_ROLES})`,
    stranger: `!${IS_PLATFORM}`,
  },
  rules: [
    { holds: "false", message: "roles that begin with agno-tenant- are the platform's to make, change and remove" },
  ],
};

/** A binding of the whole cluster must not reach into it from a tenant, nor give everybody more than Kubernetes does. */
export const clusterBindings: Guard = {
  name: "agno-cluster-bindings",
  requests: [{ group: RBAC, resources: ["clusterrolebindings"], operations: ["CREATE", "UPDATE"] }],
  where: "everywhere",
  // Kubernetes' own: they let everybody find out what the server has.
  onlyIf: { ours: '!object.metadata.name.startsWith("system:")' },
  variables: { subjects: "object.?subjects.orValue([])" },
  rules: [
    {
      holds:
        'variables.subjects.all(s, !s.?namespace.orValue("").startsWith("agno-tenant-") && ' +
        '!s.name.startsWith("system:serviceaccounts:agno-tenant-"))',
      message: "service accounts of tenants have no rights beyond their namespace",
    },
    {
      holds: `variables.subjects.all(s, !(s.name in ${EVERYBODY}))`,
      message: "nothing is granted to everybody: at GKE, that is everybody with a Google account",
    },
  ],
};
