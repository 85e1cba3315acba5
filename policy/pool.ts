/** Rules about node pools. */
import { z } from "zod";
import { GRACE } from "../components/agent/drain";
import { GPU_TAINT, SPOT_SHUTDOWN, SPOT_TAINT } from "../components/cluster/node-pools";
import { isGoogleRegion, zonesOffering } from "../components/region/google-regions";
import { grouped } from "../proofs/grouped";
import { type Judged, resourceRule, stackRule } from "./rule";
import { NODE_POOL } from "./subject";
import { isOff, isOn, numberOf } from "./values";
import { shown } from "./watched";

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Accelerator {
  readonly type?: string;
  readonly count?: unknown;
}

export interface NodePool {
  readonly name?: string;
  readonly location?: string;
  readonly nodeLocations?: readonly string[];
  readonly nodeCount?: unknown;
  readonly autoscaling?: {
    readonly totalMaxNodeCount?: unknown;
    readonly maxNodeCount?: unknown;
  };
  readonly management?: { readonly autoRepair?: unknown; readonly autoUpgrade?: unknown };
  readonly networkConfig?: { readonly enablePrivateNodes?: unknown };
  readonly nodeConfig?: {
    readonly machineType?: string;
    readonly spot?: unknown;
    readonly preemptible?: unknown;
    readonly guestAccelerators?: readonly Accelerator[];
    readonly taints?: readonly Taint[];
    readonly serviceAccount?: string;
    readonly kubeletConfig?: {
      readonly shutdownGracePeriodSeconds?: unknown;
      readonly shutdownGracePeriodCriticalPodsSeconds?: unknown;
    };
    readonly shieldedInstanceConfig?: {
      readonly enableSecureBoot?: unknown;
      readonly enableIntegrityMonitoring?: unknown;
    };
    readonly workloadMetadataConfig?: { readonly mode?: string };
    readonly metadata?: Readonly<Record<string, string>>;
    readonly bootDiskKmsKey?: string;
  };
}

type Pool = Judged<NodePool>;

/** "nvidia.com/gpu NO_SCHEDULE, …". */
function taintsOf({ props }: Pool): string {
  const taints = props.nodeConfig?.taints ?? [];
  return taints.length === 0 ? "empty" : taints.map(({ key, effect }) => `${key} ${effect}`).join(", ");
}

function refuses({ props }: Pool, key: string): boolean {
  const taints = props.nodeConfig?.taints ?? [];
  return taints.some((taint) => taint.key === key && (taint.effect === "NO_SCHEDULE" || taint.effect === "NO_EXECUTE"));
}

function hasAccelerators({ props }: Pool): boolean {
  return (props.nodeConfig?.guestAccelerators ?? []).some(({ count }) => count === undefined || numberOf(count) > 0);
}

function isSpot({ props }: Pool): boolean {
  return isOn(props.nodeConfig?.spot) || isOn(props.nodeConfig?.preemptible);
}

export const gpuPoolsAreTainted = resourceRule<NodePool>({
  name: "gpu-pools-are-tainted",
  why: "Pods without need of an accelerator would fill the nodes that cost most.",
  mend: `add taints: { ${GPU_TAINT.key}: "${GPU_TAINT.value}:${GPU_TAINT.effect}" } to the pool`,
  level: "mandatory",
  kinds: [NODE_POOL],
  *check(pool) {
    if (!hasAccelerators(pool) || refuses(pool, GPU_TAINT.key)) return;
    yield { what: "nodeConfig.taints", value: taintsOf(pool), limit: `one of ${GPU_TAINT.key} NO_SCHEDULE` };
  },
});

export const gpuPoolsStandWhereGpusAre = resourceRule<NodePool>({
  name: "gpu-pools-stand-where-gpus-are",
  why: "Google has T4 accelerators in some zones only: elsewhere the pool never gets a node.",
  mend: "choose a zone that has them (components/region/google-regions.ts), or take the accelerators away",
  level: "mandatory",
  kinds: [NODE_POOL],
  *check(pool) {
    const types = (pool.props.nodeConfig?.guestAccelerators ?? []).map(({ type }) => type);
    if (!hasAccelerators(pool) || !types.some((type) => type === undefined || type.includes("t4"))) return;
    const location = pool.props.location ?? "";
    const region = location.replace(/-[a-z]$/, "");
    const offering = isGoogleRegion(region) ? zonesOffering(region, "t4") : [];
    // Without zones, GKE takes some of the region's: each of them must do.
    const all = isGoogleRegion(location) ? zonesOffering(location) : [location];
    const zones = pool.props.nodeLocations ?? all;
    const limit = offering.length === 0 ? `no zone of ${region}` : offering.join(", ");
    for (const zone of zones) if (!offering.includes(zone)) yield { what: "nodeLocations", value: zone, limit };
  },
});

