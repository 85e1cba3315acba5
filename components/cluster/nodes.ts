/** The nodes that GKE would make of node pools, as plain objects: for proofs, and clusters whose nodes need no machines. */
import { createHash } from "node:crypto";
import { machineTypeOf } from "./machine-types";
import { type NodePool, type PoolSettings, type Taint, cloudNameOf, planPools } from "./node-pools";
import type { GoogleRegion } from "../region/google-regions";
import { type NodeResources, resourcesOf } from "./allocatable";

/** What of a Node object is decided before a cluster has it. */
export interface NodeObject {
  readonly apiVersion: "v1";
  readonly kind: "Node";
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly providerID: string; readonly taints: readonly Taint[] };
  readonly status: NodeResources;
}

export interface NodesOptions {
  /** The cluster's name at Google. */
  readonly cluster: string;
  readonly region: string;
  /** As planPools gives them. */
  readonly pools: readonly NodePool[];
  readonly podsPerNode: number;
  /** How many nodes of a pool; its minimum where left out, but one at least, so that each pool can be seen. */
  readonly count?: (pool: NodePool) => number;
}

/** What decides the nodes of a region. */
export interface NodesOfRegion {
  readonly name: GoogleRegion;
  readonly pools: Readonly<Record<string, PoolSettings>>;
  readonly podsPerNode: number;
}

/** The nodes of one region of an environment, as its cluster at Google would have them. */
export function nodesOfRegion(
  { name, pools, podsPerNode }: NodesOfRegion,
  count?: NodesOptions["count"],
): readonly NodeObject[] {
  const planned = planPools(name, pools).pools;
  return nodesOf({
    cluster: `agno-agents-${name}`,
    region: name,
    pools: planned,
    podsPerNode,
    ...(count && { count }),
  });
}

/** Every node of every pool, in the order of the pools; those of one pool take its zones in turn. */
export function nodesOf(options: NodesOptions): readonly NodeObject[] {
  const { pools, count = oneAtLeast } = options;
  return pools.flatMap((pool) => Array.from({ length: count(pool) }, (_, index) => nodeOf(options, pool, index)));
}

function oneAtLeast({ min }: NodePool): number {
  return Math.max(1, min);
}

function nodeOf(options: NodesOptions, pool: NodePool, index: number): NodeObject {
  const zone = pool.zones[index % pool.zones.length];
  const machine = machineTypeOf(pool.machineType);
  if (zone === undefined || machine === undefined)
    throw new Error(`pool ${pool.name} has no zone or an unknown machine`);
  const name = nameOf(options.cluster, pool, zone, index);
  const { podsPerNode, region } = options;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { ...pool.labels, ...labelsOf(pool, { name, zone, region, family: machine.family }) } },
    spec: { providerID: `gce://sandbox/${zone}/${name}`, taints: pool.taints },
    status: resourcesOf({ machine, gpus: pool.gpus, podsPerNode }),
  };
}

/** Names may have 63 characters; what GKE itself adds takes 19 of them. */
const LONGEST_PART = 22;

/** GKE's form: cluster, pool, the group of the pool's machines in one zone, and the machine. */
function nameOf(cluster: string, pool: NodePool, zone: string, index: number): string {
  const parts = [cluster, cloudNameOf(pool)].map((part) => part.slice(0, LONGEST_PART)).join("-");
  const group = createHash("sha256").update(`${cluster}/${pool.name}/${zone}`).digest("hex").slice(0, 8);
  // An odd factor meets each number of four digits once, so no two machines of a group share a name.
  const machine = ((index + 1) * 40_503 + Number.parseInt(group, 16)) % 0x10000;
  return `gke-${parts}-${group}-${machine.toString(16).padStart(4, "0")}`;
}

interface Place {
  readonly name: string;
  readonly zone: string;
  readonly region: string;
  readonly family: string;
}

/** What GKE puts on nodes and workloads choose by. */
function labelsOf(pool: NodePool, { name, zone, region, family }: Place): Readonly<Record<string, string>> {
  return {
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "node.kubernetes.io/instance-type": pool.machineType,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
    "topology.gke.io/zone": zone,
    "cloud.google.com/gke-nodepool": cloudNameOf(pool),
    "cloud.google.com/machine-family": family,
    "cloud.google.com/gke-provisioning": pool.spot ? "spot" : "standard",
    // All pools have the metadata server that Workload Identity needs.
    "iam.gke.io/gke-metadata-server-enabled": "true",
    ...(pool.spot && { "cloud.google.com/gke-spot": "true" }),
    ...(pool.gpus > 0 && {
      "cloud.google.com/gke-accelerator": "nvidia-tesla-t4",
      "cloud.google.com/gke-accelerator-count": `${pool.gpus}`,
    }),
  };
}
