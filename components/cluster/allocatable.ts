/**
 * What a GKE node has, and what of it is left for pods: the rest is kept for the system, by the shares that Google's
 * guide "Plan node sizes" gives.
 *
 * Capacity is what the machine type says; a real kernel takes some 2 % of the memory before Kubernetes sees it.
 */
import type { MachineType } from "./machine-types";

/** Kubernetes' quantities, by resource. */
export type Resources = Readonly<Record<string, string>>;

export interface NodeResources {
  readonly capacity: Resources;
  readonly allocatable: Resources;
}

export interface NodeSize {
  readonly machine: MachineType;
  readonly gpus: number;
  readonly podsPerNode: number;
}

/**
 * What Google's own DaemonSets take of each node (logging, metrics, networking, storage drivers): from clusters with
 * Dataplane V2 and managed Prometheus, rounded up. `kubectl describe node` tells what yours takes.
 */
export const SYSTEM_PODS = { cpu: "400m", memory: "600Mi", pods: "12" } as const;

/** A share of what lies between the end of the step before and `upTo`. */
interface Step {
  readonly upTo: number;
  readonly share: number;
}

const CPUS: readonly Step[] = [
  { upTo: 1, share: 0.06 },
  { upTo: 2, share: 0.01 },
  { upTo: 4, share: 0.005 },
  { upTo: Infinity, share: 0.0025 },
];

/** Of GiB. */
const MEMORY: readonly Step[] = [
  { upTo: 4, share: 0.25 },
  { upTo: 8, share: 0.2 },
  { upTo: 16, share: 0.1 },
  { upTo: 128, share: 0.06 },
  { upTo: Infinity, share: 0.02 },
];

const KI_PER_GIB = 1024 * 1024;
/** Below this, the kubelet puts pods out. */
const EVICTION_KI = 100 * 1024;

/** The boot disk of every pool, in GiB; a test compares it with the pools. */
export const DISK = 100;
/** What such a disk shows once the system's own partitions are off. */
const DISK_KI = 98_868_448;
/** Of the disk: 6 GiB and 35 % for the system, and a tenth before the kubelet puts pods out. */
const DISK_RESERVED_KI = (6 + 0.35 * DISK) * KI_PER_GIB + 0.1 * DISK_KI;

export function resourcesOf({ machine, gpus, podsPerNode }: NodeSize): NodeResources {
  const { cpus, memory } = machine;
  const counted = { pods: `${podsPerNode}`, ...(gpus > 0 && { "nvidia.com/gpu": `${gpus}` }) };
  return {
    capacity: { cpu: `${cpus}`, ...inKi(memory * KI_PER_GIB, DISK_KI), ...counted },
    allocatable: {
      cpu: `${Math.floor(1000 * (cpus - sharesOf(cpus, CPUS)))}m`,
      ...inKi((memory - sharesOf(memory, MEMORY)) * KI_PER_GIB - EVICTION_KI, DISK_KI - DISK_RESERVED_KI),
      ...counted,
    },
  };
}

function sharesOf(amount: number, steps: readonly Step[]): number {
  let from = 0;
  let sum = 0;
  for (const { upTo, share } of steps) {
    sum += share * Math.max(0, Math.min(amount, upTo) - from);
    from = upTo;
  }
  return sum;
}

function inKi(memory: number, disk: number): Resources {
  return { memory: `${Math.floor(memory)}Ki`, "ephemeral-storage": `${Math.floor(disk)}Ki` };
}
