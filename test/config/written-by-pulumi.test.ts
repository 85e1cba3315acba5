import assert from "node:assert/strict";
import { load } from "./load-text";

describe("a stack file that Pulumi's CLI has written anew", () => {
  // What `pulumi stack init` (3.245.0) makes of `agno:deletionProtection: false`.
  const rewritten = (protection: string) => `\
config:
  gcp:project: acme-agents
  agno:deletionProtection: ${protection}
  agno:regions:
    us-central1: {slot: 0}
encryptionsalt: v1:kniMGUeIPnE=:v1:QAmoDSmmx/dbciZf:fd6QJvy4nOUz+3QH6OqvSBEkgLSxuA==
`;

  for (const [text, meant] of [
    ['"false"', false],
    ['"true"', true],
    ["false", false],
  ] as const) {
    it(`means ${String(meant)} by ${text}`, () => {
      assert.equal(load(rewritten(text)).deletionProtection, meant);
    });
  }

  it("still takes no other text for it", () => {
    assert.throws(() => load(rewritten('"no"')), /3:28 agno:deletionProtection: "no" is not allowed/);
  });
});
