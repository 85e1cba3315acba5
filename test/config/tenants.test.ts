import assert from "node:assert/strict";
import { TIERS } from "../../components/tenant/quota";
import type { TenantSettings } from "../../components/tenant/settings";
import { tenantsIn } from "../../config/environment";
import { DIGEST, fileWithTenants, load } from "./load-text";

const THREE = "us-east1: { slot: 0 }\n    europe-west4: { slot: 1 }\n    asia-east1: { slot: 2 }";

function tenantOf(settings: string, regions?: string, others?: string): TenantSettings {
  const [tenant] = load(fileWithTenants(`globex: ${settings}`, regions, others)).tenants;
  assert.ok(tenant);
  return tenant;
}

describe("a tenant", () => {
  it("has the reference's figures where the file says nothing, in every region", () => {
    assert.deepEqual(tenantOf("{}", THREE), {
      id: "globex",
      regions: ["us-east1", "europe-west4", "asia-east1"],
      confined: false,
      keptOnRegionLoss: 0,
      groups: {},
      costCentre: "globex",
      priority: "normal",
      maxPriority: "high",
      quota: TIERS.standard,
      modelHosts: [],
      agents: [],
    });
  });

  it("has what the file says", () => {
    const groups = "{ admin: globex-admins@acme.example, viewer: globex@acme.example }";
    const rest =
      "costCentre: cc-4711, keptOnRegionLoss: 0.5, priority: low, maxPriority: normal, modelHosts: [api.openai.com]";
    assert.deepEqual(tenantOf(`{ tier: trial, groups: ${groups}, ${rest} }`), {
      id: "globex",
      regions: ["us-east1"],
      confined: false,
      keptOnRegionLoss: 0.5,
      groups: { admin: "globex-admins@acme.example", viewer: "globex@acme.example" },
      costCentre: "cc-4711",
      priority: "low",
      maxPriority: "normal",
      quota: TIERS.trial,
      modelHosts: ["api.openai.com"],
      agents: [],
    });
  });

  it("keeps on the loss of a region what all must, if it does not say otherwise", () => {
    const kept = (settings: string) => tenantOf(settings, THREE, "  agno:keptOnRegionLoss: 0.6\n").keptOnRegionLoss;
    assert.deepEqual([kept("{}"), kept("{ keptOnRegionLoss: 0 }"), kept("{ keptOnRegionLoss: 0.1 }")], [0.6, 0, 0.1]);
  });

  it("takes a fraction that Pulumi's command line wrote back as text, below config only", () => {
    const all = (text: string) => tenantOf("{}", THREE, `  agno:keptOnRegionLoss: ${text}\n`).keptOnRegionLoss;
    assert.equal(all('"0.6"'), 0.6);
    for (const wrong of ['"0.6x"', '""', '"6"', '" 0.6"', '"0x0"']) assert.throws(() => all(wrong), /keptOnRegionLoss/);
    assert.throws(() => tenantOf('{ keptOnRegionLoss: "0.6" }', THREE), /keptOnRegionLoss/);
  });

  it("is only where it is confined to, in the order of the regions", () => {
    const text = fileWithTenants("globex: { residency: [asia-east1, us-east1] }\n    initech: {}", THREE);
    const environment = load(text);
    assert.deepEqual(
      environment.tenants.map(({ regions, confined }) => [regions, confined]),
      [
        [["us-east1", "asia-east1"], true],
        [["us-east1", "europe-west4", "asia-east1"], false],
      ],
    );
    const ids = (region: "us-east1" | "europe-west4") => tenantsIn(environment, region).map(({ id }) => id);
    assert.deepEqual([ids("us-east1"), ids("europe-west4")], [["globex", "initech"], ["initech"]]);
  });

  it("may say figures of its quota as numbers or as text; the rest is its tier's", () => {
    const { quota } = tenantOf("{ tier: large, quota: { cpu: 12, memory: 32Gi, cpuLimit: 50.5, gpus: 4, pods: 80 } }");
    assert.deepEqual(quota, { ...TIERS.large, cpu: "12", memory: "32Gi", cpuLimit: "50.5", gpus: 4, pods: 80 });
  });

  it("gives its agents the image of all, its priority, and as many replicas as its quota holds", () => {
    const { agents } = tenantOf(
      "{ priority: low, agents: { b: { modelName: m }, a: { modelName: n, priority: high } } }",
    );
    assert.deepEqual(
      agents.map(({ name, image, priority, scaling }) => [name, image, priority, scaling.maxReplicas]),
      [
        ["b", `registry.example/agent@${DIGEST}`, "low", 9],
        ["a", `registry.example/agent@${DIGEST}`, "high", 9],
      ],
    );
  });

  it("gives an agent a GPU where the pool has some in the tenant's own regions", () => {
    const regions = "us-east1: { slot: 0, pools: { gpu: { gpus: 0 } } }\n    us-west1: { slot: 1 }";
    const gpusIn = (region: string) =>
      tenantOf(`{ residency: [${region}], quota: { gpus: 9 }, agents: { a: { modelName: m, pool: gpu } } }`, regions)
        .agents[0]?.gpus;
    assert.deepEqual([gpusIn("us-east1"), gpusIn("us-west1")], [0, 1]);
  });

  it("may be named as what every object has, and so may its agents and pools", () => {
    const pools = "  agno:pools: { constructor: { max: 3 } }\n";
    const text = fileWithTenants(
      "constructor: { agents: { constructor: { modelName: m, pool: constructor } } }",
      undefined,
      pools,
    );
    const [tenant] = load(text).tenants;
    assert.deepEqual([tenant?.id, tenant?.agents[0]?.name, tenant?.agents[0]?.gpus], ["constructor", "constructor", 0]);
    assert.deepEqual(tenant?.quota, TIERS.standard);
  });
});
