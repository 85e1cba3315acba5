/** What a region is made of that has a price, at each level: plain quantities, before any price is looked up. */
import { DISK } from "../components/cluster/allocatable";
import { machineTypeOf } from "../components/cluster/machine-types";
import { type NodePool, SYSTEM_POOL, mostNodes, planPools } from "../components/cluster/node-pools";
import { egressAddressesFor } from "../components/network/egress-plan";
import type { Environment, RegionSettings } from "../config/environment";
import { type Level, countAt } from "./levels";
import { type Resource, nodeOf, requestsOf } from "./requests";
import type { Sku } from "./skus";

export interface Item {
  readonly level: Level;
  readonly region: string;
  /** A pool's name, such as "cpu-spot"; "cluster", "nat" or "gateway". */
  readonly part: string;
  readonly sku: Sku;
  /** In the price's unit, to the thousandth. */
  readonly quantity: number;
  /** What decides who pays; absent for what is there for all. */
  readonly requested?: Requested;
}

/** In whole numbers of one unit, whatever it is: only the proportion counts. */
export interface Requested {
  /** What all nodes of the pool have, on demand and Spot together. */
  readonly capacity: number;
  /** What each tenant's agents request of it, by tenant; those that request nothing are left out. */
  readonly tenants: Readonly<Record<string, number>>;
}

/** From this many machines on, Cloud NAT has one price for the gateway. */
const MOST_MACHINES_BY_NUMBER = 32;

/** All that a region has at a level. */
export function itemsOf(environment: Environment, region: RegionSettings, level: Level): readonly Item[] {
  const { pools } = planPools(region.name, region.pools);
  const { assumptions } = environment;
  const counted = pools.map((pool) => ({ pool, nodes: countAt(level, pool, assumptions.load) }));
  const nodes = counted.reduce((sum, one) => sum + one.nodes, 0);
  const at = { level, region: region.name };
  const item = (part: string, sku: Sku, quantity: number): Item => ({ ...at, part, sku, quantity });
  return [
    ...counted.flatMap((one) => poolItems(one, counted, at, (pool) => tenantsOf(environment, at, pool))),
    item("cluster", "gke-cluster", 1),
    nodes > MOST_MACHINES_BY_NUMBER ? item("nat", "nat-gateway", 1) : item("nat", "nat-vm", nodes),
    item("nat", "nat-address", egressAddressesFor(mostNodes(pools))),
    item("nat", "nat-data", Number((nodes * assumptions.natGiBPerNodeHour).toFixed(3))),
    ...(environment.domain === "" ? [] : [item("gateway", "forwarding-rule", 1)]),
  ].filter(({ quantity }) => quantity > 0);
}

interface Counted {
  readonly pool: NodePool;
  readonly nodes: number;
}

type Place = Pick<Item, "level" | "region">;
type RequestsByTenant = (pool: string) => ReturnType<typeof tenantsOf>;

/** The nodes of one part of a pool; who pays for them is decided by both parts together. */
function poolItems({ pool, nodes }: Counted, all: readonly Counted[], at: Place, tenants: RequestsByTenant): Item[] {
  const machine = machineTypeOf(pool.machineType);
  if (machine === undefined) throw new Error(`${pool.machineType} is no machine type of the platform`);
  const whole = wholeOf(pool);
  const together = all.filter((one) => wholeOf(one.pool) === whole).reduce((sum, one) => sum + one.nodes, 0);
  const requests = tenants(whole);
  const item = (sku: Sku, resource: Resource, quantity: number): Item => ({
    ...{ ...at, part: pool.name, sku, quantity: Number((nodes * quantity).toFixed(3)) },
    ...(whole !== SYSTEM_POOL && {
      requested: { capacity: together * nodeOf(pool)[resource], tenants: requestedOf(requests, resource) },
    }),
  });
  const spot = pool.spot ? "-spot" : "";
  return [
    item(`${machine.family}-cpu${spot}`, "cpu", machine.cpus),
    item(`${machine.family}-memory${spot}`, "memory", machine.memory),
    item(`t4${spot}`, "gpus", pool.gpus),
    item("pd-balanced", "disk", DISK),
  ];
}

/** The name without -spot, which no pool of the stack file ends with. */
function wholeOf({ name, spot }: NodePool): string {
  return spot ? name.replace(/-spot$/, "") : name;
}

function tenantsOf({ tenants, assumptions }: Environment, { level, region }: Place, pool: string) {
  const here = tenants.filter(({ regions }) => (regions as readonly string[]).includes(region));
  return here.map((tenant) => ({ id: tenant.id, requests: requestsOf(tenant, pool, level, assumptions.load) }));
}

function requestedOf(tenants: ReturnType<typeof tenantsOf>, resource: Resource): Requested["tenants"] {
  const some = tenants.filter(({ requests }) => requests[resource] > 0);
  return Object.fromEntries(some.map(({ id, requests }) => [id, requests[resource]]));
}
