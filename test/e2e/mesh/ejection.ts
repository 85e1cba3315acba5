/** A replica that a gateway takes for broken. */
import { setTimeout as sleep } from "node:timers/promises";
import type { MeshWorld } from "./mesh-world";

export interface Ejection {
  /** Requests that the broken replica answered before it was taken away. */
  readonly errors: number;
  /** Until it was asked again. */
  readonly seconds: number;
  /** Requests in that time that were answered by anything but 200. */
  readonly failed: number;
}

/** Breaks one of two replicas, mends it at once, and watches how long it is left out. */
export async function eject(world: MeshWorld): Promise<Ejection> {
  const broken = world.backends["billing-one"];
  const send = () => world.fromOutside("/initech/billing/run");
  broken.broken = true;
  broken.count = 0;
  let errors = 0;
  for (let inARow = 0; inARow < 20; inARow += 1) {
    if ((await send()).status !== 503) continue;
    errors += 1;
    inARow = 0;
  }
  const began = performance.now();
  broken.broken = false;
  broken.count = 0;
  let failed = 0;
  while (broken.count === 0 && performance.now() - began < 90_000) {
    if ((await send()).status !== 200) failed += 1;
    await sleep(100);
  }
  return { errors, seconds: (performance.now() - began) / 1000, failed };
}
