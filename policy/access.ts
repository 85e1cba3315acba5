/** Rules about rights, at Google and in the clusters. */
import { type KubeObject, isTenants } from "./kubernetes";
import { type Judged, resourceRule } from "./rule";
import { shown } from "./watched";

/** Every resource of Google's that gives rights: members one by one, by role, or a whole policy at once. */
export const IAM = /^gcp:.*[iI](AM|am)(Member|Binding|Policy):/;

interface Iam {
  readonly role?: string;
  readonly member?: string;
  readonly members?: readonly string[];
  readonly policyData?: string;
}

interface Grant {
  readonly role: string;
  readonly member: string;
  readonly at: string;
}

/** What is given to whom; a whole policy is JSON. */
function* rolesOf({ role, policyData }: Iam): Generator<Pick<Grant, "role" | "at">> {
  if (role !== undefined) yield { role, at: "role" };
  if (policyData !== undefined)
    yield* (
      (JSON.parse(policyData) as { bindings?: Iam[] }).bindings?.map((one) => ({
        role: one.role ?? "",
        at: "policyData",
      })) ?? []
    );
}

function* membersOf({ member, members = [], policyData }: Iam): Generator<Pick<Grant, "member" | "at">> {
  if (member !== undefined) yield { member, at: "member" };
  for (const [index, one] of members.entries()) yield { member: one, at: `members.${index}` };
  if (policyData === undefined) return;
  for (const { members: inside = [] } of (JSON.parse(policyData) as { bindings?: Iam[] }).bindings ?? [])
    for (const one of inside) yield { member: one, at: "policyData" };
}

/** Roles that hold nearly everything, or with which anybody can give himself everything. */
const WIDE = [
  "roles/owner",
  "roles/editor",
  "roles/iam.securityAdmin",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.workloadIdentityPoolAdmin",
  "roles/resourcemanager.projectIamAdmin",
  "roles/resourcemanager.organizationAdmin",
  "roles/container.admin",
  "roles/container.clusterAdmin",
  "roles/secretmanager.admin",
  "roles/cloudkms.admin",
];

export const rolesAtGoogleAreNarrow = resourceRule<Iam>({
  name: "roles-at-google-are-narrow",
  why: "Whoever takes over one identity with a wide role has the whole project.",
  mend: "give the one role that the work needs, on the one resource that it is for",
  level: "mandatory",
  kinds: ["*"],
  *check({ kind, props }) {
    if (!IAM.test(kind)) return;
    for (const { role, at } of rolesOf(props))
      if (WIDE.includes(role))
        yield { what: at, value: role, limit: "a role of one service, without admin of its rights" };
  },
});

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

export const nothingIsEverybodys = resourceRule<Iam>({
  name: "nothing-is-everybodys",
  why: "allUsers is everybody on the internet, allAuthenticatedUsers everybody with any Google account.",
  mend: "name the group or service account that needs it",
  level: "mandatory",
  kinds: ["*"],
  late: ["member", "members.*"],
  *check({ kind, props }) {
    if (!IAM.test(kind)) return;
    for (const { member, at } of membersOf(props))
      if (EVERYBODY.includes(member)) yield { what: at, value: member, limit: "a group, a user or a service account" };
  },
});

export const serviceAccountsHaveNoKeys = resourceRule({
  name: "service-accounts-have-no-keys",
  why: "A key file works for whoever copies it, from anywhere, until somebody thinks of it.",
  mend: "use Workload Identity in clusters and Workload Identity Federation outside",
  level: "mandatory",
  kinds: ["gcp:serviceaccount/key:Key", "gcp:storage/hmacKey:HmacKey"],
  *check({ kind }) {
    yield { what: "the resource", value: kind.split(":")[1] ?? kind, limit: "no keys of service accounts" };
  },
});

interface Binding extends KubeObject {
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly { readonly kind?: string; readonly name?: string; readonly namespace?: string }[];
}

