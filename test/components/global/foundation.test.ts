import assert from "node:assert/strict";
import { Foundation } from "../../../components/global/foundation";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

describe("Foundation", () => {
  let made: Made;
  let prerequisites: number;

  before(async () => {
    made = await evaluateComponent((options) => {
      const args = { regions: ["europe-west4"], deletionProtection: true };
      const foundation = new Foundation("global", args, options);
      prerequisites = foundation.prerequisites.length;
      return foundation.outputs;
    });
  });

  it("is the services, the hub, the keys and Google's own account for queues", () => {
    assert.deepEqual(made.below(made.one("agno:global:Foundation")), [
      "global-keys",
      "global-network",
      "global-pubsub",
      "global-services",
    ]);
    assert.equal(made.named("global-keys").type, "agno:global:ClusterKeys");
    assert.equal(made.named("global-network").type, "agno:network:Hub");
    assert.equal(made.named("global-services").type, "agno:global:ProjectServices");
  });

  it("makes hub and keys only once Google's APIs are on", () => {
    const services = made.all("gcp:projects/service:Service").map(({ name }) => name);
    assert.ok(services.includes("global-services-cloudkms"));
    assert.deepEqual(made.needs(made.named("global-network")), services);
    assert.deepEqual(made.needs(made.named("global-keys")), services);
    assert.deepEqual(made.needs(made.named("global-pubsub")), services);
  });

  it("lets regions wait for the same", () => {
    assert.equal(prerequisites, made.all("gcp:projects/service:Service").length);
  });

  it("gives out what every region builds on", () => {
    const outputs = {
      hubId: `projects/${PROJECT}/locations/global/hubs/agno-hub`,
      clusterKeyIds: {
        "europe-west4": `projects/${PROJECT}/locations/europe-west4/keyRings/agno-keys-europe-west4/cryptoKeys/agno-cluster-secrets-europe-west4`,
      },
      queueAgent: "service-102182278755@gcp-sa-pubsub.iam.gserviceaccount.com",
      gatewayAddresses: {},
    };
    assert.deepEqual(made.outputs, outputs);
    assert.deepEqual(made.one("agno:global:Foundation").outputs, outputs);
  });

  it("knows the way from outside, where somebody is to be reached", async () => {
    const region = "europe-west4";
    const routing = {
      domain: "acme.example",
      routing: { policy: "weighted", primary: "" },
      regions: [{ name: region, weight: 100 }],
      tenants: [],
    } as const;
    const reached = await evaluateComponent(
      (options) => new Foundation("global", { regions: [region], deletionProtection: true, routing }, options).outputs,
    );
    assert.equal(reached.named("global-routing").type, "agno:routing:Routing");
    assert.deepEqual(reached.outputs.gatewayAddresses, { [region]: `agno-gateway-${region}` });
    assert.equal((reached.outputs.nameServers as readonly string[]).length, 4);
  });

  it("protects keys where deletion protection is on", () => {
    assert.equal(made.named("global-keys-europe-west4-key").options.protect, true);
  });
});
