import assert from "node:assert/strict";
import { FINISH, GRACE, PRE_STOP } from "../../../components/agent/drain";
import { SPOT_SHUTDOWN } from "../../../components/cluster/node-pools";

describe("an agent's end", () => {
  it("has time for what Agno was seen to need: 35 s for runs in the background, 30 s for its queue", () => {
    assert.equal(GRACE, PRE_STOP + FINISH + 35 + 30);
  });

  it("is over when a Spot node is, and not before", () => {
    assert.equal(GRACE, SPOT_SHUTDOWN.total - SPOT_SHUTDOWN.criticalPods);
    assert.equal(GRACE, 105);
  });

  it("begins only once nobody new is sent to it", () => {
    assert.equal(PRE_STOP, 5);
  });
});
