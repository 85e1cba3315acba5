import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesIn } from "../../cost/catalog";
import { PRICES, parsePrices, priceOf } from "../../cost/prices";
import { refresh } from "../../cost/refresh";
import { REPOSITORY } from "../program/language-host";

/** An entry as the API writes it. */
function entry(description: string, usageType: string, unit: string, nanos: number, more: object = {}) {
  const rate = { startUsageAmount: 0, unitPrice: { currencyCode: "USD", units: "0", nanos } };
  return {
    ...{ name: "services/6F81-5844-456A/skus/0000", skuId: description.slice(0, 9), description },
    category: { resourceFamily: "Compute", resourceGroup: "CPU", usageType },
    serviceRegions: ["us-central1", "us-east1"],
    pricingInfo: [
      { effectiveTime: "2026-09-01T00:00:00Z", pricingExpression: { usageUnit: unit, tieredRates: [rate] } },
    ],
    ...more,
  };
}

const SKUS = [
  entry("N1 Predefined Instance Core running in Americas", "OnDemand", "h", 32_000_000),
  entry("Spot Preemptible N1 Predefined Instance Ram running in Americas", "Preemptible", "GiBy.h", 1_988_000),
  entry("N2D AMD Instance Core running in Americas", "OnDemand", "h", 27_502_000),
  entry("E2 Instance Ram running in Americas", "OnDemand", "GiBy.h", 2_923_530),
  entry("Nvidia Tesla T4 GPU running in Americas", "OnDemand", "h", 350_000_000),
  entry("Nvidia Tesla T4 GPU attached to Spot Preemptible VMs running in Americas", "Preemptible", "h", 140_000_000),
  entry("Balanced PD Capacity in Americas", "OnDemand", "GiBy.mo", 100_000_000),
  // None of ours: commitments, other machines, other regions.
  entry("N1 Predefined Instance Core running in Americas", "Commit1Yr", "h", 1),
  entry("N1 Predefined Instance Core running in Mars", "OnDemand", "h", 1, { serviceRegions: ["global", "mars-1"] }),
  entry("C3 Instance Core running in Americas", "OnDemand", "h", 1),
  entry("N1 Predefined Sole Tenancy Instance Core running in Americas", "OnDemand", "h", 1),
];

const names = (json: unknown) =>
  pricesIn(json)
    .filter(({ region }) => region === "us-east1")
    .map(({ sku, usd }) => `${sku} ${usd}`);

describe("Google's price list", () => {
  const expected = [
    ...[
      "n1-cpu 0.032",
      "n1-memory-spot 0.001988",
      "n2d-cpu 0.027502",
      "e2-memory 0.00292353",
      "t4 0.35",
      "t4-spot 0.14",
    ],
    ...["pd-balanced 0.1"],
  ];
  for (const [title, json] of [
    ["a page", { skus: SKUS, nextPageToken: "" }],
    ["pages", [{ skus: SKUS.slice(0, 3) }, { skus: SKUS.slice(3) }]],
    ["a list of all", SKUS],
  ] as const) {
    it(`is read from ${title}`, () => {
      assert.deepEqual(names(json), expected);
    });
  }

  it("has the latest price last or first", () => {
    const [newer] = entry("", "", "h", 7).pricingInfo;
    const [older] = entry("", "", "h", 5).pricingInfo;
    const pricingInfo = [{ ...older, effectiveTime: "2025-01-01T00:00:00Z" }, newer];
    const json = [entry("E2 Instance Core running in Americas", "OnDemand", "h", 1, { pricingInfo })];
    assert.deepEqual(names(json), ["e2-cpu 0.000000007"]);
  });

  for (const [title, json, message] of [
    ["nothing", {}, /^WrongCatalog: no list of prices; allowed is what https:/],
    ["an empty page", { skus: [] }, /^WrongCatalog: no list of prices/],
    [
      "another unit",
      [entry("E2 Instance Core running in Americas", "OnDemand", "mo", 1)],
      /has 1 rates in USD for mo; allowed is one rate in USD for h$/,
    ],
  ] as const) {
    it(`is refused where it is ${title}`, () => {
      assert.throws(() => pricesIn(json), message);
    });
  }
});

describe("a refreshed price list", () => {
  it("has what is new, keeps the rest, and says both", () => {
    const { file, changes, kept } = refresh(PRICES, pricesIn(SKUS), "2026-09-01");
    assert.deepEqual(changes.slice(0, 2), [
      "n1-cpu in us-central1: 0.032 instead of 0.031611",
      "n1-cpu in us-east1: 0.032 instead of none",
    ]);
    assert.ok(!changes.some((change) => change.startsWith("n1-memory-spot in us-central1")));
    assert.deepEqual(parsePrices(file), file);
    assert.deepEqual(file.sources.catalog?.date, "2026-09-01");
    assert.deepEqual(priceOf(file, "us-central1", "n1-memory-spot")?.source, "catalog");
    assert.equal(priceOf(file, "us-central1", "n1-memory")?.usd, PRICES.regions["us-central1"]?.["n1-memory"]?.usd);
    for (const name of ["n1-memory in us-central1", "gke-cluster everywhere", "n1-cpu in europe-west4"])
      assert.ok(kept.includes(name), name);
    assert.ok(!kept.includes("n1-cpu in us-central1"));
    assert.equal(PRICES.regions["us-central1"]?.["n1-cpu"]?.usd, "0.031611");
  });

  it("is refused where there are two prices for one, or none of ours", () => {
    const other = entry("N1 Predefined Instance Core running in Iowa", "OnDemand", "h", 33_000_000);
    assert.throws(
      () => refresh(PRICES, pricesIn([...SKUS, other]), "2026-09-01"),
      /two prices for n1-cpu in us-central1: 0\.032 /,
    );
    assert.throws(() => refresh(PRICES, pricesIn([SKUS[9]]), "2026-09-01"), /none of the platform's prices is in it/);
  });
});

describe("npm run prices", () => {
  let folder: string;
  const list = () => join(folder, "prices.json");
  const command = ["--require", "./loader.cjs", "cost/main.ts"];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-prices-"));
    copyFileSync(join(REPOSITORY, "cost/price-list.json"), list());
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes the list and says what it did", () => {
    const saved = join(folder, "skus.json");
    writeFileSync(saved, JSON.stringify({ skus: SKUS }));
    const args = [...command, saved, "--date", "2026-09-01", "--list", list()];
    const told = execFileSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" });
    assert.match(told, /^n1-cpu in us-central1: 0\.032 instead of 0\.031611$/m);
    assert.match(told, /^gke-cluster everywhere: kept, as the file has none$/m);
    const { sources, regions } = parsePrices(JSON.parse(readFileSync(list(), "utf8")));
    assert.deepEqual([sources.catalog?.date, regions["us-east1"]?.t4?.usd], ["2026-09-01", "0.35"]);
  });

  for (const [title, text, day] of [
    ["no JSON", "{", "2026-09-01"],
    ["no price list", "[]", "2026-09-01"],
    ["no day", "[]", "yesterday"],
  ] as const) {
    it(`ends with 2, in words, and writes nothing where there is ${title}`, () => {
      const saved = join(folder, "skus.json");
      writeFileSync(saved, text);
      const before = readFileSync(list(), "utf8");
      const args = [...command, saved, "--list", list(), "--date", day];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" });
      assert.equal(status, 2, stderr);
      assert.match(stderr, /skus\.json: (no |"yesterday" is no day)/);
      assert.doesNotMatch(stderr, /\n +at /);
      assert.equal(readFileSync(list(), "utf8"), before);
    });
  }
});
