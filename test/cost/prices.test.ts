import assert from "node:assert/strict";
import { machineTypeOf } from "../../components/cluster/machine-types";
import { PRICES, type PriceFile, parsePrices, priceOf, staleSources } from "../../cost/prices";
import { SKUS, type Sku } from "../../cost/skus";

const REGIONS = ["us-central1", "europe-west1", "europe-west4", "asia-southeast1", "asia-east1"];

/** What the list has for whole machines, dollars an hour on demand and as Spot, rounded as it was written down. */
const MACHINES: Readonly<Record<string, string>> = {
  "n1-standard-2": ".0950/.04459 .1045/.05010 .1046/.06275 .1172/.02717 .1100/.02255",
  "n1-standard-4": ".1900/.08918 .2090/.10019 .2092/.12549 .2344/.05434 .2200/.04509",
  "n1-highmem-8": ".47321/.22210 .52056/.24953 .52094/.31254 .58374/.13534 .54793/.11231",
  "e2-standard-2": ".06701/.04021 .07372/.04133 .07377/.03693 .08267/.04520 .07759/.03844",
};

function usd(region: string, sku: Sku): number {
  return (priceOf(PRICES, region, sku)?.nanos ?? NaN) / 1e9;
}

describe("the prices", () => {
  for (const [machine, row] of Object.entries(MACHINES)) {
    it(`make ${machine} cost what the list says`, () => {
      for (const [index, cell] of row.split(" ").entries()) {
        for (const [spot, listed] of cell.split("/").entries()) {
          const { family, cpus, memory } = machineTypeOf(machine)!;
          const suffix = spot === 1 ? "-spot" : "";
          const region = REGIONS[index]!;
          const price =
            cpus * usd(region, `${family}-cpu${suffix}`) + memory * usd(region, `${family}-memory${suffix}`);
          const half = 0.5 * 10 ** (1 - listed.length) + 1e-12;
          assert.ok(Math.abs(price - Number(listed)) <= half, `${price} for ${listed} in ${region}${suffix}`);
        }
      }
    });
  }

  it("have what is the same everywhere, and a source for each", () => {
    assert.deepEqual(priceOf(PRICES, "us-west1", "gke-cluster"), { usd: "0.1", nanos: 100_000_000, source: "google" });
    assert.deepEqual(priceOf(PRICES, "europe-west4", "t4"), {
      usd: "0.3675",
      nanos: 367_500_000,
      source: "accelerators",
    });
    const file = { ...PRICES, regions: { "us-central1": { t4: { usd: "1", source: "hearsay" } } } };
    assert.throws(() => parsePrices(file), /us-central1\.t4: "hearsay" is none of the sources/);
  });

  it("are missing rather than zero where nobody has seen one", () => {
    assert.deepEqual(Object.keys(PRICES.regions), REGIONS);
    assert.equal(priceOf(PRICES, "us-west1", "n1-cpu"), undefined);
    assert.equal(priceOf(PRICES, "constructor", "n1-cpu"), undefined);
    const missing = REGIONS.map((region) =>
      (Object.keys(SKUS) as Sku[]).filter((sku) => !priceOf(PRICES, region, sku)),
    );
    const families = ["n2", "n2d"].flatMap((f) => [`${f}-cpu`, `${f}-cpu-spot`, `${f}-memory`, `${f}-memory-spot`]);
    assert.deepEqual(
      missing,
      REGIONS.map(() => families),
    );
  });

  it("refuse what is no price", () => {
    for (const wrong of ["", "free", "-0.1", "1e-3", "0.0000000001"]) {
      const file = { ...PRICES, everywhere: { "gke-cluster": { usd: wrong, source: "google" } } };
      assert.throws(() => parsePrices(file));
    }
    assert.throws(() => parsePrices({ ...PRICES, everywhere: { gpu: { usd: "1", source: "google" } } }), /gpu/);
  });

  it("are told to be stale from the ninety-first day on", () => {
    const file: PriceFile = {
      ...PRICES,
      sources: { a: { title: "", date: "2026-08-20" }, b: { title: "", date: null } },
    };
    assert.deepEqual(staleSources(file, "2026-11-18"), []);
    assert.deepEqual(staleSources(file, "2026-11-19"), [
      'prices of source "a" are of 2026-08-20, more than 90 days old; npm run prices refreshes them',
    ]);
  });
});
