import assert from "node:assert/strict";
import { isOwnHost, literal } from "../../../../components/platform/admission/cel";

describe("CEL", () => {
  const literals = [
    ["a text", "agno", '"agno"'],
    ["a text with quotes", 'say "no"', '"say \\"no\\""'],
    ["a list", ["a", "b"], '["a","b"]'],
    ["a map", { a: ["b"] }, '{"a":["b"]}'],
  ] as const;
  for (const [what, value, expected] of literals) {
    it(`writes ${what}`, () => {
      assert.equal(literal(value), expected);
    });
  }

  it("takes a host without dots for the namespace's own, and the full name in it", () => {
    assert.equal(
      isOwnHost("h"),
      '(h != "*" && (!h.contains(".") || h.endsWith("." + request.namespace + ".svc.cluster.local")))',
    );
  });
});
