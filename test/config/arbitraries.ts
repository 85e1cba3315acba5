/** Random settings, right more often than not, for properties of the loader and of the whole program. */
import fc from "fast-check";
import { WEEKDAYS } from "../../components/cluster/maintenance";
import { MACHINE_TYPES } from "../../components/cluster/machine-types";
import { GOOGLE_REGIONS, zonesOffering } from "../../components/region/google-regions";
import { ROUTING_POLICIES } from "../../components/routing/settings";
import { anything, mostly } from "./mostly";
import { image, tenants } from "./tenant-arbitraries";

const nodes = (max: number) => mostly(fc.integer({ min: 0, max }), fc.oneof(fc.integer(), fc.double(), anything));
const word = fc.stringMatching(/^[a-z]([a-z0-9-]{0,7}[a-z0-9])?$/);

const pool = fc.record(
  {
    machineType: mostly(fc.constantFrom(...MACHINE_TYPES), fc.string()),
    min: nodes(3),
    max: mostly(fc.integer({ min: 3, max: 150 }), anything),
    spotShare: mostly(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double()),
    gpus: mostly(fc.constant(0), fc.oneof(fc.constantFrom(1, 2, 4), anything), 30),
    labels: mostly(fc.dictionary(word, fc.stringMatching(/^[a-z0-9]{0,9}$/), { maxKeys: 3 }), anything),
    taints: mostly(
      fc.dictionary(word, fc.constantFrom("a:NoSchedule", ":PreferNoSchedule", "x1:NoExecute"), { maxKeys: 2 }),
      anything,
    ),
  },
  { requiredKeys: ["max"] },
);

const maintenance = fc.record(
  {
    days: mostly(fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 3 }), anything),
    start: mostly(fc.constantFrom("00:00", "23:59", "07:30"), fc.string()),
    hours: mostly(fc.integer({ min: 4, max: 24 }), fc.integer()),
    exclusions: mostly(
      fc.dictionary(
        word,
        fc.record({
          from: fc.constantFrom("2026-11-26T00:00:00Z", "2026-12-24T12:00:00Z"),
          to: fc.constantFrom("2026-12-26T00:00:00Z", "2027-01-02T12:00:00Z"),
          scope: fc.constantFrom("NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"),
        }),
        { maxKeys: 2 },
      ),
      anything,
    ),
  },
  { requiredKeys: [] },
);

const poolNames = mostly(fc.constantFrom("cpu", "gpu", "memory"), fc.string(), 120);
const pools = fc
  .array(fc.tuple(poolNames, pool), { maxLength: 2 })
  .map((entries) => Object.fromEntries(entries) as Record<string, unknown>);

const region = (slot: number) =>
  fc.record(
    {
      slot: mostly(fc.constant(slot), fc.integer({ min: -1, max: 17 }), 400),
      podsPerNode: mostly(fc.integer({ min: 8, max: 110 }), anything),
      pools: mostly(pools, anything, 400),
      maintenance: mostly(maintenance, anything, 400),
    },
    { requiredKeys: ["slot"] },
  );

/** The default pools need N1 machines; regions without are right only with other pools. */
const regionNames = mostly(
  fc.constantFrom(...GOOGLE_REGIONS.filter((name) => zonesOffering(name, "n1").length > 0)),
  fc.oneof(fc.constantFrom(...GOOGLE_REGIONS), fc.string()),
  40,
);

/** Regions by name; small environments are the most frequent, seventeen regions the most there are. */
const regions = fc
  .tuple(
    fc.uniqueArray(regionNames, {
      minLength: 1,
      maxLength: 17,
      size: "-1",
    }),
    fc.shuffledSubarray(
      Array.from({ length: 16 }, (_, slot) => slot),
      { minLength: 16 },
    ),
  )
  .chain(([names, slots]) =>
    fc
      .tuple(...names.map((_, index) => region(slots[index] ?? 0)))
      .map((settings) => Object.fromEntries(names.map((name, index) => [String(name), settings[index]]))),
  );

const usd = (min: number, max: number) =>
  mostly(
    fc.integer({ min: 100 * min, max: 100 * max }).map((cents) => cents / 100),
    fc.oneof(fc.double(), anything),
    400,
  );
const floor = fc.record({ hourly: usd(1, 10), monthly: usd(1, 10) }, { requiredKeys: [] });
const budget = fc.record({ hourly: usd(10, 1e6), monthly: usd(10, 1e6), floor }, { requiredKeys: [] });
const cost = fc.record(
  {
    load: mostly(fc.double({ min: 0, max: 1, noNaN: true }), anything),
    natGiBPerNodeHour: mostly(fc.double({ min: 0, max: 100, noNaN: true }), anything),
  },
  { requiredKeys: [] },
);

