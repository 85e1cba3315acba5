/** A process that has clusters and ends in a way that its argument says: what the tests of the end watch from outside. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "../../../sandbox/cluster/cluster";
import { openRunFolder } from "../../../sandbox/cluster/run-folder";

const ENDS: Readonly<Record<string, () => Promise<void> | void>> = {
  /** Until a signal comes. */
  wait: () => sleep(600_000),
  /** Forgets to stop the clusters, and has nothing else to do. */
  forget: () => undefined,
  crash: () => {
    setImmediate(() => {
      throw new Error("crash on purpose");
    });
  },
};

async function main(): Promise<void> {
  const folder = openRunFolder();
  const names = ["one", "two"];
  await Promise.all(names.map((name) => startCluster({ name, directory: join(folder.path, name), nodes: [] })));
  console.log(folder.path);
  await ENDS[process.argv[2] ?? "wait"]?.();
}

void main();
