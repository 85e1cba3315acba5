/** The programs of one cluster while they run: all of them, or none. */
import { join } from "node:path";
import { GuardedProcess } from "./guarded-process";

export interface RunningPartsOptions {
  /** The cluster's name. */
  readonly cluster: string;
  readonly directory: string;
  readonly logs: string;
}

export class RunningParts {
  readonly #running: GuardedProcess[] = [];
  readonly #failed: Promise<never>;
  #fail!: (error: Error) => void;
  /** Whether an end is news to somebody. */
  #expected = false;
  #ready = false;

  constructor(private readonly options: RunningPartsOptions) {
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Nobody may be waiting for it.
    this.#failed.catch(() => undefined);
  }

  /** @param name Of the part and its log. */
  start(name: string, command: string, args: readonly string[]): void {
    const { cluster, directory, logs } = this.options;
    const part = new GuardedProcess({ name, command, args, directory, log: join(logs, `${name}.log`) });
    this.#running.push(part);
    void part.ended.then((how) => {
      if (this.#expected) return;
      const failure = part.failure(how);
      this.#fail(failure);
      // Whoever waits for this cluster would not know why it takes so long.
      if (this.#ready) process.stderr.write(`cluster ${cluster}: ${failure.message}\n`);
    });
  }

  /** Waits for the work, or fails as soon as one of the parts does. */
  async whileAllRun<T>(work: Promise<T>): Promise<T> {
    const result = await Promise.race([work, this.#failed]);
    this.#ready = true;
    return result;
  }

  async stop(): Promise<void> {
    this.#expected = true;
    await Promise.all(this.#running.map((part) => part.stop()));
  }
}
