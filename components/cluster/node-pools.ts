/**
 * Which node pools a region gets: the reference's three (or what the stack file makes of them), each cut into an
 * on-demand and a Spot part, in the zones that offer what its nodes need.
 */
import { type GoogleRegion, type ZonalNeed, zonesOffering } from "../region/google-regions";
import { machineTypeOf } from "./machine-types";

/** A Kubernetes taint: a node refuses pods that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: TaintEffect;
}

/** The effects in Kubernetes' spelling; Google's API writes them in capitals. */
export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;
export type TaintEffect = (typeof TAINT_EFFECTS)[number];

/** What a pool should be, in every region alike. */
export interface PoolSettings {
  /** A name of {@link MACHINE_TYPES}. */
  readonly machineType: string;
  /** Nodes over all zones, on-demand and Spot together: at least this many. */
  readonly min: number;
  /** Nodes over all zones, on-demand and Spot together: at most this many; 0 means no such pool. */
  readonly max: number;
  /** The share of the nodes at most that may be Spot, 0–0.9; 0 means no Spot. */
  readonly spotShare: number;
  /** T4 accelerators in each node; 0 means none. */
  readonly gpus: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** One node pool of a region's cluster, as it will be. */
export interface NodePool extends PoolSettings {
  /** "cpu", and for its Spot part "cpu-spot". */
  readonly name: string;
  readonly spot: boolean;
  /** Full zone names, at most three. */
  readonly zones: readonly string[];
}

/** A pool of the stack file that a region does not get, with the reason in words. */
export interface OmittedPool {
  readonly name: string;
  readonly reason: string;
}

export interface RegionPools {
  /** On-demand before its Spot part, and pools with GPUs last: see {@link planPools}. */
  readonly pools: readonly NodePool[];
  readonly omitted: readonly OmittedPool[];
}

/** More zones than three would cost traffic between zones and gain little: GKE's own default is three as well. */
const MOST_ZONES = 3;

/** Pods that do not say that they can be drained in time must not land on a node that may vanish. */
export const SPOT_TAINT: Taint = { key: "cloud.google.com/gke-spot", value: "true", effect: "NoSchedule" };

/** Seconds that a Spot node has after Google's notice, of which the last belong to the system's own pods. */
export const SPOT_SHUTDOWN = { total: 120, criticalPods: 15 } as const;

/** GKE gives it to nodes with GPUs by itself, but not in every case: planPools says when. Declared, it always holds. */
export const GPU_TAINT: Taint = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };

/**
 * The pool of the cluster's own pods (DNS, metrics) and the platform's. It alone has no compute class: pods that choose
 * none find no other place.
 */
export const SYSTEM_POOL = "system";

/** GKE's label of a compute class's nodes, and the key of the taint that keeps off pods that did not choose it. */
export const COMPUTE_CLASS = "cloud.google.com/compute-class";

/** The compute class of a pool's nodes, the Spot part's as well; for the system pool there is none. */
export function computeClassOf(pool: string): string {
  return `agno-${pool}`;
}

/** What GKE asks of a pool that a compute class should use. */
export function computeClassTaint(pool: string): Taint {
  return { key: COMPUTE_CLASS, value: computeClassOf(pool), effect: "NoSchedule" };
}

/** The name that Google knows a pool by. */
export function cloudNameOf(pool: Pick<NodePool, "name">): string {
  return `agno-agents-${pool.name}`;
}

/**
 * The pools of one region. A pool whose accelerators no zone of the region offers is left out, with the reason.
 * Pools with GPUs come last: in a cluster that has only GPU pools, GKE does not taint them, and the system's own pods
 * would have no place (terraform-google-kubernetes-engine#703).
 */
export function planPools(region: GoogleRegion, settings: Readonly<Record<string, PoolSettings>>): RegionPools {
  const wanted = Object.entries(settings)
    .filter(([, pool]) => pool.max > 0)
    .map(([name, pool]) => ({ name, pool, zones: zonesFor(region, pool) }));
  const offered = wanted.filter(({ zones }) => zones.length > 0);
  const inOrder = [...offered.filter(({ pool }) => pool.gpus === 0), ...offered.filter(({ pool }) => pool.gpus > 0)];
  return {
    pools: inOrder.flatMap(({ name, pool, zones }) => splitBySpot(name, pool, zones)),
    omitted: wanted
      .filter(({ zones }) => zones.length === 0)
      .map(({ name, pool }) => ({ name, reason: `no zone of ${region} offers ${needsInWords(pool)}` })),
  };
}

/** The zones of the region in which such a node can stand, at most three. */
export function zonesFor(region: GoogleRegion, pool: Pick<PoolSettings, "machineType" | "gpus">): readonly string[] {
  const needs: ZonalNeed[] = [];
  if (machineTypeOf(pool.machineType)?.family === "n1") needs.push("n1");
  if (pool.gpus > 0) needs.push("t4");
  return spreadZones(region, ...needs);
}

/** The zones of the region over which nodes with these needs are spread, at most three. */
export function spreadZones(region: GoogleRegion, ...needs: readonly ZonalNeed[]): readonly string[] {
  return zonesOffering(region, ...needs).slice(0, MOST_ZONES);
}

function needsInWords(pool: PoolSettings): string {
  return pool.gpus > 0 ? `nvidia-tesla-t4 with ${pool.machineType}` : pool.machineType;
}

/**
 * The Spot part gets its share of the ceiling, rounded down, so that Spot never exceeds the share there; the minimum
 * stays on demand as far as it fits, because what must always be there should not be what Google may take away.
 */
function splitBySpot(name: string, pool: PoolSettings, zones: readonly string[]): readonly NodePool[] {
  // Shares like 0.7 are not exact in binary: 0.7 × 10 must give 7.
  const spotMax = Math.floor(Number((pool.max * pool.spotShare).toFixed(9)));
  const onDemandMax = pool.max - spotMax;
  const onDemandMin = Math.min(pool.min, onDemandMax);
  const ofClass = name !== SYSTEM_POOL;
  const labels = { ...pool.labels, ...(ofClass && { [COMPUTE_CLASS]: computeClassOf(name) }) };
  const taints = [...(ofClass ? [computeClassTaint(name)] : []), ...(pool.gpus > 0 ? [GPU_TAINT] : []), ...pool.taints];
  const both = { ...pool, zones, labels, taints };
  const onDemand: NodePool = { ...both, name, spot: false, min: onDemandMin, max: onDemandMax };
  if (spotMax === 0) return [onDemand];
  const spot: NodePool = {
    ...both,
    name: `${name}-spot`,
    spot: true,
    min: pool.min - onDemandMin,
    max: spotMax,
    taints: [...taints, SPOT_TAINT],
  };
  return [onDemand, spot];
}

/** Nodes that an upgrade adds to each pool for a while, before it takes old ones away. */
export const SURGE_NODES = 1;

/** The most nodes that the pools can have at once, upgrades included. */
export function mostNodes(pools: readonly NodePool[]): number {
  return pools.reduce((sum, pool) => sum + pool.max + SURGE_NODES, 0);
}
