import assert from "node:assert/strict";
import { longestSwitch } from "../../../components/routing/health";
import { detectionOf, detectionsFor } from "../../../drill/region/detection";

describe("a region's loss", () => {
  it("is found out when the second of three probers has missed three answers, each known after its 5 s", () => {
    assert.deepEqual(detectionOf([0, 0, 0]), { found: 65, left: 95 });
    assert.deepEqual(detectionOf([0, 10, 29]), { found: 75, left: 105 });
    assert.deepEqual(detectionOf([29.999, 1, 29.999]), { found: 94.999, left: 124.999 });
  });

  it("is found out in time whenever they ask", () => {
    const detections = detectionsFor(1, 2000);
    assert.deepEqual(detectionsFor(1, 2000), detections);
    assert.ok(detections.every(({ found, left }) => found >= 65 && left <= longestSwitch()));
    assert.ok(new Set(detections.map(({ found }) => Math.round(found))).size > 20);
  });
});