const RBAC = "rbac.authorization.k8s.io";
const BINDINGS = [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`];

/** Kubernetes' own roles that may change everything, rights included. */
const ALMIGHTY = ["cluster-admin", "admin", "edit", "system:masters", "system:aggregate-to-admin"];

export const nobodyIsClusterAdmin = resourceRule<Binding>({
  name: "nobody-is-cluster-admin",
  why: "These roles may read every secret and start pods as any identity: tenants and agents are no longer apart.",
  mend: "bind a role that names what is needed",
  level: "mandatory",
  kinds: BINDINGS,
  *check({ props }) {
    const name = props.roleRef?.name ?? "";
    if (ALMIGHTY.includes(name)) yield { what: "roleRef.name", value: name, limit: "a role that names what it allows" };
  },
});

const ANYBODY = [
  "system:anonymous",
  "system:unauthenticated",
  "system:authenticated",
  "system:masters",
  "system:serviceaccounts",
];

export const bindingsNameSomebody = resourceRule<Binding>({
  name: "bindings-name-somebody",
  why: "A right of everybody is a right of every agent, and of whoever takes one over.",
  mend: "name the group or the service account",
  level: "mandatory",
  kinds: BINDINGS,
  *check(binding) {
    const { subjects = [], metadata } = binding.props;
    for (const [index, { kind = "", name = "", namespace }] of subjects.entries()) {
      const what = `subjects.${index}`;
      if (ANYBODY.includes(name)) yield { what, value: name, limit: "a group, a user or a service account" };
      const isForeign = kind === "ServiceAccount" && namespace !== undefined && namespace !== metadata?.namespace;
      if (isForeign && isTenants(binding))
        yield { what, value: `${namespace}/${name}`, limit: "somebody of the tenant" };
    }
  },
});

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Role extends KubeObject {
  readonly rules?: readonly PolicyRule[];
}

const ROLES = [`${RBAC}/Role`, `${RBAC}/ClusterRole`];

/** A tenant's role: in its namespace, or one of the roles that each tenant binds. */
function isForTenants(role: Judged<Role>): boolean {
  return isTenants(role) || (role.props.metadata?.name ?? "").startsWith("agno-tenant-");
}

export const rolesNameWhatTheyAllow = resourceRule<Role>({
  name: "roles-name-what-they-allow",
  why: "A wildcard also allows what does not exist yet, and nobody will think of it then.",
  mend: "name the groups, resources and verbs that are needed",
  level: "mandatory",
  kinds: ROLES,
  *check(role) {
    for (const [index, rule] of (role.props.rules ?? []).entries()) {
      const { apiGroups = [], resources = [], verbs = [] } = rule;
      if (verbs.includes("*")) yield { what: `rules.${index}.verbs`, value: "*", limit: "named verbs" };
      if (apiGroups.includes("*")) yield { what: `rules.${index}.apiGroups`, value: "*", limit: "named groups" };
      if (resources.some((one) => one.includes("*")) && isForTenants(role))
        yield { what: `rules.${index}.resources`, value: shown(resources), limit: "named resources" };
    }
  },
});

const WIDENING = ["escalate", "bind", "impersonate"];
const WRITING = ["create", "update", "patch", "delete", "deletecollection"];
/** Who may change these has every right of the namespace, or takes its guards away. */
const GUARDS = [
  ...["roles", "rolebindings", "clusterroles", "clusterrolebindings", "serviceaccounts", "serviceaccounts/token"],
  ...["resourcequotas", "limitranges", "networkpolicies", "namespaces", "pods/exec", "pods/attach", "pods/portforward"],
  ...["pods/ephemeralcontainers", "peerauthentications", "authorizationpolicies", "fqdnnetworkpolicies"],
];

export const rolesCannotWiden = resourceRule<Role>({
  name: "roles-cannot-widen",
  why: "A role that may change rights or guards is as good as every role.",
  mend: "take it out of the role; guards and rights come from the stack file",
  level: "mandatory",
  kinds: ROLES,
  *check(role) {
    for (const [index, { resources = [], verbs = [] }] of (role.props.rules ?? []).entries()) {
      const widening = verbs.filter((verb) => WIDENING.includes(verb));
      if (widening.length > 0) yield { what: `rules.${index}.verbs`, value: shown(widening), limit: "none of them" };
      const guards = resources.filter((resource) => GUARDS.includes(resource));
      const changes = verbs.some((verb) => WRITING.includes(verb) || verb === "*");
      const enters = guards.some((guard) => guard.includes("pods/")) && verbs.includes("get");
      if (isForTenants(role) && guards.length > 0 && (changes || enters))
        yield { what: `rules.${index}.resources`, value: shown(guards), limit: "none of them, but to read" };
    }
  },
});

export const ACCESS_RULES = [
  rolesAtGoogleAreNarrow,
  nothingIsEverybodys,
  serviceAccountsHaveNoKeys,
  nobodyIsClusterAdmin,
  bindingsNameSomebody,
  rolesNameWhatTheyAllow,
  rolesCannotWiden,
];
