import assert from "node:assert/strict";
import { type Rung, tooFast } from "./ladder";

const rates = { factor: 2, pods: 4, seconds: 14 };
const ladder = (...rungs: readonly (readonly [number, number])[]): Rung[] =>
  rungs.map(([replicas, after]) => ({ replicas, after }));
const early = (rungs: readonly Rung[]) => tooFast(rungs, rates).map(({ replicas }) => replicas);

describe("the rungs that came too early", () => {
  it("are none where each step is the reference's", () => {
    assert.deepEqual(early(ladder([2, 0], [6, 30], [12, 45], [24, 60], [48, 75], [96, 90], [100, 105])), []);
  });
  it("are none where a step is taken in parts", () => {
    assert.deepEqual(early(ladder([2, 0], [6, 30], [12, 45], [24, 60], [48, 75], [83, 90], [96, 92], [100, 106])), []);
  });
  it("are those beyond double, and beyond four more", () => {
    assert.deepEqual(early(ladder([2, 0], [7, 30], [12, 45], [25, 60])), [7, 25]);
  });
  it("are those that come before the step's time is over", () => {
    assert.deepEqual(early(ladder([2, 0], [6, 30], [12, 40], [24, 56])), [12]);
  });
  it("are those whose parts are more than the step", () => {
    assert.deepEqual(early(ladder([24, 0], [48, 30], [83, 45], [97, 50])), [97]);
  });
});
