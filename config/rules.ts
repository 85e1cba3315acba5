/**
 * What the schema cannot say: rules between settings that hold before any cloud is asked. Each rule is a function
 * that yields what it finds, with the path at which a person would mend it.
 */
import {
  LEAST_HOURS_IN_32_DAYS,
  MOST_EXCLUSIONS,
  MOST_NO_UPGRADES,
  hoursIn32Days,
} from "../components/cluster/maintenance";
import { machineTypeOf } from "../components/cluster/machine-types";
import { type PoolSettings, SYSTEM_POOL, mostNodes, planPools, zonesFor } from "../components/cluster/node-pools";
import { SLOTS, capacityOf, rangesOf } from "../components/network/address-plan";
import { budgetFindings } from "./budget-rules";
import { DEFAULT_POOLS } from "./defaults";
import type { Environment, RegionSettings } from "./environment";
import type { Finding } from "./finding";
import { type Path, listed, suggestion } from "./problem";
import type { EnvironmentSettings } from "./schema";
import { routingFindings } from "./routing-rules";
import { tenantFindings } from "./tenant-rules";

/** Everything that is wrong between the settings, and in the environment that they make. */
export function* findingsIn(settings: EnvironmentSettings, environment: Environment): Generator<Finding> {
  yield* checkPoolNames(settings);
  yield* checkProject(environment);
  yield* checkScope(environment);
  yield* checkRegions(environment);
  yield* checkSlots(environment);
  yield* checkContexts(settings);
  for (const region of environment.regions) {
    yield* checkMaintenance(region);
    yield* checkPoolCount(region);
    yield* checkCapacity(region);
    yield* checkSystemPool(region);
    for (const [name, pool] of Object.entries(region.pools)) {
      yield* checkPoolSize(region, name, pool);
      yield* checkMachine(region, name, pool);
    }
  }
  yield* routingFindings(settings, environment);
  yield* tenantFindings(settings, environment);
  yield* budgetFindings(settings, environment);
}

const REGIONS: Path = ["config", "agno:regions"];

/** A region only says what its pools have different, so that a misspelt name does not quietly make another pool. */
function* checkPoolNames({
  "agno:pools": pools = {},
  "agno:regions": regions,
}: EnvironmentSettings): Generator<Finding> {
  const known = [...new Set([...Object.keys(DEFAULT_POOLS), ...Object.keys(pools)])];
  for (const [region, patch] of Object.entries(regions)) {
    for (const name of Object.keys(patch.pools ?? {}).filter((name) => !known.includes(name))) {
      const message =
        `no such pool; allowed are ${listed(known)}, and agno:pools adds more (with max: 0 for regions that do not ` +
        `raise it)${suggestion(name, known)}`;
      yield { paths: [[...REGIONS, region, "pools", name]], message };
    }
  }
  for (const [name, pool] of Object.entries(pools)) {
    if (Object.hasOwn(DEFAULT_POOLS, name) || pool.max !== undefined) continue;
    const message = `is missing; a pool of your own has no default for it${suggestion(name, Object.keys(DEFAULT_POOLS))}`;
    yield { paths: [["config", "agno:pools", name, "max"]], message };
  }
}

function* checkProject({ clusters, project }: Environment): Generator<Finding> {
  if (clusters === "google" && project === "") {
    yield { paths: [["config", "gcp:project"]], message: "is missing; allowed is the id of a Google project" };
  }
}

function* checkScope({ scope, regions }: Environment): Generator<Finding> {
  const allowed = ["all", "global", ...regions.map(({ name }) => name)];
  if (!allowed.includes(scope)) {
    const message = `"${scope}" is no part of this environment; allowed is one of ${listed(allowed)}${suggestion(scope, allowed)}`;
    yield { paths: [["config", "agno:scope"]], message };
  }
}

function* checkRegions({ regions }: Environment): Generator<Finding> {
  if (regions.length === 0) yield { paths: [REGIONS], message: "no region; name at least one" };
  if (regions.length > SLOTS) {
    const message =
      `${regions.length} regions; at most ${SLOTS} fit, because each owns a sixteenth (a /12) of 10.0.0.0/8; ` +
      "put the others into an environment of their own";
    yield { paths: [REGIONS], message };
  }
}

