import assert from "node:assert/strict";
import fc from "fast-check";
import { distanceBetween } from "../../../components/region/places";
import { GOOGLE_REGIONS, type GoogleRegion } from "../../../components/region/google-regions";
import { type Host, ROUTING_POLICIES, type RoutingSettings } from "../../../components/routing/settings";
import { sharesOf } from "../../../components/routing/shares";

const host = (weights: Readonly<Partial<Record<GoogleRegion, number>>>): Host => ({
  name: "agents.acme.example",
  answers: Object.entries(weights).map(([region, weight]) => ({ region: region as GoogleRegion, weight })),
});
const three = host({ "us-central1": 40, "europe-west4": 40, "asia-southeast1": 20 });
const weighted: RoutingSettings = { policy: "weighted", primary: "" };
const nearest: RoutingSettings = { policy: "nearest", primary: "" };
const primary: RoutingSettings = { policy: "primary", primary: "europe-west4" };

/** In percent, of regions in their order. */
function percent(
  of: Host,
  routing: RoutingSettings,
  ...lost: readonly GoogleRegion[]
): Readonly<Record<string, number>> {
  const shares = sharesOf(of, routing, (region) => !lost.includes(region));
  return Object.fromEntries([...shares].map(([region, share]) => [region, Math.round(share * 1000) / 10]));
}

describe("the shares of the traffic", () => {
  it("are as the weights say", () => {
    assert.deepEqual(percent(three, weighted), { "us-central1": 40, "europe-west4": 40, "asia-southeast1": 20 });
  });

  it("of a region that is lost go to the others, in proportion to their weights", () => {
    assert.deepEqual(percent(three, weighted, "us-central1"), { "europe-west4": 66.7, "asia-southeast1": 33.3 });
  });

  it("of a drained region are none, however healthy it is", () => {
    const drained = host({ "us-central1": 0, "europe-west4": 40, "asia-southeast1": 20 });
    assert.deepEqual(percent(drained, weighted), { "europe-west4": 66.7, "asia-southeast1": 33.3 });
    assert.deepEqual(percent(drained, nearest), { "europe-west4": 66.7, "asia-southeast1": 33.3 });
    assert.deepEqual(percent(drained, weighted, "europe-west4", "asia-southeast1"), {});
  });

  it("are all the primary region's, and the nearest others' once it is lost", () => {
    assert.deepEqual(percent(three, primary), { "europe-west4": 100 });
    assert.deepEqual(percent(three, primary, "europe-west4"), { "us-central1": 66.7, "asia-southeast1": 33.3 });
  });

  it("are by weight where the primary region does not answer under the name", () => {
    const elsewhere = host({ "us-central1": 25, "asia-southeast1": 75 });
    assert.deepEqual(percent(elsewhere, primary), { "us-central1": 25, "asia-southeast1": 75 });
  });

  it("are by where the traffic comes from, where that is known", () => {
    const clients = new Map([["europe-west4", 0.9] as const, ["us-central1", 0.1] as const]);
    const shares = sharesOf(three, nearest, (region) => region !== "europe-west4", clients);
    assert.deepEqual([...shares], [["us-central1", 1]]);
  });

  it("are nobody's where all are lost", () => {
    for (const routing of [weighted, nearest, primary]) assert.equal(sharesOf(three, routing, () => false).size, 0);
  });

  it("are 100 % together, never of a lost or drained region, never outside of the host's: 10,000 random ones", () => {
    const regions = fc.uniqueArray(fc.constantFrom(...GOOGLE_REGIONS), { minLength: 1, maxLength: 16 });
    const patterns = regions.chain((names) =>
      fc.record({
        of: fc
          .tuple(...names.map(() => fc.integer({ min: 0, max: 100 })))
          .map((weights) => host(Object.fromEntries(names.map((name, index) => [name, weights[index] ?? 0])))),
        healthy: fc.subarray(names),
        policy: fc.constantFrom(...ROUTING_POLICIES),
        primary: fc.constantFrom(...names),
      }),
    );
    let served = 0;
    fc.assert(
      fc.property(patterns, ({ of, healthy, policy, primary: first }) => {
        const routing = { policy, primary: policy === "primary" ? first : ("" as const) };
        const shares = sharesOf(of, routing, (region) => healthy.includes(region));
        const able = of.answers.filter(({ region, weight }) => weight > 0 && healthy.includes(region));
        assert.equal(shares.size > 0, able.length > 0);
        if (able.length === 0) return;
        served++;
        const sum = [...shares.values()].reduce((total, share) => total + share, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9, `${sum}`);
        for (const region of shares.keys()) assert.ok(able.some((answer) => answer.region === region));
      }),
      { numRuns: 10_000 },
    );
    assert.ok(served > 5_000, `${served} of 10,000 had somebody to serve`);
  });
});

describe("the distance between regions", () => {
  it("is that of their cities, to a degree", () => {
    assert.equal(distanceBetween("us-central1", "us-central1"), 0);
    for (const [from, to, kilometres] of [
      ["us-central1", "us-east1", 1700],
      ["europe-west2", "us-east4", 5900],
      ["asia-southeast1", "australia-southeast1", 6300],
      ["europe-west3", "europe-west6", 330],
    ] as const) {
      const distance = distanceBetween(from, to);
      assert.ok(Math.abs(distance - kilometres) < 0.1 * kilometres + 111, `${from} to ${to}: ${distance}`);
      assert.equal(distance, distanceBetween(to, from));
    }
  });
});
