import assert from "node:assert/strict";
import { ROLES, type Role, type TenantSettings, namespaceOf } from "../../../components/tenant/settings";
import { type ApiOptions, ask, create } from "../../../sandbox/cluster/api";
import { GLOBEX } from "../../components/tenant/tenants";
import { withCluster } from "../cluster/with-cluster";
import { CLUSTER_ROLES, makeAll, makeTenant } from "./tenant-objects";

const groupsOf = (id: string) => ({
  admin: `${id}-admins@acme.example`,
  developer: `${id}-developers@acme.example`,
  viewer: `${id}-viewers@acme.example`,
});
const TENANT: TenantSettings = { ...GLOBEX, groups: groupsOf("globex") };
const OTHER: TenantSettings = { ...GLOBEX, id: "initech", groups: groupsOf("initech") };

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete"];
const EVERY = [...READ, ...WRITE, "deletecollection"];

/** Who may: verbs on "resource.group/subresource". */
const TABLE: readonly (readonly [readonly string[], readonly string[], readonly Role[]])[] = [
  [READ, ["agnoagents.ai.company.com", "agnoagents.ai.company.com/status", "pods", "pods/log"], ROLES],
  [READ, ["events", "configmaps", "services", "persistentvolumeclaims", "serviceaccounts"], ROLES],
  [
    READ,
    ["deployments.apps", "replicasets.apps", "horizontalpodautoscalers.autoscaling", "pods.metrics.k8s.io"],
    ROLES,
  ],
  [READ, ["resourcequotas", "limitranges", "networkpolicies.networking.k8s.io"], ROLES],
  [READ, ["fqdnnetworkpolicies.networking.gke.io", "poddisruptionbudgets.policy"], ROLES],
  [READ, ["roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"], ROLES],
  [READ, ["virtualservices.networking.istio.io", "authorizationpolicies.security.istio.io"], ROLES],
  [WRITE, ["agnoagents.ai.company.com"], ["admin", "developer"]],
  [["update", "patch"], ["agnoagents.ai.company.com/scale"], ["admin", "developer"]],
  [["delete"], ["pods"], ["admin", "developer"]],
  [[...READ, ...WRITE], ["secrets"], ["admin"]],
  [WRITE, ["configmaps", "persistentvolumeclaims"], ["admin"]],
  [["create", "update", "patch"], ["pods", "pods/ephemeralcontainers"], []],
  [["create", "get"], ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"], []],
  [["update", "patch"], ["agnoagents.ai.company.com/status"], []],
  [WRITE, ["deployments.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch", "cronjobs.batch"], []],
  [WRITE, ["services", "ingresses.networking.k8s.io", "endpointslices.discovery.k8s.io", "serviceaccounts"], []],
  [WRITE, ["resourcequotas", "limitranges", "networkpolicies.networking.k8s.io"], []],
  [WRITE, ["fqdnnetworkpolicies.networking.gke.io", "podmonitorings.monitoring.googleapis.com"], []],
  [WRITE, ["horizontalpodautoscalers.autoscaling", "poddisruptionbudgets.policy"], []],
  [WRITE, ["roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"], []],
  [["bind", "escalate"], ["roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io"], []],
  [["impersonate"], ["users", "groups", "serviceaccounts"], []],
  [["create"], ["serviceaccounts/token", "pods/eviction", "pods/binding"], []],
  [WRITE, ["virtualservices.networking.istio.io", "gateways.networking.istio.io", "sidecars.networking.istio.io"], []],
  [WRITE, ["serviceentries.networking.istio.io", "envoyfilters.networking.istio.io"], []],
  [WRITE, ["authorizationpolicies.security.istio.io", "peerauthentications.security.istio.io"], []],
  [["deletecollection"], ["agnoagents.ai.company.com", "pods", "secrets", "configmaps"], []],
];

interface Review {
  readonly status: { readonly allowed: boolean };
}

interface RulesReview {
  readonly status: { readonly incomplete: boolean; readonly resourceRules: readonly object[] };
}

describe("a tenant's roles in a real cluster", () => {
  const current = withCluster("roles", []);

  before(async () => {
    const { api } = current();
    await makeAll(api, CLUSTER_ROLES);
    await makeTenant(api, TENANT);
    await makeTenant(api, OTHER);
  });

  /** Somebody of the tenant's group for the role. */
  function as(role: Role): ApiOptions {
    const group = TENANT.groups[role]!;
    return { ...current().api, impersonated: { user: `somebody.of.${group}`, groups: [group] } };
  }

  /** Somebody of a group that is called nearly the same. */
  function stranger(): ApiOptions {
    return { ...current().api, impersonated: { user: "somebody", groups: ["globex-admins@other.example"] } };
  }

  /** Asks the server whether the one who asks may do it. */
  async function may(api: ApiOptions, verb: string, what: string, namespace: string): Promise<boolean> {
    const [name = "", subresource = ""] = what.split("/");
    const [resource = "", ...group] = name.split(".");
    const attributes = { verb, group: group.join("."), resource, subresource, namespace };
    const { status } = await create<Review>(api, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: attributes },
    });
    return status.allowed;
  }

  for (const [verbs, resources, roles] of TABLE) {
    const who = roles.length === 0 ? "nobody" : roles.join(", ");
    it(`let ${who} ${verbs.join(", ")} ${resources.join(", ")}`, async () => {
      for (const role of ROLES) {
        const api = as(role);
        const asked = resources.flatMap((resource) => verbs.map((verb) => ({ resource, verb })));
        const answers = asked.map(async ({ resource, verb }) => ({
          ...{ resource, verb, allowed: await may(api, verb, resource, namespaceOf(TENANT)) },
        }));
        const otherwise = (await Promise.all(answers)).filter(({ allowed }) => allowed !== roles.includes(role));
        assert.deepEqual(otherwise, [], role);
      }
    });
  }

  /** All that the one who asks may do there, in the namespace and by rights that hold in the whole cluster. */
  async function rightsIn(api: ApiOptions, namespace: string): Promise<readonly object[]> {
    const { status } = await create<RulesReview>(api, "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectRulesReview",
      spec: { namespace },
    });
    assert.equal(status.incomplete, false);
    return status.resourceRules;
  }

  it("end at the namespace: in another tenant's, the system's and the cluster they are a stranger's", async () => {
    for (const namespace of [namespaceOf(OTHER), "agno-system", "istio-system", "kube-system", "default"]) {
      const strangers = await rightsIn(stranger(), namespace);
      for (const role of ROLES)
        assert.deepEqual(await rightsIn(as(role), namespace), strangers, `${role} ${namespace}`);
    }
    const own = await rightsIn(as("viewer"), namespaceOf(TENANT));
    assert.ok(own.length > (await rightsIn(stranger(), namespaceOf(TENANT))).length);
  });

  it("hold for the group alone: without it the same person may nothing", async () => {
    assert.equal(await may(as("admin"), "create", "secrets", namespaceOf(TENANT)), true);
    assert.equal(await may(stranger(), "create", "secrets", namespaceOf(TENANT)), false);
  });

  it("hold for what is really done", async () => {
    const path = `/api/v1/namespaces/${namespaceOf(TENANT)}`;
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "key" }, stringData: { key: "value" } };
    assert.equal((await ask(as("developer"), "POST", `${path}/secrets`, secret)).status, 403);
    assert.equal((await ask(as("admin"), "POST", `${path}/secrets`, secret)).status, 201);
    assert.equal((await ask(as("viewer"), "GET", `${path}/secrets/key`)).status, 403);
    assert.equal((await ask(as("viewer"), "GET", `${path}/resourcequotas/tenant-globex-quota`)).status, 200);
    assert.equal((await ask(as("admin"), "DELETE", `${path}/resourcequotas/tenant-globex-quota`)).status, 403);
    assert.equal((await ask(as("admin"), "GET", "/api/v1/namespaces/agno-tenant-initech/secrets")).status, 403);
  });

  it("are nothing to the namespace's own accounts", async () => {
    const account = {
      user: `system:serviceaccount:${namespaceOf(TENANT)}:default`,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespaceOf(TENANT)}`],
    };
    const api = { ...current().api, impersonated: account };
    for (const resource of ["pods", "secrets", "configmaps", "agnoagents.ai.company.com"]) {
      for (const verb of EVERY) assert.equal(await may(api, verb, resource, namespaceOf(TENANT)), false, resource);
    }
  });
});
