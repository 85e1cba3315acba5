/** How many requests go out at once and for long: a server is shared with others. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Limits {
  /** Requests a second over a long time. */
  readonly qps: number;
  /** Requests that may go at once after a rest. */
  readonly burst: number;
  /** How long one request may take. */
  readonly timeoutMs: number | undefined;
}

/** A bucket of turns that fills steadily. */
export class Pace {
  readonly #limits: Limits;
  #turns: number;
  #counted = performance.now();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#turns = limits.burst;
  }

  /** Resolves when it is the caller's turn; turns are given in the order of asking. */
  async turn(): Promise<void> {
    const { qps, burst } = this.#limits;
    const now = performance.now();
    this.#turns = Math.min(burst, this.#turns + ((now - this.#counted) / 1000) * qps);
    this.#counted = now;
    this.#turns -= 1;
    if (this.#turns < 0) await sleep((-this.#turns / qps) * 1000);
  }
}
