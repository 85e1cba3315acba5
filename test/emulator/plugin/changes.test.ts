import assert from "node:assert/strict";
import type { Properties } from "../../../emulator/model";
import { changesBetween } from "../../../emulator/plugin/changes";

describe("changesBetween", () => {
  const table: readonly (readonly [what: string, before: Properties, after: Properties, changed: readonly string[]])[] =
    [
      ["nothing", {}, {}, []],
      ["equal values of any depth", { a: [{ b: 1 }], c: "d" }, { c: "d", a: [{ b: 1 }] }, []],
      ["equal values in another order of keys", { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, []],
      ["one changed deep inside", { a: { b: [1, 2] }, c: 1 }, { a: { b: [1, 3] }, c: 1 }, ["a"]],
      ["lists in another order", { a: [1, 2] }, { a: [2, 1] }, ["a"]],
      ["one new and one gone, sorted", { z: 1 }, { a: 1 }, ["a", "z"]],
      ["a number and its text", { a: 1 }, { a: "1" }, ["a"]],
      ["an empty list and none", { a: [] }, {}, ["a"]],
      ["false and none", { a: false }, {}, ["a"]],
    ];
  for (const [what, before, after, changed] of table) {
    it(`finds ${changed.join(" and ") || "no change"} for ${what}, either way`, () => {
      assert.deepEqual(changesBetween(before, after), changed);
      assert.deepEqual(changesBetween(after, before), changed);
    });
  }
});