export const spotPoolsAreTainted = resourceRule<NodePool>({
  name: "spot-pools-are-tainted",
  why: "Pods that cannot be drained in time would land on nodes that vanish.",
  mend: `add taints: { ${SPOT_TAINT.key}: "${SPOT_TAINT.value}:${SPOT_TAINT.effect}" } to the pool`,
  level: "mandatory",
  kinds: [NODE_POOL],
  *check(pool) {
    if (!isSpot(pool) || refuses(pool, SPOT_TAINT.key)) return;
    yield { what: "nodeConfig.taints", value: taintsOf(pool), limit: `one of ${SPOT_TAINT.key} NO_SCHEDULE` };
  },
});

export const spotNodesLeaveTime = resourceRule<NodePool>({
  name: "spot-nodes-leave-time",
  why: "A Spot node that ends at once cuts every request on it.",
  mend:
    `set kubeletConfig to shutdownGracePeriodSeconds ${SPOT_SHUTDOWN.total} and ` +
    `shutdownGracePeriodCriticalPodsSeconds ${SPOT_SHUTDOWN.criticalPods}`,
  level: "mandatory",
  kinds: [NODE_POOL],
  *check(pool) {
    if (!isSpot(pool)) return;
    const { shutdownGracePeriodSeconds = 0, shutdownGracePeriodCriticalPodsSeconds = 0 } =
      pool.props.nodeConfig?.kubeletConfig ?? {};
    const left = numberOf(shutdownGracePeriodSeconds) - numberOf(shutdownGracePeriodCriticalPodsSeconds);
    if (left >= GRACE) return;
    yield { what: "seconds for agents in nodeConfig.kubeletConfig", value: `${left}`, limit: `${GRACE} or more` };
  },
});

const share = z.strictObject({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .describe("The largest share of Spot; 0.9 is the reference's under budget pressure."),
});

export const spotShareIsBounded = stackRule<z.infer<typeof share>>({
  name: "spot-share-is-bounded",
  why: "When Google takes Spot nodes back in a whole region, what is left must carry the agents that matter.",
  mend: "lower spotShare of the pool, or raise the maximum of its on-demand part",
  level: "mandatory",
  figures: share,
  *checkStack(view, figures) {
    const pools = view.ofKind<NodePool>(NODE_POOL);
    const pairs = grouped(pools, (pool) => `${pool.provider} ${shown(pool.props.location)} ${partOf(pool)}`);
    for (const pair of pairs.values()) {
      const [spot, all] = [pair.filter(isSpot), pair].map((part) =>
        part.reduce((sum, one) => sum + mostNodesOf(one), 0),
      );
      const [first] = pair.filter(isSpot);
      if (first === undefined || spot === undefined || all === undefined || spot / all <= figures.share) continue;
      const value = `${spot} of ${all} nodes`;
      yield { of: first, what: `the Spot share of ${partOf(first)}`, value, limit: `${figures.share * 100} % at most` };
    }
  },
});

/** "agno-agents-cpu" of itself and of its Spot part. */
function partOf({ props, name }: Pool): string {
  return (props.name ?? name).replace(/-spot$/, "");
}

/** Nodes in all zones at most; without a bound, no number is large enough. */
export function mostNodesOf({ props }: Pool): number {
  const { totalMaxNodeCount, maxNodeCount } = props.autoscaling ?? {};
  if (totalMaxNodeCount !== undefined) return numberOf(totalMaxNodeCount);
  const perZone = maxNodeCount ?? props.nodeCount;
  return perZone === undefined ? Infinity : numberOf(perZone) * Math.max(1, (props.nodeLocations ?? []).length);
}

