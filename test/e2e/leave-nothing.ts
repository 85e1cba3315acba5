/** What every run of the end-to-end tests is checked for at its end: that nothing of it is left. */
import assert from "node:assert/strict";
import { leftBehind, ownBelongings } from "../../sandbox/cluster/run-folder";

export const mochaHooks = {
  afterAll() {
    assert.deepEqual(ownBelongings(), [], "this run has left something behind");
    assert.deepEqual(leftBehind(), [], "a process of this run, or of an earlier one, has left something behind");
  },
};
