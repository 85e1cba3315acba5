import assert from "node:assert/strict";
import { type CostJson, costJson } from "../../cost/json";
import { costOf } from "../../cost/model";
import { PRICES, type PriceFile } from "../../cost/prices";
import { fileWithTenants, load } from "../config/load-text";

const SMALL =
  "cpu: { min: 2, max: 2, spotShare: 0 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 }";
const SHARED = "shared: { agents: { a: { modelName: m, scaling: { minReplicas: 2, maxReplicas: 2 } } } }";

function jsonOf(region: string, prices: PriceFile = PRICES): CostJson {
  const environment = load(fileWithTenants(SHARED, `${region}: { slot: 0, pools: { ${SMALL} } }`));
  const cost = costOf(environment, prices);
  assert.ok(cost);
  return costJson(cost);
}

describe("the cost for programs", () => {
  it("has dollars for an hour, a day and a month at each level, also by region and tenant", () => {
    const { currency, hourly, daily, monthly, unpriced, byRegion, byTenant, shared, idle } = jsonOf("us-central1");
    assert.equal(currency, "USD");
    const total = {
      hourly: { floor: 0.71, expected: 0.71, ceiling: 0.71 },
      daily: { floor: 16.86, expected: 16.86, ceiling: 16.86 },
      monthly: { floor: 513.07, expected: 513.07, ceiling: 513.07 },
      unpriced: { floor: [], expected: [], ceiling: [] },
    };
    assert.deepEqual({ hourly, daily, monthly, unpriced }, total);
    assert.deepEqual(byRegion, { "us-central1": total });
    // A tenant may well be called like this: what is shared stands apart.
    assert.deepEqual(Object.keys(byTenant), ["shared"]);
    assert.deepEqual(
      [byTenant.shared?.monthly.floor, shared.monthly.floor, idle.monthly.floor],
      [9.34, 503.73, 288.06],
    );
  });

  it("has every line with all that it takes to reckon it again", () => {
    assert.deepEqual(jsonOf("us-central1").lines[0], {
      ...{ level: "floor", region: "us-central1", item: "cpu", sku: "n1-cpu", quantity: 8, unit: "vCPU", per: "hour" },
      ...{ unitPrice: 0.031611, source: "machines", hourly: 0.25, daily: 6.07, monthly: 184.61 },
      requested: { capacity: 8000, tenants: { shared: 300 } },
      shares: {
        tenants: { shared: { hourly: 0.01, daily: 0.23, monthly: 6.92 } },
        idle: { hourly: 0.24, daily: 5.84, monthly: 177.69 },
        common: { hourly: 0, daily: 0, monthly: 0 },
      },
    });
  });

  it("has null where there is no price, and says what is missing", () => {
    const { lines, unpriced, byRegion, byTenant } = jsonOf("us-west1");
    const { unitPrice, source, hourly, monthly } = lines[0]!;
    assert.deepEqual([unitPrice, source, hourly, monthly], [null, null, null, null]);
    const holes = ["n1-cpu in us-west1", "n1-memory in us-west1", "pd-balanced in us-west1"];
    assert.deepEqual(byTenant.shared?.unpriced.floor, holes);
    assert.deepEqual(unpriced.floor.slice(0, 3), holes);
    assert.deepEqual(byRegion["us-west1"]?.unpriced, unpriced);
  });

  for (const [dates, expected] of [
    [["2026-08-20", "2026-07-01", null], "2026-07-01"],
    [[null], null],
  ] as const) {
    it(`is of ${expected ?? "no day"} where sources are of ${dates.join(", ")}`, () => {
      const sources = Object.fromEntries(dates.map((date, index) => [`s${index}`, { title: "", date }]));
      assert.equal(jsonOf("us-central1", { ...PRICES, sources }).pricesAsOf, expected);
    });
  }
});
