import assert from "node:assert/strict";
import { CONSOLIDATION } from "../../../components/cluster/consolidation";

describe("consolidation", () => {
  it("is the reference's, in whole minutes and percents: after 10 minutes below half of CPU and memory, or of GPUs", () => {
    assert.deepEqual(CONSOLIDATION, { delayMinutes: 10, thresholdPercent: 50, gpuThresholdPercent: 50 });
  });
});
