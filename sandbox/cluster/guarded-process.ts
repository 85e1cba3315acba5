/** A program that never outlives this process, not even where this one is killed with -9. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { atEnd } from "./ending";

export interface GuardedOptions {
  /** What the logs and messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** Where all that it writes goes. */
  readonly log: string;
  /** Besides this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs the program and waits for the end of standard input, a pipe from this process: the system closes it, whatever
 * this process dies of. The program itself must not hold it, or it would never end; its own input is empty, as that of
 * all that `sh` runs in the background. What the program has started itself is in the same group, and ends with it.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- &
program=$!
(read -r _ <&3; kill -9 0) &
guard=$!
wait "$program"
status=$?
kill -9 "$guard"
exit "$status"
`;

const LINES_TOLD = 15;

export class GuardedProcess {
  readonly name: string;
  readonly log: string;
  /** Settles when the program has ended; says how. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #running = true;

  constructor({ name, command, args, directory, log, environment = {} }: GuardedOptions) {
    this.name = name;
    this.log = log;
    const output = openSync(log, "a", 0o600);
    // Detached, Ctrl-C reaches only this process, which then ends all others in order.
    this.#child = spawn("sh", ["-c", GUARD, "guard", command, ...args], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ["pipe", output, output],
      detached: true,
    });
    closeSync(output);
    this.#letProcessEnd();
    const forget = atEnd(() => {
      this.#kill();
    });
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        this.#running = false;
        forget();
        resolve(how);
      };
      this.#child.on("error", (error) => {
        end(error.message);
      });
      this.#child.on("exit", (status, signal) => {
        end(signal ?? `status ${status ?? "unknown"}`);
      });
    });
  }

  /** Ends it at once: nothing of it is needed again, and an API server told politely keeps its port for a minute. */
  async stop(): Promise<void> {
    this.#child.ref();
    this.#kill();
    await this.ended;
  }

  /** How it ended and the last lines of its log. */
  failure(how: string): Error {
    const lines = readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-LINES_TOLD);
    return new Error(`${this.name} ended with ${how}; the end of ${this.log}:\n${lines.join("\n")}`);
  }

  /** A program that somebody forgot to stop must not keep this process from ending. */
  #letProcessEnd(): void {
    this.#child.unref();
    (this.#child.stdin as Socket | null)?.unref();
  }

  #kill(): void {
    const { pid } = this.#child;
    if (!this.#running || pid === undefined) return;
    try {
      // The group: the guard and what it guards.
      process.kill(-pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
