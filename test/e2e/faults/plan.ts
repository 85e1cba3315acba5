/** What goes wrong in a fault run, out of a seed. */
import fc from "fast-check";

/** Ways in which an update can be interrupted, each with when. */
export const FAULTS = [
  "engine killed",
  "plugin killed",
  "409",
  "429",
  "500",
  "503",
  "no answer",
  "lost answer",
  "full disk",
  "two at once",
] as const;
export type FaultName = (typeof FAULTS)[number];

/** What the update was about to do. */
export const UPDATES = ["create", "change", "destroy"] as const;
export type Update = (typeof UPDATES)[number];

export interface Plan {
  readonly update: Update;
  readonly fault: FaultName;
  /** Where in the update, 0–1: of the requests that it makes, or of the size that its state has at the end. */
  readonly when: number;
  /** Whether what was asked of the cloud is done before it goes wrong. */
  readonly done: boolean;
  /** How many requests in a row go wrong. */
  readonly times: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  update: fc.constantFrom(...UPDATES),
  fault: fc.constantFrom(...FAULTS),
  when: fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100),
  done: fc.boolean(),
  times: fc.integer({ min: 1, max: 8 }),
});

/** The same plans each time for the same seed. */
export function plansFor(seed: number, runs: number): readonly Plan[] {
  // Without a liking for the smallest and the largest: all moments of an update are equally worth it.
  return fc.sample(fc.noBias(plan), { seed, numRuns: runs });
}
