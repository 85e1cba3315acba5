/** Who may do what: every right that a binding gives a group, a user or a service account, from the manifests. */
import { type KubernetesObject, ofKind } from "./objects";

/** One right of one subject. */
export interface Permission {
  /** "Group globex-admins@acme.example". */
  readonly subject: string;
  /** Where it holds; "*" for the whole cluster. */
  readonly namespace: string;
  /** "pods/log", "deployments.apps", "/metrics". */
  readonly resource: string;
  readonly verbs: readonly string[];
}

export interface RegionPermissions {
  readonly region: string;
  readonly permissions: readonly Permission[];
}

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

interface Role extends KubernetesObject {
  readonly kind: "Role" | "ClusterRole";
  readonly rules?: readonly PolicyRule[];
}

interface Binding extends KubernetesObject {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly roleRef: { readonly kind: "Role" | "ClusterRole"; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** All rights in a cluster; of roles that the objects do not hold themselves, the name stands for the rights. */
export function permissionsOf(objects: readonly KubernetesObject[]): readonly Permission[] {
  const roles = new Map(
    [...ofKind<Role>(objects, "Role"), ...ofKind<Role>(objects, "ClusterRole")].map((role) => [
      keyOf(role.kind, role.metadata.name, role.metadata.namespace),
      role,
    ]),
  );
  const bindings = [...ofKind<Binding>(objects, "RoleBinding"), ...ofKind<Binding>(objects, "ClusterRoleBinding")];
  return bindings.flatMap(({ kind, metadata, roleRef, subjects = [] }) => {
    const namespace = kind === "RoleBinding" ? (metadata.namespace ?? "") : "*";
    const role = roles.get(keyOf(roleRef.kind, roleRef.name, namespace));
    const rights = role === undefined ? [{ resource: `role ${roleRef.name}`, verbs: ["*"] }] : rightsOf(role);
    return subjects.flatMap((subject) =>
      rights.map((right) => ({ subject: nameOf(subject), namespace, resource: right.resource, verbs: right.verbs })),
    );
  });
}

function keyOf(kind: string, name: string, namespace = ""): string {
  return kind === "Role" ? `${namespace}/${name}` : `*/${name}`;
}

function nameOf({ kind, name, namespace }: NonNullable<Binding["subjects"]>[number]): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function rightsOf({ rules = [] }: Role): readonly Pick<Permission, "resource" | "verbs">[] {
  const verbs = new Map<string, Set<string>>();
  const add = (resource: string, more: readonly string[]) => {
    verbs.set(resource, new Set([...(verbs.get(resource) ?? []), ...more]));
  };
  for (const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs: more } of rules) {
    const names = resourceNames.length > 0 ? ` (${resourceNames.join(", ")})` : "";
    for (const url of nonResourceURLs) add(url, more);
    for (const group of apiGroups) {
      for (const resource of resources) add(`${inGroup(resource, group)}${names}`, more);
    }
  }
  return [...verbs].map(([resource, all]) => ({ resource, verbs: [...all].sort() }));
}

/** "deployments/scale" of group "apps" is "deployments.apps/scale", as kubectl writes it. */
function inGroup(resource: string, group: string): string {
  if (group === "") return resource;
  const [name = "", ...sub] = resource.split("/");
  return [`${name}.${group}`, ...sub].join("/");
}
