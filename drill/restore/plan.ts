/** What happens to a database in a drill, out of a seed. */
import fc from "fast-check";
import { PROMISE } from "./archive";

/**
 * - machine lost: the server and all that it has are gone at once; what the archive has is put back.
 * - rows deleted: somebody deletes a tenant's rows and notices later; the moment before it is put back.
 */
export const DISASTERS = ["machine lost", "rows deleted"] as const;
export type Disaster = (typeof DISASTERS)[number];

export interface Plan {
  readonly disaster: Disaster;
  /** Seconds of writing before the backup is begun. */
  readonly beforeBackup: number;
  /** Seconds of writing between the backup's end and the disaster; more than the promise, which is not tried otherwise. */
  readonly afterBackup: number;
  /** Seconds until the deletion is noticed. */
  readonly unnoticed: number;
  /** How many write at once. */
  readonly writers: number;
}

const seconds = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((milliseconds) => milliseconds / 1000);

const plan: fc.Arbitrary<Plan> = fc.record({
  disaster: fc.constantFrom(...DISASTERS),
  beforeBackup: seconds(1, 4),
  afterBackup: seconds(PROMISE + 2, PROMISE + 12),
  unnoticed: seconds(1, 4),
  writers: fc.integer({ min: 1, max: 6 }),
});

/** The same plans each time for the same seed. */
export function plansFor(seed: number, runs: number): readonly Plan[] {
  return fc.sample(fc.noBias(plan), { seed, numRuns: runs });
}
