import assert from "node:assert/strict";
import fc from "fast-check";
import { QUANTITY, millisOf } from "../../../components/tenant/quantity";

describe("a quantity", () => {
  const right: readonly (readonly [string, number])[] = [
    ["0", 0],
    ["1", 1000],
    ["250m", 250],
    ["0.25", 250],
    ["0.1", 100],
    ["1.1", 1100],
    ["0.3m", 1],
    ["1.005", 1005],
    ["2k", 2_000_000],
    ["1Ki", 1_024_000],
    ["1.5Gi", 1_610_612_736_000],
    ["64Mi", 67_108_864_000],
    ["536870912", 536_870_912_000],
    ["1G", 1_000_000_000_000],
    ["1Ti", 2 ** 40 * 1000],
    ["2P", 2e18],
    ["1Pi", 2 ** 50 * 1000],
  ];
  for (const [quantity, millis] of right) {
    it(`${quantity} is ${millis} thousandths`, () => {
      assert.equal(millisOf(quantity), millis);
    });
  }

  for (const quantity of [
    "",
    "abc",
    "-1",
    "+1",
    "1e3",
    "1.2345",
    ".5",
    "5.",
    "1 Gi",
    "1gi",
    "1K",
    "1Gib",
    "1u",
    "１",
  ]) {
    it(`is not ${JSON.stringify(quantity)}`, () => {
      assert.throws(() => millisOf(quantity), RangeError);
    });
  }

  it("is the same as a number and in thousandths, and grows with it", () => {
    const amounts = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        assert.equal(millisOf(`${a}m`), a);
        assert.equal(millisOf((a / 1000).toFixed(3)), a);
        assert.equal(millisOf(`${a}Ki`) <= millisOf(`${b}Ki`), a <= b);
      }),
    );
  });

  it("is read wherever the pattern allows it, and gives a whole number", () => {
    fc.assert(
      fc.property(fc.stringMatching(QUANTITY), (quantity) => {
        const millis = millisOf(quantity);
        assert.ok(millis >= 0 && Number.isFinite(millis) && Math.ceil(millis) === millis);
      }),
    );
  });
});
