/** A whole environment as plain data: what the stack file says, with all defaults, checked and frozen. */
import type { MaintenanceSettings } from "../components/cluster/maintenance";
import type { PoolSettings, Taint } from "../components/cluster/node-pools";
import { PODS_PER_NODE } from "../components/network/address-plan";
import type { GoogleRegion } from "../components/region/google-regions";
import { type RoutingSettings, defaultWeight } from "../components/routing/settings";
import type { TenantSettings } from "../components/tenant/settings";
import type { Assumptions } from "../cost/assumptions";
import type { Budget } from "../cost/budget";
import { budgetsOf } from "./budgets";
import { own } from "./own";
import {
  DEFAULT_ASSUMPTIONS,
  DEFAULT_KEPT_ON_REGION_LOSS,
  DEFAULT_MAINTENANCE,
  DEFAULT_POOLS,
  DEFAULT_ROUTING,
  addedPool,
} from "./defaults";
import type { MaintenancePatch } from "./maintenance-schema";
import type { EnvironmentSettings, PoolPatch, RegionPatch } from "./schema";
import { tenantOf } from "./tenants";

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
  /** Its part of the traffic from outside, in proportion to the others'; 0: none. */
  readonly weight: number;
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
  /** Agents are reached at agents.DOMAIN; empty where nobody is to be reached. */
  readonly domain: string;
  /** How traffic from outside is divided among the regions. */
  readonly routing: RoutingSettings;
  /** In the order of the stack file. */
  readonly regions: readonly RegionSettings[];
  /** In the order of the stack file. */
  readonly tenants: readonly TenantSettings[];
  /** Every limit to what it may cost: of the whole, of regions and of tenants. */
  readonly budgets: readonly Budget[];
  /** What its cost is reckoned with and no other setting says. */
  readonly assumptions: Assumptions;
}

/** Whether the environment's stack holds this part: its global part, or a region. */
export function holds(environment: Pick<Environment, "scope">, part: Scope): boolean {
  return environment.scope === "all" || environment.scope === part;
}

/** The regions of which this stack holds the parts, in the order of the stack file. */
export function heldRegions(environment: Environment): readonly RegionSettings[] {
  return environment.regions.filter(({ name }) => holds(environment, name));
}

/** The tenants that are in a region. */
export function tenantsIn({ tenants }: Pick<Environment, "tenants">, region: GoogleRegion): readonly TenantSettings[] {
  return tenants.filter(({ regions }) => regions.includes(region));
}

/** Adds the defaults and lets each region inherit; the settings have passed the schema. */
export function environmentOf(name: string, settings: EnvironmentSettings, scope?: Scope): Environment {
  const patches = Object.entries(settings["agno:regions"]) as [GoogleRegion, RegionPatch][];
  const regions = patches.map(([region, patch]) => regionOf(region, patch, settings));
  return deepFreeze({
    name,
    scope: scope ?? settings["agno:scope"] ?? "all",
    clusters: settings["agno:clusters"] ?? "google",
    project: settings["gcp:project"] ?? "",
    releaseChannel: settings["agno:releaseChannel"] ?? "REGULAR",
    deletionProtection: settings["agno:deletionProtection"] ?? true,
    domain: settings["agno:domain"] ?? "",
    routing: { ...DEFAULT_ROUTING, ...settings["agno:routing"] },
    regions,
    tenants: Object.entries(settings["agno:tenants"] ?? {}).map(([id, patch]) =>
      tenantOf(id, patch, {
        regions,
        image: settings["agno:agentImage"] ?? "",
        keptOnRegionLoss: settings["agno:keptOnRegionLoss"] ?? DEFAULT_KEPT_ON_REGION_LOSS,
      }),
    ),
    budgets: budgetsOf(name, settings),
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...settings["agno:cost"] },
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
    weight: patch.weight ?? defaultWeight(Object.keys(settings["agno:regions"]).length),
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
