/** Lets one process at a time build, so that a second one waits for the result instead of making it again. */
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./processes";

const INTERVAL = 200;

/**
 * Runs while no other process holds the lock; one whose holder died is taken over. That two take over at the same
 * moment is possible and harmless: builds do not hurt each other, they only cost time twice.
 *
 * @param onWait Told who holds it, once.
 */
export async function withLock<T>(path: string, onWait: (holder: number) => void, run: () => Promise<T>): Promise<T> {
  for (let told = false; ;) {
    const holder = take(path);
    if (holder === process.pid) break;
    if (holder === undefined) continue;
    if (!told) onWait(holder);
    told = true;
    await sleep(INTERVAL);
  }
  try {
    return await run();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Gives the holder: this process where that went well, nobody where the lock has just been let go. */
function take(path: string): number | undefined {
  // Linked rather than opened, so that a lock never stands there without its holder.
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid}`);
  try {
    linkSync(mine, path);
    return process.pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  const holder = holderOf(path);
  if (holder === undefined || isAlive(holder)) return holder;
  rmSync(path, { force: true });
  return undefined;
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
