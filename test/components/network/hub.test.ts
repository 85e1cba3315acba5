import assert from "node:assert/strict";
import { Hub } from "../../../components/network/hub";
import { type Made, evaluateComponent } from "../evaluate-component";

describe("Hub", () => {
  let made: Made;

  before(async () => {
    made = await evaluateComponent((options) => ({ hubId: new Hub("global-network", options).hubId }));
  });

  it("is one hub in which every VPC reaches every other", () => {
    const { name, inputs } = made.one("gcp:networkconnectivity/hub:Hub");
    assert.equal(name, "global-network-hub");
    assert.equal(inputs.name, "agno-hub");
    assert.deepEqual([inputs.policyMode, inputs.presetTopology], ["PRESET", "MESH"]);
  });

  it("makes nothing else", () => {
    assert.deepEqual(made.below(made.one("agno:network:Hub")), ["global-network-hub"]);
  });

  it("gives out what a region joins", () => {
    const hubId = "projects/acme-agents-test/locations/global/hubs/agno-hub";
    assert.deepEqual(made.outputs, { hubId });
    assert.deepEqual(made.one("agno:network:Hub").outputs, { hubId });
  });
});
