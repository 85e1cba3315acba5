import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import type { Environment } from "../../config/environment";
import { ConfigurationError } from "../../config/problem";
import { costJson } from "../../cost/json";
import { costOf } from "../../cost/model";
import { PRICES, type PriceFile } from "../../cost/prices";
import { toJson } from "../../preview/json";
import { settings } from "../config/arbitraries";
import { load } from "../config/load-text";
import { environmentOf, report } from "../program/stacks";
import { type CostJson, assertAddsUp, recount } from "./recount";

/** Of random regions the price list has five; for the others these tests take the first one's, so that figures differ. */
const EVERYWHERE: PriceFile = {
  ...PRICES,
  everywhere: { ...PRICES.regions["us-central1"], ...PRICES.everywhere },
};

function jsonOf(environment: Environment, prices = PRICES): CostJson {
  const cost = costOf(environment, prices);
  assert.ok(cost);
  return JSON.parse(JSON.stringify(costJson(cost))) as CostJson;
}

/** Random stacks that are accepted and have a price: as many with agents as without. */
function randomEnvironments(count: number, seed: number): readonly Environment[] {
  const found: Record<"busy" | "empty", Environment[]> = { busy: [], empty: [] };
  for (const config of fc.sample(settings, { numRuns: 30 * count, seed })) {
    try {
      const environment = load(stringify({ config }));
      const busy = environment.tenants.some(({ agents }) => agents.length > 0);
      if (environment.clusters === "google") found[busy ? "busy" : "empty"].push(environment);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
  }
  const both = [found.busy, found.empty].flatMap((some) => some.slice(0, count / 2));
  assert.equal(both.length, count);
  return both;
}

describe("the cost, reckoned again from its JSON alone", () => {
  for (const [stack, lines] of [
    ["dev", 59],
    ["prod", 210],
  ] as const) {
    it(`is the same to the cent in all ${lines} lines of ${stack}`, async () => {
      const { cost } = JSON.parse(toJson(await report(stack), {})) as { cost: CostJson };
      assert.equal(recount(cost), lines);
      assertAddsUp(cost);
    });
  }

  it("is the same for 20 random stacks, with and without holes in the prices", () => {
    const environments = randomEnvironments(20, 7);
    let holes = 0;
    for (const environment of environments) {
      for (const prices of [PRICES, EVERYWHERE]) {
        const cost = jsonOf(environment, prices);
        assert.ok(recount(cost) > 0);
        assertAddsUp(cost);
        holes += cost.lines.filter(({ unitPrice }) => unitPrice === null).length;
      }
    }
    assert.ok(holes > 0);
  });

  it("adds up for any prices", () => {
    const usd = fc.integer({ min: 0, max: 1e9 }).map((nanos) => `0.${String(nanos).padStart(9, "0")}`.slice(0, 11));
    const environment = environmentOf("prod");
    const priced = fc
      .record({ cpu: usd, memory: usd, disk: usd, fee: usd })
      .map(({ cpu, memory, disk, fee }): PriceFile => ({
        ...PRICES,
        everywhere: Object.fromEntries(
          Object.entries({
            ...{ "n1-cpu": cpu, "n1-cpu-spot": memory, "n1-memory": memory, "n1-memory-spot": fee, t4: disk },
            ...{ "e2-cpu": fee, "e2-memory": disk, "pd-balanced": disk, "gke-cluster": fee, "nat-data": cpu },
          }).map(([sku, price]) => [sku, { usd: price, source: "google" }]),
        ),
        regions: {},
      }));
    fc.assert(
      fc.property(priced, (prices) => {
        const cost = jsonOf(environment, prices);
        recount(cost);
        assertAddsUp(cost);
      }),
      { numRuns: 50 },
    );
  });

  it("finds any figure that is one cent off", () => {
    const cost = jsonOf(environmentOf("prod"));
    const copies = (change: (copy: Mutable) => void) => {
      const copy = JSON.parse(JSON.stringify(cost)) as Mutable;
      change(copy);
      return copy as CostJson;
    };
    const cent = 0.01;
    const wrong = [
      copies(({ lines }) => (lines[0]!.daily! += cent)),
      copies(({ lines }) => (lines[0]!.shares.tenants.initech!.monthly += cent)),
      copies(({ lines }) => (lines[0]!.shares.idle.hourly -= cent)),
      copies(({ monthly }) => (monthly.ceiling += cent)),
      copies(({ byTenant }) => (byTenant.globex!.monthly.floor -= cent)),
      copies(({ idle }) => (idle.daily.expected += cent)),
      copies(({ byRegion }) => (byRegion["us-central1"]!.hourly.expected += cent)),
      copies(({ lines }) => (lines[0]!.unitPrice! += 0.01)),
    ];
    for (const copy of wrong) assert.throws(() => recount(copy), { name: "AssertionError" });
    for (const copy of wrong.slice(3, 5))
      assert.throws(
        () => {
          assertAddsUp(copy);
        },
        { name: "AssertionError" },
      );
  });
});

type Mutable = Writable<CostJson>;
type Writable<T> = { -readonly [K in keyof T]: Writable<T[K]> };
