/** What holds where a stack file says nothing. Names and numbers are the reference's unless a comment says why not. */
import type { MaintenanceSettings } from "../components/cluster/maintenance";
import type { PoolSettings } from "../components/cluster/node-pools";
import type { PriorityName } from "../components/platform/priorities";
import type { RoutingSettings } from "../components/routing/settings";
import type { Tier } from "../components/tenant/quota";
import type { Assumptions } from "../cost/assumptions";

/** Reference: spot_instance_ratio 0.7 of the strategy cost_optimized_normal. */
const SPOT_SHARE = 0.7;

/** The pools that every region has: the reference's node groups, and one for what is nobody's agent. */
export const DEFAULT_POOLS: Readonly<Record<string, PoolSettings>> = {
  cpu: {
    machineType: "n1-standard-4",
    min: 2,
    max: 100,
    spotShare: SPOT_SHARE,
    gpus: 0,
    labels: { "workload-type": "cpu-agents", "cost-optimization": "enabled" },
    taints: [],
  },
  gpu: {
    // The reference's n1-standard-4-gpu is no machine type: GPUs are attached to an n1-standard-4.
    machineType: "n1-standard-4",
    min: 0,
    max: 20,
    spotShare: SPOT_SHARE,
    gpus: 1,
    labels: { "workload-type": "gpu-agents", accelerator: "nvidia-tesla-t4" },
    taints: [],
  },
  memory: {
    machineType: "n1-highmem-8",
    min: 1,
    max: 50,
    spotShare: SPOT_SHARE,
    gpus: 0,
    labels: { "workload-type": "memory-intensive-agents" },
    taints: [],
  },
  // Not the reference's: nodes of a compute class are closed to the cluster's own pods, which need a place.
  system: {
    machineType: "e2-standard-4",
    // Two of what is there twice, such as name servers, do not go with one node.
    min: 2,
    max: 6,
    spotShare: 0,
    gpus: 0,
    labels: { "workload-type": "system" },
    taints: [],
  },
};

/** A pool that the stack file adds under a name of its own. How large it may become, only the file can say. */
export function addedPool(name: string): Omit<PoolSettings, "max"> {
  return {
    machineType: "n1-standard-4",
    min: 0,
    spotShare: SPOT_SHARE,
    gpus: 0,
    labels: { "workload-type": `${name}-agents` },
    taints: [],
  };
}

/** Weekend nights: exactly the 48 hours in 32 days that GKE asks for. The reference has no figure. */
export const DEFAULT_MAINTENANCE: MaintenanceSettings = {
  days: ["SA", "SU"],
  start: "02:00",
  hours: 6,
  exclusions: {},
};

/** The tier with the reference's quotas. */
export const DEFAULT_TIER: Tier = "standard";

/** The shortfall is told and nothing refused: how many regions a tenant is worth, the reference does not say. */
export const DEFAULT_KEPT_ON_REGION_LOSS = 0;

/** Reference: equal distribution over all healthy regions. */
export const DEFAULT_ROUTING: RoutingSettings = { policy: "weighted", primary: "" };

/** Reference: cost_alert_threshold is max_hourly_cost * 0.8. */
export const DEFAULT_ALERT_AT = 0.8;

/** Ours: no source has one for either; measure yours. */
export const DEFAULT_ASSUMPTIONS: Assumptions = { load: 0.3, natGiBPerNodeHour: 0.1 };

/** Reference: normal. The ceiling is ours: critical is for what the whole company needs. */
export const DEFAULT_PRIORITIES: Readonly<Record<"priority" | "maxPriority", PriorityName>> = {
  priority: "normal",
  maxPriority: "high",
};
