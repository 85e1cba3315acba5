import fc from "fast-check";

/** A right value, and one time in `rarity` a wrong one. */
export function mostly<T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>, rarity = 250): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: right, weight: rarity }, { arbitrary: wrong, weight: 1 });
}

export const anything = fc.anything({ maxDepth: 2, maxKeys: 3 });
