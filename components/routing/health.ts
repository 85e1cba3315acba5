/** When a region counts as lost: Google's health check from outside, with the reference's figures. */
import { HEALTH_PATH } from "../mesh/health";

/** Reference: path /health, every 30 s, timeout 5 s, three failures within five minutes. */
export const HEALTH_CHECK = {
  path: HEALTH_PATH,
  /** Seconds from one probe to the next; Google takes 30 at least where regions are named. */
  interval: 30,
  timeout: 5,
  /** Failures in a row, until a prober gives a region up. */
  failures: 3,
  /** Successes in a row, until it believes in it again; Google's default. */
  successes: 2,
} as const;

/** The reference's failure_window: the failures must lie within it. In seconds. */
export const FAILURE_WINDOW = 300;

/** From where is probed; Google wants three, and none of them is one that fails with all of a continent. */
export const PROBING_REGIONS = ["us-east1", "europe-west1", "asia-southeast1"] as const;

/** Seconds that a resolver keeps an answer. Shorter brings more questions, each of which costs. */
export const ANSWERS_HOLD = 30;

/** What a prober saw, in the order of time. */
export interface Probe {
  /** In seconds from any beginning. */
  readonly at: number;
  readonly ok: boolean;
}

/** What a prober believes after a sequence of probes; at its beginning it believes in the region. */
export function believes(probes: readonly Probe[]): boolean {
  let healthy = true;
  let contrary: readonly Probe[] = [];
  for (const probe of probes) {
    contrary = probe.ok === healthy ? [] : [...contrary, probe];
    const needed = healthy ? HEALTH_CHECK.failures : HEALTH_CHECK.successes;
    const last = contrary.slice(-needed);
    const spread = (last.at(-1)?.at ?? 0) - (last[0]?.at ?? 0);
    // What is too far apart proves nothing: probes were missing in between.
    if (last.length < needed || spread > FAILURE_WINDOW) continue;
    healthy = !healthy;
    contrary = [];
  }
  return healthy;
}

/** Whether a region gets traffic: most of its probers believe in it. */
export function isHealthy(probers: readonly (readonly Probe[])[]): boolean {
  return probers.filter(believes).length * 2 > probers.length;
}

/** Seconds from a region's loss until nobody asks it any more, at the latest: the last probe had just been answered. */
export function longestSwitch(): number {
  return HEALTH_CHECK.failures * HEALTH_CHECK.interval + HEALTH_CHECK.timeout + ANSWERS_HOLD;
}
