/**
 * What people of a tenant may do in its namespace. A cluster has one ClusterRole for each role, and a tenant binds it
 * to its groups in its own namespace: there it ends, and nobody of the tenant may change either.
 *
 * No role can widen itself or go around the isolation:
 * - None makes workloads or Services. Whoever makes a pod chooses its identity and mounts every secret of the namespace.
 *   Agents come from the stack file, and from AgnoAgents as soon as an operator makes them into Deployments.
 * - None changes quotas, limits, network policies, roles, service accounts or objects of the mesh, asks for a service
 *   account's token, binds, escalates or impersonates.
 * - None enters pods. `exec`, `attach` and debug containers have the agent's secrets and its identity at Google;
 *   `port-forward` comes from within the pod, where neither network policies nor the mesh ask who it is.
 *
 * Everything that a role may create is counted by the tenant's quota.
 */
import type { ClusterRoleArgs, RoleBindingArgs } from "@pulumi/kubernetes/rbac/v1";
import { ROLES, type Role, type TenantSettings, namespaceOf } from "./settings";

const RBAC = "rbac.authorization.k8s.io";

/** A rule of Kubernetes' own form. */
interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

const READ = ["get", "list", "watch"];
/** Without deletecollection: a slip of the hand should not take all of them. */
const WRITE = ["create", "update", "patch", "delete"];

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): Rule {
  return { apiGroups: [apiGroup], resources: [...resources], verbs: [...verbs] };
}

/** Everything but secrets: also the guards, because who meets a limit must be able to see which. */
const LOOK: readonly Rule[] = [
  rule("ai.company.com", ["agnoagents", "agnoagents/scale", "agnoagents/status"], READ),
  rule("", ["pods", "pods/log", "services", "configmaps", "persistentvolumeclaims"], READ),
  rule("", ["events", "serviceaccounts", "resourcequotas", "limitranges"], READ),
  rule("apps", ["deployments", "replicasets"], READ),
  rule("autoscaling", ["horizontalpodautoscalers"], READ),
  rule("policy", ["poddisruptionbudgets"], READ),
  rule("discovery.k8s.io", ["endpointslices"], READ),
  rule("events.k8s.io", ["events"], READ),
  rule("metrics.k8s.io", ["pods"], READ),
  rule("networking.k8s.io", ["networkpolicies"], READ),
  rule("networking.gke.io", ["fqdnnetworkpolicies"], READ),
  rule("networking.istio.io", ["virtualservices", "destinationrules", "serviceentries", "sidecars"], READ),
  rule("security.istio.io", ["authorizationpolicies", "peerauthentications"], READ),
  rule("monitoring.googleapis.com", ["podmonitorings"], READ),
  // Names of secrets, not their contents.
  rule("secrets-store.csi.x-k8s.io", ["secretproviderclasses"], READ),
  rule(RBAC, ["roles", "rolebindings"], READ),
];

/** Agents, and starting a replica anew by deleting its pod: who may delete an agent can do no more harm by that. */
const DEPLOY: readonly Rule[] = [
  rule("ai.company.com", ["agnoagents"], WRITE),
  // `kubectl scale`; status is the operator's.
  rule("ai.company.com", ["agnoagents/scale"], ["update", "patch"]),
  rule("", ["pods"], ["delete"]),
];

/** What agents are given: secrets, settings, disks. */
const SUPPLY: readonly Rule[] = [
  rule("", ["secrets"], [...READ, ...WRITE]),
  rule("", ["configmaps", "persistentvolumeclaims"], WRITE),
];

const RULES: Readonly<Record<Role, readonly Rule[]>> = {
  admin: [...LOOK, ...DEPLOY, ...SUPPLY],
  developer: [...LOOK, ...DEPLOY],
  viewer: LOOK,
};

function clusterRoleName(role: Role): string {
  return `agno-tenant-${role}`;
}

/** Of the platform layer: the same for all tenants. */
export function clusterRoleOf(role: Role) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: clusterRoleName(role) },
    rules: [...RULES[role]],
  } satisfies ClusterRoleArgs;
}

/** One binding for each role that the tenant has a group for. */
export function roleBindingsOf(tenant: Pick<TenantSettings, "id" | "groups">) {
  return ROLES.flatMap((role) => {
    const group = tenant.groups[role];
    return group === undefined ? [] : [bindingOf(tenant, role, group)];
  });
}

function bindingOf(tenant: Pick<TenantSettings, "id">, role: Role, group: string) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    metadata: { name: `tenant-${tenant.id}-${role}`, namespace: namespaceOf(tenant) },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: clusterRoleName(role) },
    subjects: [{ apiGroup: RBAC, kind: "Group", name: group }],
  } satisfies RoleBindingArgs;
}
