import assert from "node:assert/strict";
import { Routing, type RoutingArgs } from "../../../components/routing/routing";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

const ARGS: RoutingArgs = {
  domain: "acme.example",
  routing: { policy: "weighted", primary: "" },
  regions: [
    { name: "us-central1", weight: 60 },
    { name: "europe-west4", weight: 40 },
    { name: "asia-southeast1", weight: 0 },
  ],
  tenants: [{ id: "globex", regions: ["europe-west4", "asia-southeast1"] }],
};
const HEALTH_CHECK = `projects/${PROJECT}/global/healthChecks/agno-gateways`;

describe("Routing", () => {
  let made: Made;
  const evaluated = (args: Partial<RoutingArgs> = {}) =>
    evaluateComponent((options) => {
      const { nameServers } = new Routing("global-routing", { ...ARGS, ...args }, options);
      return { nameServers };
    });
  before(async () => {
    made = await evaluated();
  });
  const addressOf = (region: string, of = made) => of.named(`global-routing-address-${region}`).outputs.address;
  const target = (region: string, of = made) => ({ externalEndpoints: [addressOf(region, of)] });
  const geo = (location: string, of = made) => ({ location, healthCheckedTargets: target(location, of) });
  const policyOf = (name: string, of = made) => of.named(`global-routing-${name}`).inputs.routingPolicy;

  it("has a public, signed zone of agents.DOMAIN, and gives out who is to be named for it", () => {
    assert.deepEqual(made.one("gcp:dns/managedZone:ManagedZone").inputs, {
      name: "agno-agents",
      description: "Where agents are reached",
      dnsName: "agents.acme.example.",
      visibility: "public",
      dnssecConfig: { state: "on" },
    });
    assert.equal((made.outputs.nameServers as readonly string[]).length, 4);
  });

  it("asks each gateway as the reference does, from three regions", () => {
    assert.deepEqual(made.one("gcp:compute/healthCheck:HealthCheck").inputs, {
      name: "agno-gateways",
      description: "Whether the gateway of a region answers",
      checkIntervalSec: 30,
      timeoutSec: 5,
      unhealthyThreshold: 3,
      healthyThreshold: 2,
      sourceRegions: ["us-east1", "europe-west1", "asia-southeast1"],
      httpHealthCheck: { host: "agents.acme.example", port: 8081, requestPath: "/health" },
    });
  });

  it("keeps an address for each region's gateway, by the name that its Service asks for", () => {
    const { inputs } = made.named("global-routing-address-europe-west4");
    assert.deepEqual(inputs, { name: "agno-gateway-europe-west4", region: "europe-west4", addressType: "EXTERNAL" });
    assert.equal(made.all("gcp:compute/address:Address").length, 3);
  });

  it("answers by weight, and keeps a drained region at 0", () => {
    const { name, type, ttl, managedZone } = made.named("global-routing-all").inputs;
    assert.deepEqual([name, type, ttl, managedZone], ["agents.acme.example.", "A", 30, "agno-agents"]);
    assert.deepEqual(policyOf("all"), {
      healthCheck: HEALTH_CHECK,
      wrrs: [
        { weight: 60, healthCheckedTargets: target("us-central1") },
        { weight: 40, healthCheckedTargets: target("europe-west4") },
        { weight: 0, healthCheckedTargets: target("asia-southeast1") },
      ],
    });
  });

  it("answers for a tenant with its own regions only", () => {
    assert.equal(made.named("global-routing-tenant-globex").inputs.name, "globex.agents.acme.example.");
    assert.deepEqual(policyOf("tenant-globex"), {
      healthCheck: HEALTH_CHECK,
      wrrs: [
        { weight: 40, healthCheckedTargets: target("europe-west4") },
        { weight: 0, healthCheckedTargets: target("asia-southeast1") },
      ],
    });
  });

  it("leaves a drained region out where no weights are known", async () => {
    const near = await evaluated({ routing: { policy: "nearest", primary: "" } });
    const geos = [geo("us-central1", near), geo("europe-west4", near)];
    assert.deepEqual(policyOf("all", near), { healthCheck: HEALTH_CHECK, geos });
  });

  it("leads to the primary region, and to the others where it fails", async () => {
    const one = await evaluated({ routing: { policy: "primary", primary: "us-central1" } });
    assert.deepEqual(policyOf("all", one), {
      healthCheck: HEALTH_CHECK,
      primaryBackup: { primary: target("us-central1", one), backupGeos: [geo("europe-west4", one)] },
    });
    // Where it is not, the weights say.
    assert.ok("wrrs" in (policyOf("tenant-globex", one) as object));
  });
});
