import assert from "node:assert/strict";
import {
  GOOGLE_REGIONS,
  type GoogleRegion,
  isGoogleRegion,
  shortNameOf,
  zonesOffering,
} from "../../../components/region/google-regions";

/** The letters of full zone names; an "europe-west4-a" in another region fails. */
function lettersOf(region: GoogleRegion, zones: readonly string[]): string {
  return zones
    .map((zone) => {
      assert.ok(zone.startsWith(`${region}-`), zone);
      return zone.slice(region.length + 1);
    })
    .join("");
}

describe("zones of a region", () => {
  // Every other region has a, b and c.
  const special: Partial<Record<GoogleRegion, string>> = {
    "europe-west1": "bcd",
    "us-central1": "abcf",
    "us-east1": "bcd",
  };

  it("are a, b and c, but for those that have other letters", () => {
    for (const region of GOOGLE_REGIONS) {
      assert.equal(lettersOf(region, zonesOffering(region)), special[region] ?? "abc", region);
    }
  });
});

describe("zones with T4 accelerators", () => {
  // Google's list of GPU regions and zones, as facts/gke.md (2) has it.
  const offered: Partial<Record<GoogleRegion, string>> = {
    "us-central1": "abcf",
    "us-east1": "cd",
    "us-east4": "abc",
    "us-west1": "ab",
    "us-west2": "bc",
    "us-west3": "b",
    "us-west4": "ab",
    "europe-west1": "bcd",
    "europe-west2": "ab",
    "europe-west3": "b",
    "europe-west4": "abc",
    "europe-central2": "bc",
    "me-west1": "bc",
    "asia-east1": "ac",
    "asia-east2": "ac",
    "asia-northeast1": "ac",
    "asia-northeast3": "bc",
    "asia-south1": "abc",
    "asia-southeast1": "abc",
    "asia-southeast2": "ab",
    "australia-southeast1": "ac",
    "northamerica-northeast1": "c",
    "southamerica-east1": "ac",
  };
  for (const region of GOOGLE_REGIONS) {
    const letters = offered[region] ?? "";
    it(`of ${region} are ${letters.replace(/\B/g, ", ") || "none"}`, () => {
      assert.equal(lettersOf(region, zonesOffering(region, "t4")), letters);
    });
  }

  it("all have the N1 machines to which a T4 is attached", () => {
    for (const region of GOOGLE_REGIONS) {
      assert.deepEqual(zonesOffering(region, "n1", "t4"), zonesOffering(region, "t4"), region);
    }
  });
});

describe("zones with N1 machines", () => {
  const table: readonly (readonly [GoogleRegion, string])[] = [
    ["us-central1", "abcf"],
    ["europe-north1", "abc"],
    ["me-west1", "bc"],
    ["us-east5", ""],
    ["us-south1", ""],
    ["europe-west12", ""],
    ["africa-south1", ""],
  ];
  for (const [region, letters] of table) {
    it(`of ${region} are ${letters.replace(/\B/g, ", ") || "none"}`, () => {
      assert.equal(lettersOf(region, zonesOffering(region, "n1")), letters);
    });
  }
});

describe("Google's regions", () => {
  it("are sorted, each once, and each has at least three zones", () => {
    assert.deepEqual(GOOGLE_REGIONS, [...new Set(GOOGLE_REGIONS)].sort());
    assert.equal(GOOGLE_REGIONS.length, 42);
    for (const region of GOOGLE_REGIONS) assert.ok(zonesOffering(region).length >= 3, region);
  });

  for (const name of ["us-central1", "europe-west12", "africa-south1"]) {
    it(`have ${name}`, () => {
      assert.equal(isGoogleRegion(name), true);
    });
  }
  for (const name of [
    "us-central",
    "US-CENTRAL1",
    "us-central1-a",
    "eu-west-1",
    "global",
    "",
    "toString",
    "__proto__",
  ]) {
    it(`have no "${name}"`, () => {
      assert.equal(isGoogleRegion(name), false);
    });
  }
});

describe("short name of a region", () => {
  const table: readonly (readonly [GoogleRegion, string])[] = [
    ["us-central1", "us-c1"],
    ["europe-west4", "eu-w4"],
    ["europe-west12", "eu-w12"],
    ["europe-southwest1", "eu-sw1"],
    ["asia-southeast1", "as-se1"],
    ["asia-south1", "as-s1"],
    ["africa-south1", "af-s1"],
    ["australia-southeast1", "au-se1"],
    ["me-central1", "me-c1"],
    ["northamerica-northeast1", "na-ne1"],
    ["southamerica-west1", "sa-w1"],
  ];
  for (const [region, short] of table) {
    it(`${region} becomes ${short}`, () => {
      assert.equal(shortNameOf(region), short);
    });
  }

  it("is another for every region, and never longer than six characters", () => {
    const names = GOOGLE_REGIONS.map(shortNameOf);
    assert.equal(new Set(names).size, GOOGLE_REGIONS.length);
    for (const name of names) assert.match(name, /^[a-z]{2}-[a-z]{1,2}\d{1,2}$/);
  });
});
