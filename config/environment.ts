/** A whole environment as plain data: what the stack file says, with all defaults, checked and frozen. */
import type { MaintenanceSettings } from "../components/cluster/maintenance";
import type { PoolSettings, Taint } from "../components/cluster/node-pools";
import { PODS_PER_NODE } from "../components/network/address-plan";
import type { GoogleRegion } from "../components/region/google-regions";
import { DEFAULT_MAINTENANCE, DEFAULT_POOLS, addedPool } from "./defaults";
import type { EnvironmentSettings, MaintenancePatch, PoolPatch, RegionPatch } from "./schema";

export interface RegionSettings {
  readonly name: GoogleRegion;
  /** Its sixteenth of 10.0.0.0/8, 0–15. */
  readonly slot: number;
  readonly podsPerNode: number;
  /** The context of its cluster in the kubeconfig; empty for the current one, and where clusters are Google's. */
  readonly context: string;
  /** By name, without the Spot parts. */
  readonly pools: Readonly<Record<string, PoolSettings>>;
  readonly maintenance: MaintenanceSettings;
}

/** "all", "global" or a region's name. */
export type Scope = string;

export interface Environment {
  /** The name that the environment's stack has: "prod", also for a stack that holds one region of it. */
  readonly name: string;
  /** Which part of the environment this stack holds. */
  readonly scope: Scope;
  readonly clusters: "google" | "kubeconfig";
  /** The Google project; empty where clusters are not Google's. */
  readonly project: string;
  readonly releaseChannel: "RAPID" | "REGULAR";
  readonly deletionProtection: boolean;
  /** In the order of the stack file. */
  readonly regions: readonly RegionSettings[];
}

/** Whether the environment's stack holds this part: its global part, or a region. */
export function holds(environment: Pick<Environment, "scope">, part: Scope): boolean {
  return environment.scope === "all" || environment.scope === part;
}

/** The regions of which this stack holds the parts, in the order of the stack file. */
export function heldRegions(environment: Environment): readonly RegionSettings[] {
  return environment.regions.filter(({ name }) => holds(environment, name));
}

/** Adds the defaults and lets each region inherit; the settings have passed the schema. */
export function environmentOf(name: string, settings: EnvironmentSettings, scope?: Scope): Environment {
  const regions = Object.entries(settings["agno:regions"]) as [GoogleRegion, RegionPatch][];
  return deepFreeze({
    name,
    scope: scope ?? settings["agno:scope"] ?? "all",
    clusters: settings["agno:clusters"] ?? "google",
    project: settings["gcp:project"] ?? "",
    releaseChannel: settings["agno:releaseChannel"] ?? "REGULAR",
    deletionProtection: settings["agno:deletionProtection"] ?? true,
    regions: regions.map(([region, patch]) => regionOf(region, patch, settings)),
  });
}

function regionOf(name: GoogleRegion, patch: RegionPatch, settings: EnvironmentSettings): RegionSettings {
  const everywhere = settings["agno:pools"] ?? {};
  const here = patch.pools ?? {};
  const names = [...new Set([...Object.keys(DEFAULT_POOLS), ...Object.keys(everywhere), ...Object.keys(here)])];
  return {
    name,
    slot: patch.slot,
    podsPerNode: patch.podsPerNode ?? PODS_PER_NODE.default,
    context: patch.context ?? "",
    pools: Object.fromEntries(names.map((pool) => [pool, poolOf(pool, own(everywhere, pool), own(here, pool))])),
    maintenance: maintenanceOf(settings["agno:maintenance"], patch.maintenance),
  };
}

function poolOf(name: string, everywhere: PoolPatch | undefined, here: PoolPatch | undefined): PoolSettings {
  const base = own(DEFAULT_POOLS, name) ?? { ...addedPool(name), max: 0 };
  const { taints, ...patch } = { ...everywhere, ...here };
  return { ...base, ...patch, taints: taints === undefined ? base.taints : Object.entries(taints).map(taintOf) };
}

/** A pool may be named "constructor", and every object has one of its own. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function taintOf([key, text]: [string, string]): Taint {
  const [value, effect] = text.split(":") as [string, Taint["effect"]];
  return { key, value, effect };
}

function maintenanceOf(
  everywhere: MaintenancePatch | undefined,
  here: MaintenancePatch | undefined,
): MaintenanceSettings {
  return { ...DEFAULT_MAINTENANCE, ...everywhere, ...here };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
