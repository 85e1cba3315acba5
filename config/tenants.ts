/** A tenant of the stack file with all its defaults. */
import { fitReplicas } from "../components/agent/replicas";
import { agentOf } from "../components/agent/settings";
import { type Quota, TIERS } from "../components/tenant/quota";
import type { TenantSettings } from "../components/tenant/settings";
import { DEFAULT_PRIORITIES, DEFAULT_TIER } from "./defaults";
import type { RegionSettings } from "./environment";
import { own } from "./own";
import type { TenantPatch } from "./tenant-schema";

interface Around {
  readonly regions: readonly RegionSettings[];
  /** Of agents that name none; empty where there is none. */
  readonly image: string;
  /** Of tenants that say nothing else. */
  readonly keptOnRegionLoss: number;
}

/** Adds the defaults, and cuts the ceilings that are nobody's decision to what the quota holds. */
export function tenantOf(id: string, patch: TenantPatch, around: Around): TenantSettings {
  const { regions, image } = around;
  const { priority, maxPriority } = { ...DEFAULT_PRIORITIES, ...patch };
  const quota = quotaOf(patch);
  const its = regions.filter(({ name }) => patch.residency?.includes(name) ?? true);
  // A rule asks that a pool that agents use has GPUs in all of their regions or in none.
  const gpusOf = (pool: string) => Math.max(0, ...its.map(({ pools }) => own(pools, pool)?.gpus ?? 0));
  const patches = Object.entries(patch.agents ?? {});
  const agents = patches.map(([name, agent]) => agentOf(name, agent, { image, priority, gpusOf }));
  const declared = patches.filter(([, agent]) => agent.scaling?.maxReplicas !== undefined).map(([name]) => name);
  return {
    id,
    regions: its.map(({ name }) => name),
    confined: patch.residency !== undefined,
    keptOnRegionLoss: patch.keptOnRegionLoss ?? around.keptOnRegionLoss,
    groups: patch.groups ?? {},
    costCentre: patch.costCentre ?? id,
    priority,
    maxPriority,
    quota,
    modelHosts: patch.modelHosts ?? [],
    agents: fitReplicas(agents, quota, new Set(declared)),
  };
}

/** Quantities may be written as numbers; from here on they are text, as Kubernetes has them. */
function quotaOf({ tier = DEFAULT_TIER, quota = {} }: TenantPatch): Quota {
  const base: Quota = TIERS[tier];
  const asWritten = Object.entries(quota).map(([name, value]) => [
    name,
    typeof base[name as keyof Quota] === "string" ? String(value) : value,
  ]);
  return { ...base, ...(Object.fromEntries(asWritten) as Partial<Quota>) };
}
