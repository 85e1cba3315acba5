import assert from "node:assert/strict";
import fc from "fast-check";
import type { GoogleRegion } from "../../components/region/google-regions";
import { ROUTING_POLICIES } from "../../components/routing/settings";
import { distanceBetween } from "../../components/region/places";
import { routingPolicyOf } from "../../components/routing/record";
import type { Environment } from "../../config/environment";
import { proveTraffic } from "../../proofs/traffic";
import { fileWithTenants, load } from "../config/load-text";

const REGIONS = ["us-east1", "us-west1", "europe-west4"] as const;
const NAMESPACE = "agno-tenant-globex";

/** An environment of these weights, in which globex is everywhere. */
function environmentOf(weights: readonly (number | undefined)[], settings = "", kept = 0): Environment {
  const regions = weights.map((weight, slot) => {
    const said = weight === undefined ? "" : `, weight: ${weight}`;
    return `${REGIONS[slot] ?? ""}: { slot: ${slot}${said} }`;
  });
  return load(fileWithTenants(`globex: { keptOnRegionLoss: ${kept} }`, regions.join("\n    "), settings));
}

function capacityOf(...replicas: readonly number[]) {
  return new Map(replicas.map((count, index) => [REGIONS[index] ?? "", new Map([[NAMESPACE, count]])]));
}

/** "us-east1 0.5" of each loss. */
function carried(environment: Environment, ...replicas: readonly number[]): readonly string[] {
  const { losses } = proveTraffic(environment, capacityOf(...replicas));
  return losses.map((loss) => `${loss.region} ${Number(loss.carried.toFixed(3))}`);
}

