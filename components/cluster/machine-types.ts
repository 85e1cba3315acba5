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
  readonly sizes: readonly number[];
  /** GiB for each virtual CPU. */
  readonly memoryPerCpu: number;
}

const SERIES: Readonly<Record<string, Series>> = {
  "e2-standard": { sizes: [2, 4, 8, 16, 32], memoryPerCpu: 4 },
  "e2-highmem": { sizes: [2, 4, 8, 16], memoryPerCpu: 8 },
  "e2-highcpu": { sizes: [2, 4, 8, 16, 32], memoryPerCpu: 1 },
  "n1-standard": { sizes: [1, 2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 3.75 },
  "n1-highmem": { sizes: [2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 6.5 },
  "n1-highcpu": { sizes: [2, 4, 8, 16, 32, 64, 96], memoryPerCpu: 0.9 },
  "n2-standard": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128], memoryPerCpu: 4 },
  "n2-highmem": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 8 },
  "n2-highcpu": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 1 },
  "n2d-standard": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], memoryPerCpu: 4 },
  "n2d-highmem": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96], memoryPerCpu: 8 },
  "n2d-highcpu": { sizes: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], memoryPerCpu: 1 },
};

/** The names of all machine types that a pool may use, for example "n1-standard-4". */
export const MACHINE_TYPES: readonly string[] = Object.entries(SERIES).flatMap(([series, { sizes }]) =>
  sizes.map((size) => `${series}-${size}`),
);

/** What a machine of this type holds, or undefined where the platform does not know the type. */
export function machineTypeOf(name: string): MachineType | undefined {
  const [family, kind, size] = name.split("-");
  const series = SERIES[`${family}-${kind}`];
  const cpus = Number(size);
  if (!series?.sizes.includes(cpus) || `${family}-${kind}-${cpus}` !== name) return undefined;
  return { family: family as MachineType["family"], cpus, memory: cpus * series.memoryPerCpu };
}