const base: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    "gcp:project": mostly(fc.constantFrom("acme-agents", "acme-other-1"), fc.string(), 400),
    "agno:clusters": mostly(fc.constantFrom("google", "google", "google", "kubeconfig"), anything, 400),
    "agno:releaseChannel": mostly(fc.constantFrom("RAPID", "REGULAR"), fc.constant("STABLE"), 400),
    "agno:deletionProtection": mostly(fc.boolean(), anything, 400),
    "agno:pools": mostly(pools, anything, 400),
    "agno:maintenance": mostly(maintenance, anything, 400),
    "agno:regions": mostly(regions, anything, 800),
    "agno:budget": mostly(budget, anything, 400),
    "agno:cost": mostly(cost, anything, 400),
  },
  { requiredKeys: ["gcp:project", "agno:regions"] },
);

/** Clusters of a kubeconfig have no price: seldom is that forgotten. */
function withoutMoney(config: Record<string, unknown>, dice: number): Record<string, unknown> {
  if (config["agno:clusters"] !== "kubeconfig" || dice === 2) return config;
  const money = ["agno:budget", "agno:cost"];
  return Object.fromEntries(Object.entries(config).filter(([name]) => !money.includes(name)));
}

/** Names the regions' contexts where clusters are those of a kubeconfig; seldom the other way round. */
function withContexts(config: Record<string, unknown>, dice: number): Record<string, unknown> {
  const regions = config["agno:regions"];
  if ((config["agno:clusters"] === "kubeconfig") === (dice === 0) || typeof regions !== "object") return config;
  const named = Object.entries(regions ?? {}).map(([name, region]: [string, unknown]) => [
    name,
    typeof region === "object" ? { ...region, context: dice === 1 ? "same" : `kind-${name}` } : region,
  ]);
  return { ...config, "agno:regions": Object.fromEntries(named) as unknown };
}

/** Adds tenants to half of the environments, and seldom forgets what they need. */
function withTenants(config: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const regions = Object.keys(config["agno:regions"] ?? {});
  const settings = fc.record({
    "agno:domain": mostly(fc.constant("acme.example"), fc.string(), 200),
    "agno:agentImage": image,
    "agno:keptOnRegionLoss": mostly(fc.constantFrom(0, 0.5), fc.double(), 200),
    "agno:tenants": mostly(tenants(regions), anything, 400),
  });
  const some = fc.record({ "agno:domain": fc.constant("acme.example"), "agno:tenants": tenants(regions) });
  return fc
    .oneof(
      { arbitrary: fc.constant({}), weight: 10 },
      { arbitrary: settings, weight: 10 },
      { arbitrary: some, weight: 1 },
    )
    .map((added) => ({ ...config, ...added }));
}

/** Divides the traffic of environments that are reached from outside in one of the ways that there are. */
function withRouting(config: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const regions = config["agno:regions"];
  const names = typeof regions === "object" ? Object.keys(regions ?? {}) : [];
  if (names.length === 0 || config["agno:domain"] === undefined || config["agno:clusters"] === "kubeconfig")
    return fc.constant(config);
  const ways = fc.record({
    policy: mostly(fc.constantFrom("", ...ROUTING_POLICIES), fc.string(), 400),
    primary: fc.constantFrom(...names),
    weights: fc.array(fc.constantFrom(undefined, undefined, 0, 40, 100), {
      minLength: names.length,
      maxLength: names.length,
    }),
  });
  return ways.map(({ policy, primary, weights }) => {
    const isPrimary = policy === "primary";
    const routing = policy === "" ? {} : { "agno:routing": { policy, ...(isPrimary && { primary }) } };
    const divided = Object.entries(regions as object).map(([name, region]: [string, unknown], index) => {
      const weight = weights[index];
      const isRead = weight === 0 ? !(isPrimary && name === primary) : policy === "" || policy === "weighted";
      const isSaid = weight !== undefined && isRead && typeof region === "object" && region !== null;
      return [name, isSaid ? { ...region, weight } : region];
    });
    return { ...config, ...routing, "agno:regions": Object.fromEntries(divided) as unknown };
  });
}

/** The value of "config" in a stack file. */
export const settings: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(base, fc.integer({ min: 0, max: 100 }))
  .map(([config, dice]) => withContexts(withoutMoney(config, dice), dice))
  .chain(withTenants)
  .chain(withRouting);