export const poolsMendThemselves = resourceRule<NodePool>({
  name: "pools-mend-themselves",
  why: "Nodes that nobody repairs or upgrades fall behind the control plane and its security patches.",
  mend: "leave management.autoRepair and management.autoUpgrade on",
  level: "mandatory",
  kinds: [NODE_POOL],
  *check({ props }) {
    const { autoRepair, autoUpgrade } = props.management ?? {};
    for (const [what, value] of Object.entries({ autoRepair, autoUpgrade }))
      if (isOff(value)) yield { what: `management.${what}`, value: "false", limit: "true" };
  },
});

const ceilings = z.strictObject({
  nodes: z
    .record(z.string(), z.number().int().min(0))
    .default({ dev: 20 })
    .describe(
      "Nodes in each region at most, by environment; others have nodesElsewhere. dev: twice what its file has.",
    ),
  nodesElsewhere: z
    .number()
    .int()
    .min(0)
    .default(200)
    .describe(
      "The reference's pools are 100, 20 and 50 nodes, the system's 6; the rest is room for a pool of one's own.",
    ),
  gpus: z
    .record(z.string(), z.number().int().min(0))
    .default({ dev: 2 })
    .describe(
      "Accelerators in each region at most, by environment; others have gpusElsewhere. dev: one, and one more.",
    ),
  gpusElsewhere: z.number().int().min(0).default(20).describe("The reference's GPU pool: 20 nodes of one T4."),
});

export const poolsStayWithinCeilings = stackRule<z.infer<typeof ceilings>>({
  name: "pools-stay-within-ceilings",
  why: "A slip in one maximum must not be able to order hundreds of machines.",
  mend: "lower max of the pools, or raise this rule's figures for the environment",
  level: "mandatory",
  figures: ceilings,
  *checkStack(view, figures) {
    const { environment } = view;
    const most = {
      nodes: figures.nodes[environment] ?? figures.nodesElsewhere,
      accelerators: figures.gpus[environment] ?? figures.gpusElsewhere,
    };
    const regions = grouped(view.ofKind<NodePool>(NODE_POOL), ({ props }) =>
      (props.location ?? "").replace(/-[a-z]$/, ""),
    );
    for (const [region, pools] of regions) {
      const sums = {
        nodes: pools.reduce((sum, pool) => sum + mostNodesOf(pool), 0),
        accelerators: pools.reduce((sum, pool) => sum + acceleratorsOf(pool), 0),
      };
      for (const what of ["nodes", "accelerators"] as const) {
        const [of] = pools;
        if (of === undefined || sums[what] <= most[what]) continue;
        const value = sums[what] === Infinity ? "without bound" : `${sums[what]}`;
        yield {
          of,
          what: `the sum of ${what} of all pools in ${region}`,
          value,
          limit: `${most[what]} in ${environment}`,
        };
      }
    }
  },
});

function acceleratorsOf(pool: Pool): number {
  const each = (pool.props.nodeConfig?.guestAccelerators ?? []).reduce(
    (sum, { count = 1 }) => sum + numberOf(count),
    0,
  );
  return each === 0 ? 0 : each * mostNodesOf(pool);
}

export const nodesHaveTheirOwnAccount = resourceRule<NodePool>({
  name: "nodes-have-their-own-account",
  why: "Compute Engine's default service account may edit the whole project, and with it every pod on the node.",
  mend: "give nodeConfig.serviceAccount an account with the roles that nodes need and no other",
  level: "mandatory",
  kinds: [NODE_POOL],
  late: ["nodeConfig.serviceAccount"],
  *check({ props }) {
    const account = props.nodeConfig?.serviceAccount;
    if (account !== undefined && account !== "default" && !account.endsWith("-compute@developer.gserviceaccount.com"))
      return;
    yield { what: "nodeConfig.serviceAccount", value: shown(account), limit: "an account of the nodes' own" };
  },
});

export const POOL_RULES = [
  gpuPoolsAreTainted,
  gpuPoolsStandWhereGpusAre,
  spotPoolsAreTainted,
  spotNodesLeaveTime,
  spotShareIsBounded,
  poolsMendThemselves,
  poolsStayWithinCeilings,
  nodesHaveTheirOwnAccount,
];
