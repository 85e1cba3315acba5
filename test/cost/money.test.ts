import assert from "node:assert/strict";
import fc from "fast-check";
import { amountOf, amountsOf, dollars, nanosOf, split, sumOf } from "../../cost/money";

describe("money", () => {
  it("reads prices to the nano-dollar, and nothing else", () => {
    const read = ["0.031611", "0.1", "12", "0.000000001", "0.02181159"].map(nanosOf);
    assert.deepEqual(read, [31_611_000, 100_000_000, 12_000_000_000, 1, 21_811_590]);
    for (const wrong of ["", ".5", "1e3", "-1", "0.0000000001", "1,5", "NaN"]) {
      assert.throws(() => nanosOf(wrong), {
        name: "RangeError",
        message: `"${wrong}" is no price in US dollars, such as 0.031611`,
      });
    }
  });

  for (const [what, charge, cents] of [
    ["4 vCPU for a month", { quantity: 4, price: 31_611_000, per: "hour", hours: 730 }, 9230],
    ["3.75 GiB for a month", { quantity: 3.75, price: 4_237_000, per: "hour", hours: 730 }, 1160],
    ["100 GiB of disk for a month", { quantity: 100, price: 100_000_000, per: "month", hours: 730 }, 1000],
    ["100 GiB of disk for an hour", { quantity: 100, price: 100_000_000, per: "month", hours: 1 }, 1],
    ["just less than half a cent", { quantity: 1, price: 4_999_999, per: "hour", hours: 1 }, 0],
    ["half a cent", { quantity: 1, price: 5_000_000, per: "hour", hours: 1 }, 1],
    ["nothing", { quantity: 0, price: 5_000_000, per: "hour", hours: 730 }, 0],
    [
      "more than a double holds in nano-dollars",
      { quantity: 1e6, price: 123_456_789, per: "hour", hours: 730 },
      9_012_345_597,
    ],
  ] as const) {
    it(`charges ${what}`, () => {
      assert.equal(amountOf(charge), cents);
    });
  }

  it("charges an hour, a day and a month, each rounded by itself", () => {
    assert.deepEqual(amountsOf({ quantity: 3, price: 1_400_000, per: "hour" }), { hourly: 0, daily: 10, monthly: 307 });
    assert.deepEqual(
      sumOf([
        { hourly: 1, daily: 2, monthly: 3 },
        { hourly: 10, daily: 20, monthly: 30 },
      ]),
      {
        ...{ hourly: 11, daily: 22, monthly: 33 },
      },
    );
    assert.deepEqual(sumOf([]), { hourly: 0, daily: 0, monthly: 0 });
  });

  for (const [cents, weights, parts] of [
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [1, 2, 3], [17, 33, 50]],
    [2, [1, 1, 1], [1, 1, 0]],
    [1, [1, 5], [0, 1]],
    [10, [0, 7], [0, 10]],
    [0, [3, 4], [0, 0]],
  ] as const) {
    it(`splits ${cents} by ${weights.join(":")}`, () => {
      assert.deepEqual(split(cents, weights), parts);
    });
  }

  it("splits into parts that add up, none further than a cent from its share", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 2 ** 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), weights, (cents, by) => {
        fc.pre(by.some((weight) => weight > 0));
        const parts = split(cents, by);
        const total = by.reduce((sum, weight) => sum + BigInt(weight), 0n);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          cents,
        );
        for (const [index, part] of parts.entries()) {
          const off = BigInt(part) * total - BigInt(cents) * BigInt(by[index]!);
          assert.ok(off < total && off > -total, `${part} of ${cents} by ${by.join(":")}`);
        }
      }),
    );
    assert.throws(() => split(1, [0, 0]), /all weights are 0/);
  });

  it("is written as people do", () => {
    assert.deepEqual([0, 5, 123_456_789].map(dollars), ["$0.00", "$0.05", "$1,234,567.89"]);
  });
});
