import assert from "node:assert/strict";
import { TIERS } from "../../../components/tenant/quota";
import { quotaOf } from "../../../components/tenant/resource-quota";
import { clusterRoleOf, roleBindingsOf } from "../../../components/tenant/roles";
import { ROLES, type Role } from "../../../components/tenant/settings";
import { GLOBEX, INITECH } from "./tenants";

/** Everything that a role may do, as "verb group/resource". */
function allowedTo(role: Role): readonly string[] {
  return clusterRoleOf(role).rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`))),
  );
}

const changes = (role: Role) => allowedTo(role).filter((action) => !/^(get|list|watch) /.test(action));

describe("roles of a tenant", () => {
  it("are three ClusterRoles", () => {
    assert.deepEqual(
      ROLES.map((role) => clusterRoleOf(role).metadata),
      [{ name: "agno-tenant-admin" }, { name: "agno-tenant-developer" }, { name: "agno-tenant-viewer" }],
    );
  });

  it("let viewers change nothing", () => {
    assert.deepEqual(changes("viewer"), []);
  });

  const agents = [
    "create ai.company.com/agnoagents",
    "update ai.company.com/agnoagents",
    "patch ai.company.com/agnoagents",
    "delete ai.company.com/agnoagents",
    "update ai.company.com/agnoagents/scale",
    "patch ai.company.com/agnoagents/scale",
    "delete /pods",
  ];

  it("let developers change agents, and start replicas anew", () => {
    assert.deepEqual(changes("developer"), agents);
  });

  it("let admins change what agents are given besides", () => {
    const supplies = ["secrets", "configmaps", "persistentvolumeclaims"].flatMap((resource) =>
      ["create", "update", "patch", "delete"].map((verb) => `${verb} /${resource}`),
    );
    assert.deepEqual(changes("admin"), [...agents, ...supplies]);
  });

  it("show secrets to admins only", () => {
    const seeing = ROLES.filter((role) => allowedTo(role).includes("get /secrets"));
    assert.deepEqual(seeing, ["admin"]);
  });

  it("show logs, events and every guard to all", () => {
    const shown = [
      ...["/pods", "/pods/log", "/events", "/resourcequotas", "/limitranges", "networking.k8s.io/networkpolicies"],
      ...["networking.gke.io/fqdnnetworkpolicies", "rbac.authorization.k8s.io/rolebindings", "apps/deployments"],
      ...["security.istio.io/authorizationpolicies", "ai.company.com/agnoagents/status"],
    ];
    for (const role of ROLES) {
      const allowed = allowedTo(role);
      for (const what of shown) assert.ok(allowed.includes(`list ${what}`), `${role} ${what}`);
    }
  });

  it("leave nothing to a wildcard, and enter no pod", () => {
    for (const role of ROLES) {
      for (const action of allowedTo(role)) assert.doesNotMatch(action, /\*|\/(exec|attach|portforward|proxy|token)$/);
    }
  });

  it("let nobody make what no quota counts", () => {
    const { hard } = quotaOf({ id: "globex", quota: TIERS.standard }).spec;
    for (const action of changes("admin").filter((one) => one.startsWith("create "))) {
      const [, group = "", resource = ""] = /^create (.*)\/(.*)$/.exec(action) ?? [];
      assert.ok(Object.hasOwn(hard, group === "" ? resource : `count/${resource}.${group}`), action);
    }
  });

  it("are bound to the tenant's groups in its own namespace", () => {
    const binding = (role: Role, group: string) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: `tenant-globex-${role}`, namespace: "agno-tenant-globex" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `agno-tenant-${role}` },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
    });
    assert.deepEqual(roleBindingsOf(GLOBEX), [
      binding("admin", "globex-admins@acme.example"),
      binding("viewer", "globex-audit@acme.example"),
    ]);
  });

  it("are bound to nobody where no group is named", () => {
    assert.deepEqual(roleBindingsOf(INITECH), []);
  });
});
