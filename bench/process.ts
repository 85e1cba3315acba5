/** Measures whole processes: wall time and peak memory. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Measured {
  /** Wall time in ms. */
  readonly time: number;
  /** Peak resident memory in MB. */
  readonly memory: number;
  readonly output: string;
}

export const REPOSITORY = join(__dirname, "..");

/** Runs Node with these arguments once. */
export function measure(args: readonly string[]): Measured {
  const began = performance.now();
  const child = spawnSync(process.execPath, ["--require", join(__dirname, "peak-memory.cjs"), ...args], {
    cwd: REPOSITORY,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const time = performance.now() - began;
  if (child.status !== 0) throw new Error(`node ${args.join(" ")} ended with ${String(child.status)}`);
  return { time, memory: Number(child.output[3]), output: child.stdout };
}

/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
