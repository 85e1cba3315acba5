import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { Tenant } from "../../../components/tenant/tenant";
import type { TenantSettings } from "../../../components/tenant/settings";
import { type Made, evaluateComponent } from "../evaluate-component";
import { GLOBEX, INITECH } from "./tenants";

const NAME = "us-central1-tenant";

function evaluated(tenant: TenantSettings, clusters: "google" | "kubeconfig"): Promise<Made> {
  return evaluateComponent(() => {
    const providers = [new Provider("kubernetes", { kubeconfig: "" })];
    const made = new Tenant(`${NAME}-${tenant.id}`, { tenant, region: "us-central1", clusters }, { providers });
    return { namespace: made.namespace, guards: made.guards.map(({ urn }) => urn) };
  });
}

/** "Kind name" of each Kubernetes object. */
function objectsOf(made: Made): readonly string[] {
  return made.resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ inputs }) => `${String(inputs.kind)} ${(inputs.metadata as { name: string }).name}`)
    .sort();
}

describe("Tenant", () => {
  let google: Made;
  let elsewhere: Made;
  before(async () => {
    google = await evaluated(GLOBEX, "google");
    elsewhere = await evaluated({ ...INITECH, modelHosts: ["api.openai.com"] }, "kubeconfig");
  });

  it("has all that confines it", () => {
    assert.deepEqual(objectsOf(google), [
      "AuthorizationPolicy tenant-globex-allow",
      "FQDNNetworkPolicy tenant-globex-allow-api.anthropic.com",
      "FQDNNetworkPolicy tenant-globex-allow-api.openai.com",
      "LimitRange tenant-globex-limits",
      "Namespace agno-tenant-globex",
      "NetworkPolicy tenant-globex-allow-intra-tenant",
      "NetworkPolicy tenant-globex-allow-platform",
      "NetworkPolicy tenant-globex-default-deny",
      "PeerAuthentication tenant-globex-strict",
      "ResourceQuota tenant-globex-quota",
      "RoleBinding tenant-globex-admin",
      "RoleBinding tenant-globex-viewer",
      "ServiceEntry tenant-globex-model-hosts",
      "Sidecar tenant-globex-egress",
    ]);
  });

  it("has nothing that only GKE understands on other clusters", () => {
    assert.deepEqual(
      objectsOf(elsewhere).filter((object) => object.startsWith("FQDNNetworkPolicy")),
      [],
    );
    const { labels } = elsewhere.one("kubernetes:core/v1:Namespace").inputs.metadata as { labels: object };
    assert.ok(!Object.hasOwn(labels, "cloud.google.com/default-compute-class"));
  });

  it("puts everything into its namespace, once that is there", () => {
    const namespace = google.one("kubernetes:core/v1:Namespace");
    const inside = google.resources.filter(({ type, urn }) => type.startsWith("kubernetes:") && urn !== namespace.urn);
    assert.ok(inside.length > 8);
    for (const object of inside) {
      assert.equal((object.inputs.metadata as { namespace: string }).namespace, "agno-tenant-globex", object.urn);
      assert.deepEqual(google.needs(object), [`${NAME}-globex-namespace`], object.urn);
    }
  });

  it("gives as guards all but who may look in", () => {
    const guards = new Set(google.outputs.guards as readonly string[]);
    const others = google.resources.filter(({ type, urn }) => type.startsWith("kubernetes:") && !guards.has(urn));
    assert.deepEqual(
      others.map(({ name }) => name),
      [`${NAME}-globex-admin`, `${NAME}-globex-viewer`],
    );
  });

  it("names what it makes after itself", () => {
    const names = elsewhere.below(elsewhere.one("agno:tenant:Tenant"));
    for (const part of ["namespace", "quota", "limits", "default-deny", "allow-intra-tenant", "allow-platform"]) {
      assert.ok(names.includes(`${NAME}-initech-${part}`), part);
    }
  });

  it("gives out its namespace", () => {
    assert.equal(google.outputs.namespace, "agno-tenant-globex");
    assert.deepEqual(google.one("agno:tenant:Tenant").outputs, { namespace: "agno-tenant-globex" });
  });

  it("is not made where the tenant must not be", async () => {
    await assert.rejects(evaluated({ ...GLOBEX, regions: ["europe-west4"] }, "google"), {
      message: "tenant globex must not be in region us-central1",
    });
  });
});