describe("the traffic proof", () => {
  it("says who gets what, and what the others carry when one is lost", () => {
    const { hosts, losses, violations } = proveTraffic(environmentOf([undefined, undefined]), capacityOf(10, 10));
    const evenly = { "us-east1": 0.5, "us-west1": 0.5 };
    assert.deepEqual(hosts, [
      { host: "agents.acme.example", shares: evenly },
      { host: "globex.agents.acme.example", tenant: "globex", shares: evenly },
    ]);
    assert.deepEqual(losses, [
      { region: "us-east1", namespace: NAMESPACE, shares: { "us-west1": 1 }, carried: 0.5, required: 0 },
      { region: "us-west1", namespace: NAMESPACE, shares: { "us-east1": 1 }, carried: 0.5, required: 0 },
    ]);
    assert.deepEqual(violations, []);
  });

  it("reckons with weights that fit the regions, and with such as do not", () => {
    assert.deepEqual(carried(environmentOf([50, 25, 25]), 20, 10, 10), [
      "us-east1 0.5",
      "us-west1 0.75",
      "europe-west4 0.75",
    ]);
    // Together they carry what comes until the first is full: 10 / 0.6. Without it, the others take half of more.
    assert.deepEqual(carried(environmentOf([60, 20, 20]), 10, 10, 10), [
      "us-east1 1",
      "us-west1 0.8",
      "europe-west4 0.8",
    ]);
  });

  it("reckons with one region that has all traffic, and with those that stand by", () => {
    const primary = "  agno:routing: { policy: primary, primary: us-east1 }\n";
    assert.deepEqual(carried(environmentOf([undefined, undefined], primary), 10, 4), ["us-east1 0.4", "us-west1 1"]);
  });

  it("does not hold where the replicas are there, and the traffic is divided so that they cannot be used", () => {
    const { violations } = proveTraffic(environmentOf([40, 40, 20], "", 0.6), capacityOf(10, 10, 10));
    const expected = (region: string) =>
      `without ${region}: of agno-tenant-globex's traffic, the others carry 60 % of what all carry together, its keptOnRegionLoss is 0.61; even out the weights, or lower it`;
    assert.deepEqual(violations, []);
    assert.deepEqual(
      proveTraffic(environmentOf([40, 40, 20], "", 0.61), capacityOf(10, 10, 10)).violations,
      ["us-east1", "us-west1"].map(expected),
    );
  });

  it("leaves it to the quota proof where too few replicas are left", () => {
    assert.deepEqual(proveTraffic(environmentOf([50, 50], "", 0.6), capacityOf(10, 10)).violations, []);
  });

  it("holds nothing against a region that is drained for a time", () => {
    const environment = environmentOf([0, 50, 50], "", 0.6);
    assert.deepEqual(carried(environment, 10, 10, 10), ["us-east1 1", "us-west1 0.5", "europe-west4 0.5"]);
    assert.deepEqual(proveTraffic(environment, capacityOf(10, 10, 10)).violations, []);
  });

  it("is nothing where some regions are not looked at, nobody is to be reached, or a tenant has no agents", () => {
    const environment = environmentOf([undefined, undefined]);
    assert.deepEqual(proveTraffic(environment, capacityOf(10)).hosts, []);
    assert.deepEqual(proveTraffic({ ...environment, domain: "" }, capacityOf(10, 10)).hosts, []);
    assert.deepEqual(proveTraffic({ ...environment, clusters: "kubeconfig" }, capacityOf(10, 10)).hosts, []);
    assert.deepEqual(carried(environment, 0, 0), []);
  });

  it("agrees with sending requests one by one, in 1,000 random environments", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 3 });
    const environments = weights.chain((some) =>
      fc.record({
        weights: fc.constant(some),
        policy: fc.constantFrom(...ROUTING_POLICIES),
        replicas: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: some.length, maxLength: some.length }),
      }),
    );
    fc.assert(
      fc.property(environments, ({ weights: some, policy, replicas }) => {
        const primary = policy === "primary" ? (", primary: us-east1" as const) : "";
        const routing = `  agno:routing: { policy: ${policy}${primary} }\n`;
        const environment = environmentOf(policy === "weighted" ? some : some.map(() => undefined), routing);
        const { losses } = proveTraffic(environment, capacityOf(...replicas));
        const whole = mostRequests(environment, replicas);
        for (const { region, carried: share } of losses) {
          const rest = mostRequests(environment, replicas, region);
          const expected = Math.min(1, rest / whole);
          assert.ok(
            Math.abs(share - expected) <= 0.02,
            `${policy} without ${region}: ${share}, one by one ${expected}`,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** A hundred requests keep a replica busy. */
const REQUESTS = 100;

/** How many requests find a replica before the first does not, sent in turn to whoever is furthest behind its share. */
function mostRequests({ regions, routing }: Environment, replicas: readonly number[], lost?: string): number {
  const answers = regions.map(({ name, weight }) => ({ region: name, weight }));
  const record = routingPolicyOf({ name: "", answers }, { routing, addressOf: (region) => region, healthCheck: "" });
  const shares = answeredBy(JSON.parse(JSON.stringify(record)) as Answers, lost);
  const room = new Map(REGIONS.map((region, index) => [region as GoogleRegion, (replicas[index] ?? 0) * REQUESTS]));
  const sent = new Map([...shares.keys()].map((region) => [region, 0]));
  for (let count = 0; ; count++) {
    const [next] = [...shares].sort(
      ([a, share], [b, other]) => (sent.get(a) ?? 0) / share - (sent.get(b) ?? 0) / other,
    );
    const region = next?.[0];
    if (region === undefined) return 0;
    const already = sent.get(region) ?? 0;
    if (already >= (room.get(region) ?? 0)) return count;
    sent.set(region, already + 1);
  }
}

interface Target {
  readonly externalEndpoints: readonly [GoogleRegion];
}
interface Geo {
  readonly location: GoogleRegion;
  readonly healthCheckedTargets: Target;
}
interface Answers {
  readonly wrrs?: readonly { readonly weight: number; readonly healthCheckedTargets: Target }[];
  readonly geos?: readonly Geo[];
  readonly primaryBackup?: { readonly primary: Target; readonly backupGeos: readonly Geo[] };
}

/** Who answers by a record, whose addresses are the regions' names; as many clients near each of its regions. */
function answeredBy({ wrrs, geos, primaryBackup }: Answers, lost?: string): ReadonlyMap<GoogleRegion, number> {
  const [first] = primaryBackup?.primary.externalEndpoints ?? [];
  if (first !== undefined && first !== lost) return new Map([[first, 1]]);
  if (wrrs !== undefined) {
    const parts = wrrs.map(
      ({
        weight,
        healthCheckedTargets: {
          externalEndpoints: [region],
        },
      }) => [region, weight] as const,
    );
    return new Map(parts.filter(([region, weight]) => region !== lost && weight > 0));
  }
  const near = (geos ?? primaryBackup?.backupGeos ?? []).map(({ location }) => location);
  const able = near.filter((region) => region !== lost);
  const shares = new Map<GoogleRegion, number>();
  for (const client of first === undefined ? near : [...near, first]) {
    const [nearest] = [...able].sort((a, b) => distanceBetween(client, a) - distanceBetween(client, b));
    if (nearest !== undefined) shares.set(nearest, (shares.get(nearest) ?? 0) + 1);
  }
  return shares;
}
