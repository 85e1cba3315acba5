import assert from "node:assert/strict";
import { tryPairs } from "./random-pairs";

describe("random pairs of revisions", () => {
  it("are compared, and the difference makes the new one of the old one", async function () {
    this.timeout(300_000);
    const { pairs, exceptions, differ, found, failure } = await tryPairs(60, 42);
    assert.deepEqual(
      { pairs, exceptions, differ, failure },
      { pairs: 60, exceptions: 0, differ: 0, failure: undefined },
    );
    assert.ok(found.came > 1000 && found.changed > 100 && found.anew > 10, JSON.stringify(found));
  });
});
