import assert from "node:assert/strict";
import { PRIORITIES, priorityClassOf } from "../../../components/platform/priorities";

describe("priorities", () => {
  const reference = { critical: 1000, high: 800, normal: 500, low: 200, "best-effort": 100 } as const;

  it("have the reference's values", () => {
    const values = Object.entries(PRIORITIES).map(([name, { value }]) => [name, value]);
    assert.deepEqual(Object.fromEntries(values), reference);
  });

  const names = [
    ["critical", "agno-critical"],
    ["best-effort", "agno-best-effort"],
  ] as const;
  for (const [priority, name] of names) {
    it(`${priority} is the class ${name}`, () => {
      assert.equal(priorityClassOf(priority), name);
    });
  }
});
