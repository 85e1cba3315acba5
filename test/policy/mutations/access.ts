import { resource } from "../fixture";
import { type Mutation, plus, set } from "../mutate";

export const RIGHTS: Readonly<Record<string, readonly Mutation[]>> = {
  "roles-at-google-are-narrow": [
    set("member", "role", "roles/owner", "roles/owner"),
    set("binding", "role", "roles/editor", "roles/editor"),
    set(
      "policy",
      "policyData",
      '{"bindings":[{"role":"roles/iam.securityAdmin","members":[]}]}',
      "roles/iam.securityAdmin",
    ),
  ],
  "nothing-is-everybodys": [
    set("member", "member", "allUsers", "allUsers"),
    set("binding", "members", ["group:sre@acme.example", "allAuthenticatedUsers"], "allAuthenticatedUsers"),
    set(
      "policy",
      "policyData",
      '{"bindings":[{"role":"roles/storage.objectViewer","members":["allUsers"]}]}',
      "allUsers",
    ),
  ],
  "service-accounts-have-no-keys": [
    plus(resource("gcp:serviceaccount/key:Key", "key-file", { serviceAccountId: "agno-nodes" }), "serviceaccount/key"),
    plus(resource("gcp:storage/hmacKey:HmacKey", "hmac", { serviceAccountEmail: "a@b" }), "storage/hmacKey"),
  ],
  "nobody-is-cluster-admin": [
    set("RoleBinding reader", "roleRef.name", "cluster-admin", "cluster-admin"),
    set("RoleBinding reader", "roleRef", { kind: "ClusterRole", name: "edit" }, "edit"),
  ],
  "bindings-name-somebody": [
    set("RoleBinding reader", "subjects.0.name", "system:authenticated", "system:authenticated"),
    set(
      "RoleBinding reader",
      "subjects.0",
      { kind: "ServiceAccount", name: "default", namespace: "agno-tenant-initech" },
      "agno-tenant-initech/default",
    ),
  ],
  "roles-name-what-they-allow": [
    set("Role reader", "rules.0.verbs", ["*"], "*"),
    set("Role reader", "rules.0.apiGroups", ["*"], "*"),
    set("Role reader", "rules.0.resources", ["*"], "*"),
    set("Role reader", "rules.0.resources", ["*/scale"], "*/scale"),
  ],
  "roles-cannot-widen": [
    ...["escalate", "bind", "impersonate"].map((verb) => set("Role reader", "rules.0.verbs", [verb], verb)),
    set(
      "Role reader",
      "rules.0",
      { apiGroups: ["rbac.authorization.k8s.io"], resources: ["rolebindings"], verbs: ["create"] },
      "rolebindings",
    ),
    set(
      "Role reader",
      "rules.0",
      { apiGroups: [""], resources: ["resourcequotas"], verbs: ["patch"] },
      "resourcequotas",
    ),
    set("Role reader", "rules.0.resources", ["pods/exec"], "pods/exec"),
  ],
};
