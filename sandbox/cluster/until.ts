/** Waits for what only asking tells. */
import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL = 100;
const PATIENCE = 90_000;

export interface Patience {
  /** What is waited for, in words. */
  readonly what: string;
  /** Milliseconds; without it, 90 s: a machine that does much else is slow, not broken. */
  readonly timeout?: number;
}

/**
 * Asks until the answer is neither undefined nor an error.
 *
 * @throws Error with the last error, where the time is over.
 */
export async function until<T>(
  { what, timeout = PATIENCE }: Patience,
  check: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    let last = "not yet";
    try {
      const answer = await check();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline) throw new Error(`${what}: waited ${timeout / 1000} s in vain (${last})`);
    await sleep(INTERVAL);
  }
}
