import assert from "node:assert/strict";
import { report } from "../program/stacks";

describe("the policy pack over the repository's stacks", () => {
  for (const stack of ["dev", "prod", "local"]) {
    it(`has nothing against ${stack}`, async () => {
      assert.deepEqual((await report(stack)).policy, []);
    });
  }

  for (const scope of ["global", "europe-west4"]) {
    it(`has nothing against ${scope} of prod`, async () => {
      assert.deepEqual((await report("prod", scope)).policy, []);
    });
  }
});
