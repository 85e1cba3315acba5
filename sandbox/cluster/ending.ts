/**
 * What must be done before this process ends, however it ends: by itself, by an error that nobody caught, by Ctrl-C or
 * by being told to. Only kill -9 leaves no time; {@link GuardedProcess} and the next run folder see to that.
 */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const steps = new Set<() => void>();
let watching = false;

/** @returns Takes the step off the list, for whoever has done it already. */
export function atEnd(step: () => void): () => void {
  watch();
  steps.add(step);
  return () => {
    steps.delete(step);
  };
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.on("exit", () => {
    // The last first: what writes into a folder ends before the folder.
    for (const step of [...steps].reverse()) step();
  });
  for (const signal of SIGNALS) process.on(signal, () => process.exit(128 + constants.signals[signal]));
}
