import assert from "node:assert/strict";
import { tryConfigurations } from "./random-configurations";

describe("random configurations", () => {
  it("preview, or are refused with a place", async function () {
    this.timeout(300_000);
    const { previewed, refused } = await tryConfigurations(300, 42);
    assert.ok(previewed >= 75, `${previewed} previewed`);
    assert.ok(refused >= 40, `${refused} refused`);
  });
});
