/**
 * Which addresses a region may use.
 *
 * Every region owns one /12 of 10.0.0.0/8, so no two regions overlap, whatever else is added later. (The reference
 * gives every region 10.0.0.0/16, which could never be connected.) A region's slot is written down in the stack file:
 * adding or removing a region never moves another's ranges, because a moved range would replace the subnet and
 * everything in it.
 */

/** An IPv4 range in CIDR notation, for example "10.16.0.0/20". */
export type Cidr = `${number}.${number}.${number}.${number}/${number}`;

/** How many regions the plan can hold: sixteen /12 blocks fill 10.0.0.0/8. */
export const SLOTS = 16;

export interface RegionRanges {
  /** All that the region owns, a /12. */
  readonly region: Cidr;
  /** Node addresses, a /20: 4,092 nodes (Google keeps four addresses of each primary range). */
  readonly nodes: Cidr;
  /** Google's managed services in this VPC (private service access), a /20. */
  readonly managedServices: Cidr;
  /** Kubernetes Service addresses, a /20: 4,096 Services. */
  readonly services: Cidr;
  /** Pod addresses, a /14: 1,024 nodes of 110 pods each. */
  readonly pods: Cidr;
}

/**
 * The ranges of the region in the given slot.
 *
 * @param slot A whole number from 0 to 15.
 * @throws RangeError for any other slot; the loader has refused it before, with its place in the stack file.
 */
export function rangesOf(slot: number): RegionRanges {
  if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS) {
    throw new RangeError(`slot ${slot} is not a whole number from 0 to ${SLOTS - 1}`);
  }
  const first = slot * 16;
  return {
    region: `10.${first}.0.0/12`,
    nodes: `10.${first}.0.0/20`,
    managedServices: `10.${first}.64.0/20`,
    services: `10.${first + 1}.0.0/20`,
    pods: `10.${first + 4}.0.0/14`,
  };
}

/** How many pods a node may run: GKE's default, and its bounds for clusters that give pods addresses of the VPC. */
export const PODS_PER_NODE = { default: 110, min: 8, max: 256 } as const;

export interface RegionCapacity {
  /** How many nodes the region's addresses can hold, all pools and upgrades together. */
  readonly nodes: number;
  /** How many pods fit on that many nodes. */
  readonly pods: number;
  /** The range that runs out first when nodes are added. */
  readonly limitedBy: "nodes" | "pods";
}

/** What Google keeps of a subnet's primary range: network, gateway, second-to-last and broadcast address. */
const RESERVED_NODE_ADDRESSES = 4;

/**
 * How many nodes and pods a region can hold. GKE gives each node a block of pod addresses at least twice as large as
 * its number of pods, so that an address is not used again at once: 110 pods take a /24.
 *
 * @param podsPerNode A whole number from 8 to 256.
 */
export function capacityOf(ranges: Pick<RegionRanges, "nodes" | "pods">, podsPerNode: number): RegionCapacity {
  const podBlock = 2 ** Math.ceil(Math.log2(2 * podsPerNode));
  const byNodes = sizeOf(ranges.nodes) - RESERVED_NODE_ADDRESSES;
  const byPods = Math.floor(sizeOf(ranges.pods) / podBlock);
  const nodes = Math.min(byNodes, byPods);
  return { nodes, pods: nodes * podsPerNode, limitedBy: byPods < byNodes ? "pods" : "nodes" };
}

/** How many addresses a range has. */
export function sizeOf(range: Cidr): number {
  return 2 ** (32 - Number(range.split("/")[1]));
}
