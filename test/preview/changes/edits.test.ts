import assert from "node:assert/strict";
import fc from "fast-check";
import { textOfPath } from "../../../emulator/kubernetes/difference";
import type { Properties } from "../../../emulator/model";
import { type Edit, editsBetween } from "../../../preview/changes/edits";
import { applied, pathOf } from "./apply";

const at = (path: Edit["path"], before: unknown, after: unknown): Edit => ({ path, before, after });

describe("editsBetween", () => {
  const table: readonly (readonly [string, Properties, Properties, readonly Edit[]])[] = [
    ["finds nothing in what is alike", { a: { b: [1, { c: null }] } }, { a: { b: [1, { c: null }] } }, []],
    ["tells what came", {}, { a: 1 }, [at(["a"], undefined, 1)]],
    ["tells what went", { a: 1 }, {}, [at(["a"], 1, undefined)]],
    [
      "goes as deep as maps go, in the order of the paths",
      { b: { x: 1, y: 2 }, a: 1 },
      { b: { x: 1, y: 3 }, a: 2 },
      [at(["a"], 1, 2), at(["b", "y"], 2, 3)],
    ],
    [
      "compares lists of one length item by item",
      { a: [1, { b: 2 }, 3] },
      { a: [1, { b: 4 }, 3] },
      [at(["a", 1, "b"], 2, 4)],
    ],
    ["takes a list that grows as one edit", { a: [1, 2] }, { a: [0, 1, 2] }, [at(["a"], [1, 2], [0, 1, 2])]],
    ["takes another kind of value as one edit", { a: { b: 1 } }, { a: [1] }, [at(["a"], { b: 1 }, [1])]],
    ["knows null from nothing", { a: null }, {}, [at(["a"], null, undefined)]],
    ["knows false and 0 from nothing", {}, { a: false, b: 0 }, [at(["a"], undefined, false), at(["b"], undefined, 0)]],
    [
      "takes names of every object for a map's own only",
      {},
      { constructor: 1, toString: 2 },
      [at(["constructor"], undefined, 1), at(["toString"], undefined, 2)],
    ],
  ];
  for (const [title, before, after, edits] of table)
    it(title, () => {
      assert.deepEqual(editsBetween(before, after), edits);
    });
});

/** Inputs and outputs are such values: maps without a prototype of their own, and no numbers that JSON lacks. */
const key = fc.oneof(
  { arbitrary: fc.constantFrom("a", "b", "a.b", "a[0]", 'say "a"', "constructor", "0"), weight: 3 },
  { arbitrary: fc.string({ minLength: 1 }).filter((text) => text !== "__proto__" && !text.includes("\\")), weight: 1 },
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false, "", "a"), fc.integer({ min: 0, max: 3 })),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const properties = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

/** Two that have nothing in common, and two of which one is the other with one part anew. */
const pair = fc.oneof(
  fc.tuple(properties, properties),
  fc.tuple(properties, key, value).map(([old, at, now]) => [old, { ...old, [at]: now }] as const),
);

describe("the edits of any two values", () => {
  it("make the new one of the old one, and the old one of the new one", () => {
    const reversed = ({ path, before, after }: Edit) => ({ path, before: after, after: before });
    fc.assert(
      fc.property(pair, ([old, now]) => {
        assert.deepEqual(applied(old, editsBetween(old, now)), now);
        assert.deepEqual(applied(now, editsBetween(old, now).map(reversed)), old);
      }),
      { numRuns: 1000 },
    );
  });

  it("stand at paths that can be read again", () => {
    fc.assert(
      fc.property(pair, ([old, now]) => {
        for (const { path } of editsBetween(old, now)) assert.deepEqual(pathOf(textOfPath(path)), path);
      }),
      { numRuns: 1000 },
    );
  });
});
