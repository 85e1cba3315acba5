import assert from "node:assert/strict";
import type { KubernetesObject } from "../../proofs/objects";
import { permissionsOf } from "../../proofs/permissions";

const role = (kind: string, name: string, rules: readonly unknown[], namespace?: string): KubernetesObject => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  rules,
});
const binding = (kind: string, of: string, name: string, subject: unknown, namespace?: string): KubernetesObject => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind,
  metadata: { name: `${name}-binding`, ...(namespace !== undefined && { namespace }) },
  roleRef: { kind: of, name },
  subjects: [subject],
});
const people = { kind: "Group", name: "people@acme.example" };

describe("permissions", () => {
  it("are those of the bound roles, in the namespace of the binding", () => {
    const rules = [
      { apiGroups: ["", "apps"], resources: ["pods", "deployments/scale"], verbs: ["list", "get"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["one"], verbs: ["get"] },
    ];
    const objects = [role("Role", "r", rules, "t"), binding("RoleBinding", "Role", "r", people, "t")];
    assert.deepEqual(
      permissionsOf(objects).map(({ subject, namespace, resource, verbs }) => [subject, namespace, resource, ...verbs]),
      [
        ["Group people@acme.example", "t", "pods", "delete", "get", "list"],
        ["Group people@acme.example", "t", "deployments/scale", "get", "list"],
        ["Group people@acme.example", "t", "pods.apps", "get", "list"],
        ["Group people@acme.example", "t", "deployments.apps/scale", "get", "list"],
        ["Group people@acme.example", "t", "secrets (one)", "get"],
      ],
    );
  });

  it("hold in one namespace for a cluster's role that is bound there, and everywhere otherwise", () => {
    const account = { kind: "ServiceAccount", name: "adapter", namespace: "custom-metrics" };
    const objects = [
      role("ClusterRole", "metrics", [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }]),
      binding("RoleBinding", "ClusterRole", "metrics", people, "t"),
      binding("ClusterRoleBinding", "ClusterRole", "metrics", account),
    ];
    assert.deepEqual(permissionsOf(objects), [
      { subject: "Group people@acme.example", namespace: "t", resource: "/metrics", verbs: ["get"] },
      { subject: "ServiceAccount custom-metrics/adapter", namespace: "*", resource: "/metrics", verbs: ["get"] },
    ]);
  });

  it("are shown by the role's name where the role is the cluster's own", () => {
    const objects = [binding("ClusterRoleBinding", "ClusterRole", "cluster-admin", people)];
    assert.deepEqual(permissionsOf(objects), [
      { subject: "Group people@acme.example", namespace: "*", resource: "role cluster-admin", verbs: ["*"] },
    ]);
  });
});
