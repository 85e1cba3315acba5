import assert from "node:assert/strict";
import { homedir } from "node:os";
import { cacheKey, cacheRoot } from "../../tools/cache";

describe("the cache of tools", () => {
  const pins = { texts: ["module a", "sums"] };
  const go = { version: "go1.26.8", platform: "linux/amd64" };
  const line = { set: "nodes", package: "example.com/a" } as const;
  const other = { package: "example.com/b" };
  const table = { a: line };
  const key = cacheKey("nodes", pins, go, table);

  it("has a folder for each state, named after the set", () => {
    assert.match(key, /^nodes-[0-9a-f]{16}$/);
    assert.equal(cacheKey("nodes", { texts: ["module a", "sums"] }, { ...go }, { a: { ...line } }), key);
  });

  const others = {
    "go.mod": cacheKey("nodes", { texts: ["module b", "sums"] }, go, table),
    "go.sum": cacheKey("nodes", { texts: ["module a", "other"] }, go, table),
    "Go's version": cacheKey("nodes", pins, { ...go, version: "go1.26.9" }, table),
    "the platform": cacheKey("nodes", pins, { ...go, platform: "darwin/arm64" }, table),
    "a line of the table": cacheKey("nodes", pins, go, { a: { ...line, ...other } }),
    "a new line of the table": cacheKey("nodes", pins, go, { ...table, b: line }),
  };
  for (const [what, other] of Object.entries(others)) {
    it(`has another folder when ${what} changes`, () => {
      assert.notEqual(other, key);
    });
  }

  it("keeps its folder when another set's line changes", () => {
    assert.equal(cacheKey("nodes", pins, go, { ...table, b: { ...line, set: "engine" } }), key);
  });

  const home = `${homedir()}/.cache/agno-platform/tools`;
  for (const [variable, root] of [
    [undefined, home],
    ["", home],
    ["relative", home],
    ["/var/cache", "/var/cache/agno-platform/tools"],
  ] as const) {
    it(`stands at ${root.replace(homedir(), "~")} where XDG_CACHE_HOME is ${variable === undefined ? "absent" : `"${variable}"`}`, () => {
      assert.equal(cacheRoot({ XDG_CACHE_HOME: variable }), root);
    });
  }
});
