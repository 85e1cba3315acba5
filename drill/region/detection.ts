/** How long it takes until nobody is sent to a region that is lost, with Google's probers at random moments. */
import fc from "fast-check";
import { ANSWERS_HOLD, HEALTH_CHECK, PROBING_REGIONS, type Probe, isHealthy } from "../../components/routing/health";

/** In seconds after the region's end. */
export interface Detection {
  /** Until Cloud DNS leaves it out of its answers. */
  readonly found: number;
  /** Until the last resolver has forgotten the answer that it had got just before. */
  readonly left: number;
}

/** When each prober asks for the first time after the region's end; they know nothing of each other. */
const moments = fc.tuple(
  ...PROBING_REGIONS.map(() => fc.integer({ min: 0, max: HEALTH_CHECK.interval * 1000 - 1 }).map((ms) => ms / 1000)),
);

/** The same each time for the same seed. */
export function detectionsFor(seed: number, runs: number): readonly Detection[] {
  return fc.sample(fc.noBias(moments), { seed, numRuns: runs }).map(detectionOf);
}

/** @param firsts When each prober asks for the first time after the region's end. */
export function detectionOf(firsts: readonly number[]): Detection {
  const answers = firsts.map(sequenceFrom);
  // A question that nobody answers is known to have failed when its time is over.
  const known = answers.flat().map(({ at }) => at + HEALTH_CHECK.timeout);
  const found = known
    .sort((a, b) => a - b)
    .find((now) => !isHealthy(answers.map((probes) => probes.filter(({ at }) => at + HEALTH_CHECK.timeout <= now))));
  if (found === undefined) throw new Error("the probers have not found out");
  return { found, left: found + ANSWERS_HOLD };
}

/** An answer before the end, and silence after it. */
function sequenceFrom(first: number): readonly Probe[] {
  const silence = Array.from({ length: HEALTH_CHECK.failures + 1 }, (_, index) => ({
    at: first + index * HEALTH_CHECK.interval,
    ok: false,
  }));
  return [{ at: first - HEALTH_CHECK.interval, ok: true }, ...silence];
}
