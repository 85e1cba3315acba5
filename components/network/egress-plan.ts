/** How many addresses a region needs to leave by: Cloud NAT gives each node a part of an address's ports. */

/** Ports of one address (Cloud NAT: 65,536 less the 1,024 well-known ones). */
const PORTS_PER_ADDRESS = 64_512;

export const NAT_PORTS = {
  /** What a node keeps at the least. Dynamic allocation gives it more as it opens connections. */
  min: 64,
  /** What a node may have at the most, where others leave it. */
  max: 4096,
  /** What there is for each node when all are there: a few connections for each of its 110 pods. */
  planned: 256,
} as const;

/** Addresses for that many nodes, upgrades included; at least one. Adding nodes adds addresses and changes none. */
export function egressAddressesFor(nodes: number): number {
  return Math.max(1, Math.ceil((nodes * NAT_PORTS.planned) / PORTS_PER_ADDRESS));
}