function* checkSlots({ regions }: Environment): Generator<Finding> {
  const owners = new Map<number, string>();
  for (const { name, slot } of regions) {
    const owner = owners.get(slot);
    if (owner === undefined) owners.set(slot, name);
    else {
      const message = `slot ${slot} belongs to ${owner}; ${freeSlotInWords(regions)}`;
      yield { paths: [[...REGIONS, name, "slot"]], message };
    }
  }
}

/** Two regions must not end in one cluster, nor may a setting be quietly without effect. */
function* checkContexts({
  "agno:clusters": clusters,
  "agno:regions": regions,
}: EnvironmentSettings): Generator<Finding> {
  const owners = new Map<string, string>();
  const names = Object.keys(regions);
  for (const [name, { context }] of Object.entries(regions)) {
    const at = (message: string): Finding => ({ paths: [[...REGIONS, name, "context"]], message });
    if (clusters !== "kubeconfig") {
      if (context !== undefined) yield at("belongs to agno:clusters: kubeconfig; clusters at Google need none");
    } else if (context === undefined) {
      if (names.length > 1) {
        yield at("is missing; with several regions, each names the kubeconfig context of a cluster of its own");
      }
    } else {
      const owner = owners.get(context);
      if (owner === undefined) owners.set(context, name);
      else yield at(`"${context}" is the context of ${owner}; each region has a cluster of its own`);
    }
  }
}

/** Google advises against more than 200 node pools in a cluster, and each of ours may be two. */
const MOST_POOLS = 100;

/** The next slot that no region has, as advice. */
export function freeSlotInWords(regions: readonly { readonly slot: number }[]): string {
  const taken = new Set(regions.map(({ slot }) => slot));
  const free = Array.from({ length: SLOTS }, (_, slot) => slot).find((slot) => !taken.has(slot));
  return free === undefined ? `all ${SLOTS} slots are taken` : `the next free one is ${free}`;
}

function* checkMaintenance({ name, maintenance }: RegionSettings): Generator<Finding> {
  const places = (key: string): readonly Path[] => [
    [...REGIONS, name, "maintenance", key],
    ["config", "agno:maintenance", key],
  ];
  const hours = hoursIn32Days(maintenance);
  if (hours < LEAST_HOURS_IN_32_DAYS) {
    const message =
      `${maintenance.hours} hours on ${listed(maintenance.days)} are ${hours} hours in 32 days; ` +
      `GKE needs at least ${LEAST_HOURS_IN_32_DAYS}: add days or hours`;
    yield { paths: [...places("hours"), ...places("days")], message };
  }
  const exclusions = Object.keys(maintenance.exclusions).length;
  if (exclusions > MOST_EXCLUSIONS) {
    yield { paths: places("exclusions"), message: `${exclusions} exclusions; GKE takes at most ${MOST_EXCLUSIONS}` };
  }
  const without = Object.values(maintenance.exclusions).filter(({ scope }) => scope === "NO_UPGRADES");
  if (without.length > MOST_NO_UPGRADES) {
    const message = `${without.length} exclusions of scope NO_UPGRADES; GKE takes at most ${MOST_NO_UPGRADES}`;
    yield { paths: places("exclusions"), message };
  }
  for (const [exclusion, { from, to }] of Object.entries(maintenance.exclusions)) {
    if (Date.parse(from) >= Date.parse(to)) {
      const message = `ends at ${to}, which is not after its beginning at ${from}`;
      yield { paths: places("exclusions").map((path) => [...path, exclusion, "to"]), message };
    }
  }
}

function* checkPoolCount({ name, pools }: RegionSettings): Generator<Finding> {
  const count = Object.values(pools).filter(({ max }) => max > 0).length;
  if (count > MOST_POOLS) {
    const message = `${count} pools; at most ${MOST_POOLS} in a region, each with its Spot part, keep the autoscaler quick`;
    yield { paths: poolsPlaces(name), message };
  }
}

