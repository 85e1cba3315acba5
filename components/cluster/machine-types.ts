/**
 * The Compute Engine machine types that node pools may use, with what they hold: the scheduler, the quota proof and
 * the price table all ask. Families and sizes from Google's machine families guide; a new family is one line here.
 */

export interface MachineType {
  readonly family: "e2" | "n1" | "n2" | "n2d";
  /** Virtual CPUs. */
  readonly cpus: number;
  /** Memory in GiB. */
  readonly memory: number;
}

interface Series {
  readonly family: MachineType["family"];
  readonly sizes: readonly number[];
  /** GiB for each virtual CPU. */
  readonly memoryPerCpu: number;
}

const SERIES: Readonly<Record<string, Series>> = {
  "e2-standard": { family: "e2", sizes: [2, 4, 8, 16, 32], memoryPerCpu: 4 },
  "e2-highmem": { family: "e2", sizes: [2, 4, 8, 16], memoryPerCpu: 8 },
  "e2-highcpu": { family: "e2", sizes: [2, 4, 8, 16, 32], memoryPerCpu: 1 },
  "n1-standard": { family: "n1", sizes: [1, 2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 3.75 },
  "n1-highmem": { family: "n1", sizes: [2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 6.5 },
  "n1-highcpu": { family: "n1", sizes: [2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 0.9 },
  "n2-standard": { family: "n2", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128], memoryPerCpu: 4 },
  "n2-highmem": { family: "n2", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 8 },
  "n2-highcpu": { family: "n2", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 1 },
  "n2d-standard": { family: "n2d", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], memoryPerCpu: 4 },
  "n2d-highmem": { family: "n2d", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 8 },
  "n2d-highcpu": { family: "n2d", sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], memoryPerCpu: 1 },
};

const MACHINES: ReadonlyMap<string, MachineType> = new Map(
  Object.entries(SERIES).flatMap(([series, { family, sizes, memoryPerCpu }]) =>
    sizes.map((cpus) => [`${series}-${cpus}`, { family, cpus, memory: cpus * memoryPerCpu }] as const),
  ),
);

/** The names of all machine types that a pool may use, for example "n1-standard-4". */
export const MACHINE_TYPES: readonly string[] = [...MACHINES.keys()];

/** What a machine of this type holds, or undefined where the platform does not know the type. */
export function machineTypeOf(name: string): MachineType | undefined {
  return MACHINES.get(name);
}
