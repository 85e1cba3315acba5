import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { GoogleRegion } from "../region/google-regions";
import { type NodePool, SPOT_SHUTDOWN, SURGE_NODES, type Taint, cloudNameOf } from "./node-pools";

/** Where the pools belong. */
interface Scope {
  readonly name: string;
  readonly parent: pulumi.Resource;
  readonly cluster: gcp.container.Cluster;
  /** Whom the nodes act as. */
  readonly serviceAccount: pulumi.Output<string>;
}

interface PoolArgs {
  readonly region: GoogleRegion;
  readonly pools: readonly NodePool[];
  readonly podsPerNode: number;
}

/** What every node has, whatever its pool. */
export const nodeDefaults = {
  imageType: "COS_CONTAINERD",
  diskType: "pd-balanced",
  diskSizeGb: 100,
  // The service account's roles decide; scopes would only be a second, coarser gate.
  oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  workloadMetadataConfig: { mode: "GKE_METADATA" },
  metadata: { "disable-legacy-endpoints": "true" },
} satisfies gcp.types.input.container.ClusterNodeConfig;

/** Makes the pools in their order; those with GPUs wait for those without (planPools says why). */
export function createNodePools(scope: Scope, args: PoolArgs): readonly gcp.container.NodePool[] {
  const made: gcp.container.NodePool[] = [];
  const withoutGpus: gcp.container.NodePool[] = [];
  for (const pool of args.pools) {
    const resource = createNodePool(scope, args, pool, pool.gpus > 0 ? withoutGpus : []);
    made.push(resource);
    if (pool.gpus === 0) withoutGpus.push(resource);
  }
  return made;
}

function createNodePool(
  { name, parent, cluster, serviceAccount }: Scope,
  { region, podsPerNode }: PoolArgs,
  pool: NodePool,
  dependsOn: readonly pulumi.Resource[],
): gcp.container.NodePool {
  return new gcp.container.NodePool(
    `${name}-${pool.name}`,
    {
      name: cloudNameOf(pool),
      cluster: cluster.name,
      location: region,
      nodeLocations: [...pool.zones],
      initialNodeCount: initialNodesPerZone(pool),
      autoscaling: {
        totalMinNodeCount: pool.min,
        totalMaxNodeCount: pool.max,
        // Spot machines are taken where there are some; others are spread evenly.
        locationPolicy: pool.spot ? "ANY" : "BALANCED",
      },
      maxPodsPerNode: podsPerNode,
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: SURGE_NODES, maxUnavailable: 0 },
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: { ...nodeDefaults, serviceAccount, ...nodeConfigOf(pool) },
    },
    {
      parent,
      dependsOn: [...dependsOn],
      // Only says how a pool begins; a later difference would replace it and every node in it.
      ignoreChanges: ["initialNodeCount"],
      // A pool's name is fixed, so its successor cannot be made beside it.
      deleteBeforeReplace: true,
    },
  );
}

/**
 * How many nodes each zone begins with. The autoscaler does not raise a new pool to its minimum by itself, so all zones
 * together begin with at least that, unless it would put the pool above its maximum: then it grows with its first pods.
 */
export function initialNodesPerZone({ min, max, zones }: Pick<NodePool, "min" | "max" | "zones">): number {
  return Math.min(Math.ceil(min / zones.length), Math.floor(max / zones.length));
}

/** What the pool's nodes have of their own, in the API's words. */
export function nodeConfigOf(pool: NodePool) {
  return {
    machineType: pool.machineType,
    spot: pool.spot,
    labels: { ...pool.labels },
    taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
    kubeletConfig: {
      insecureKubeletReadonlyPortEnabled: "FALSE",
      ...(pool.spot
        ? {
            shutdownGracePeriodSeconds: SPOT_SHUTDOWN.total,
            shutdownGracePeriodCriticalPodsSeconds: SPOT_SHUTDOWN.criticalPods,
          }
        : {}),
    },
    ...(pool.gpus > 0 ? { guestAccelerators: [acceleratorOf(pool)] } : {}),
  } satisfies gcp.types.input.container.NodePoolNodeConfig;
}

function acceleratorOf(pool: NodePool) {
  return {
    type: "nvidia-tesla-t4",
    count: pool.gpus,
    gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" },
  };
}

const EFFECTS: Readonly<Record<Taint["effect"], string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};
