import assert from "node:assert/strict";
import { type ApiOptions, type Answer, ask, create, read } from "../../../sandbox/cluster/api";
import { createAuthority } from "../../../sandbox/cluster/certificates";
import { until } from "../../../sandbox/cluster/until";
import { withCluster } from "./with-cluster";

const PODS = "/api/v1/namespaces/default/pods";

describe("who may do what in a real cluster", () => {
  const current = withCluster("access", []);

  /** The same server, asked by somebody else. */
  function as(who: Pick<ApiOptions, "client" | "token">): ApiOptions {
    const { server, authority } = current().api;
    return { server, authority, ...who };
  }

  /** A service account of this name, with a token that the API server issued. */
  async function serviceAccount(name: string): Promise<ApiOptions> {
    const { api } = current();
    const path = "/api/v1/namespaces/default/serviceaccounts";
    await create(api, path, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } });
    const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
    const { status } = await create<{ status: { token: string } }>(api, `${path}/${name}/token`, request);
    return as({ token: status.token });
  }

  it("refuses whoever does not say who he is", async () => {
    assertForbidden(await ask(as({}), "GET", PODS), /User "system:anonymous" cannot list resource "pods"/);
  });

  it("refuses a certificate of somebody else's authority", async () => {
    const stranger = await createAuthority("access");
    const client = await stranger.issue({ name: "admin", group: "system:masters" });
    assert.equal((await ask(as({ client }), "GET", PODS)).status, 401);
  });

  it("refuses a token that it did not issue", async () => {
    assert.equal((await ask(as({ token: "e30.e30.e30" }), "GET", PODS)).status, 401);
  });

  it("refuses a service account without rights, and grants what a role binding says, no more", async () => {
    const api = await serviceAccount("viewer");
    assertForbidden(await ask(api, "GET", PODS), /serviceaccount:default:viewer" cannot list resource "pods"/);

    const [apiGroup, kind] = ["rbac.authorization.k8s.io", "RoleBinding"];
    await create(current().api, `/apis/${apiGroup}/v1/namespaces/default/rolebindings`, {
      apiVersion: `${apiGroup}/v1`,
      kind,
      metadata: { name: "viewer" },
      roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
      subjects: [{ kind: "ServiceAccount", name: "viewer", namespace: "default" }],
    });
    const what = "the role binding takes effect";
    await until({ what }, () => read(api, PODS));
    assertForbidden(await ask(api, "DELETE", PODS), /cannot deletecollection resource "pods"/);
    assertForbidden(await ask(api, "GET", "/api/v1/namespaces/kube-system/pods"), /in the namespace "kube-system"/);
  });

  it("lets nobody but the administrator into a namespace's secrets", async () => {
    const api = await serviceAccount("curious");
    assertForbidden(await ask(api, "GET", "/api/v1/secrets"), /cannot list resource "secrets"/);
    assert.equal((await ask(current().api, "GET", "/api/v1/secrets")).status, 200);
  });

  it("keeps a privileged pod out of a namespace whose pods must be restricted, and lets a modest one in", async () => {
    const { api } = current();
    await create(api, "/api/v1/namespaces", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "restricted", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
    const pods = "/api/v1/namespaces/restricted/pods";
    await accountOf("restricted");
    assertForbidden(
      await ask(api, "POST", pods, podWith({ privileged: true })),
      /violates PodSecurity "restricted:latest": privileged/,
    );
    const modest = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    };
    assert.equal((await ask(api, "POST", pods, podWith(modest))).status, 201);
    // Elsewhere nothing is asked of pods: it was the namespace's label that kept it out.
    assert.equal((await ask(api, "POST", PODS, podWith({ privileged: true }))).status, 201);
  });

  /** Waits for the account that pods of a new namespace get. */
  async function accountOf(namespace: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    await until({ what: `namespace ${namespace} has its account` }, () => read(current().api, path));
  }
});

function podWith(securityContext: object): object {
  const containers = [{ name: "main", image: "agent", securityContext }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "pod" }, spec: { containers } };
}

function assertForbidden({ status, body }: Answer, reason: RegExp): void {
  assert.equal(status, 403, body);
  assert.match((JSON.parse(body) as { message: string }).message, reason);
}
