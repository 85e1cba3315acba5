/** What tenants request of the nodes of a pool: by what a pod reserves, the node is its tenant's. */
import { podLoad } from "../components/agent/replicas";
import { DISK } from "../components/cluster/allocatable";
import { machineTypeOf } from "../components/cluster/machine-types";
import type { PoolSettings } from "../components/cluster/node-pools";
import type { TenantSettings } from "../components/tenant/settings";
import { type Level, countAt } from "./levels";

/** Whole numbers: CPUs and GPUs in thousandths, memory and disk in KiB. */
export type Resources = Readonly<Record<Resource, number>>;
export type Resource = "cpu" | "memory" | "gpus" | "disk";

const KIB_PER_GIB = 1024 * 1024;
/** Of the thousandths of a byte that quantities are read in. */
const MILLIS_PER_KIB = 1024 * 1000;

/** What one node has, the share of the system included: somebody pays for that as well. */
export function nodeOf({ machineType, gpus }: Pick<PoolSettings, "machineType" | "gpus">): Resources {
  const machine = machineTypeOf(machineType);
  if (machine === undefined) throw new Error(`${machineType} is no machine type of the platform`);
  return {
    cpu: machine.cpus * 1000,
    memory: Math.round(machine.memory * KIB_PER_GIB),
    gpus: gpus * 1000,
    disk: DISK * KIB_PER_GIB,
  };
}

/**
 * What the agents of a tenant request of one pool in each of its regions, sidecars included, rollouts aside. A canary
 * has as many replicas as its agent at the least.
 */
export function requestsOf({ agents }: TenantSettings, pool: string, level: Level, load: number): Resources {
  const sum = { cpu: 0, memory: 0, gpus: 0, disk: 0 };
  for (const agent of agents.filter((one) => one.pool === pool)) {
    const { minReplicas: min, maxReplicas: max } = agent.scaling;
    const replicas = countAt(level, { min, max }, load) + (agent.canary ? min : 0);
    const { cpu, memory, gpus, ephemeralStorage } = podLoad(agent);
    sum.cpu += replicas * cpu;
    sum.memory += replicas * Math.ceil(memory / MILLIS_PER_KIB);
    sum.gpus += replicas * gpus;
    sum.disk += replicas * Math.ceil(ephemeralStorage / MILLIS_PER_KIB);
  }
  return sum;
}