function* checkCapacity({ name, slot, podsPerNode, pools }: RegionSettings): Generator<Finding> {
  const ranges = rangesOf(slot);
  const capacity = capacityOf(ranges, podsPerNode);
  const wanted = mostNodes(planPools(name, pools).pools);
  if (wanted > capacity.nodes) {
    const why =
      capacity.limitedBy === "pods"
        ? `the pods range ${ranges.pods} runs out first at ${podsPerNode} pods a node (podsPerNode)`
        : `the nodes range ${ranges.nodes} runs out first`;
    const message =
      `the pools may reach ${wanted} nodes, upgrades included; the region's addresses hold ${capacity.nodes}, ` +
      `because ${why}; lower max of its pools${capacity.limitedBy === "pods" ? " or podsPerNode" : ""}`;
    yield {
      paths: [
        [...REGIONS, name, "pools"],
        [...REGIONS, name],
      ],
      message,
    };
  }
}

/** The cluster's own pods (DNS, metrics) tolerate no taints, and compute classes close all other pools to them. */
function* checkSystemPool({ name, pools: { [SYSTEM_POOL]: pool } }: RegionSettings): Generator<Finding> {
  if (pool === undefined || pool.max === 0 || pool.gpus > 0 || pool.spotShare > 0 || pool.taints.length > 0) {
    const message =
      "the cluster's own pods have no other place; it needs a max of at least 1, and neither gpus, taints nor a spotShare";
    yield { paths: [...poolPlaces(name, SYSTEM_POOL, "max").slice(2), ...poolsPlaces(name)], message };
  }
}

/** Where the pools of a region are set as a whole. */
function poolsPlaces(region: string): readonly Path[] {
  return [
    [...REGIONS, region, "pools"],
    ["config", "agno:pools"],
    [...REGIONS, region],
  ];
}

function poolPlaces(region: string, pool: string, key: string): readonly Path[] {
  return [
    [...REGIONS, region, "pools", pool, key],
    ["config", "agno:pools", pool, key],
    [...REGIONS, region, "pools", pool],
    ["config", "agno:pools", pool],
    [...REGIONS, region],
  ];
}

function* checkPoolSize(region: RegionSettings, name: string, pool: PoolSettings): Generator<Finding> {
  if (pool.min > pool.max) {
    const message = `min ${pool.min} is more than max ${pool.max}; lower min or raise max`;
    yield {
      paths: [...poolPlaces(region.name, name, "min").slice(0, 2), ...poolPlaces(region.name, name, "max")],
      message,
    };
  }
}

function* checkMachine(region: RegionSettings, name: string, pool: PoolSettings): Generator<Finding> {
  const machine = machineTypeOf(pool.machineType);
  if (machine === undefined || pool.max === 0) return;
  if (pool.gpus > 0 && (machine.family !== "n1" || machine.cpus > mostCpusFor(pool.gpus))) {
    const message = `${pool.machineType} cannot have ${pool.gpus} T4; allowed are N1 machines of up to ${mostCpusFor(pool.gpus)} CPUs`;
    yield { paths: poolPlaces(region.name, name, "machineType"), message };
  } else if (zonesFor(region.name, { ...pool, gpus: 0 }).length === 0) {
    const message = `${region.name} has no ${pool.machineType}; choose an e2 or n2 machine type for pool ${name}, or max: 0 to do without`;
    yield { paths: poolPlaces(region.name, name, "machineType"), message };
  } else if (mustRunWhereItCannot(region, pool)) {
    const message = `${region.name} has no zone with T4; take pool ${name} out of it, or choose another region`;
    yield { paths: [[...REGIONS, region.name, "pools", name], ...poolPlaces(region.name, name, "gpus")], message };
  }
}

/** Google's limits: one T4 goes with up to 24 CPUs, two with 48, four with 96. */
function mostCpusFor(gpus: number): number {
  return gpus * 24;
}

/** A GPU pool that every region should have is left out where there are none; one with GPUs always on is not. */
function mustRunWhereItCannot(region: RegionSettings, pool: PoolSettings): boolean {
  return pool.gpus > 0 && pool.min > 0 && zonesFor(region.name, pool).length === 0;
}
