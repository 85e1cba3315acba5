/** How the replicas of agents change over time. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiOptions } from "../../../sandbox/cluster/api";
import { Client } from "../attacks/requests";

/** A count of replicas, and the seconds after which it was wanted first. */
export interface Rung {
  readonly replicas: number;
  readonly after: number;
}

interface Deployments {
  readonly items: readonly { readonly metadata: { readonly name: string }; readonly spec: { replicas: number } }[];
}

const INTERVAL = 200;

/**
 * Looks on until each Deployment of the namespace is at `end`.
 *
 * @param seconds how long that may take.
 * @throws Error with all that was seen, where the time is over.
 */
export async function climb(
  api: ApiOptions,
  namespace: string,
  { end, seconds }: { readonly end: number; readonly seconds: number },
): Promise<ReadonlyMap<string, readonly Rung[]>> {
  const began = performance.now();
  const client = new Client(api);
  const ladders = new Map<string, Rung[]>();
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  for (;;) {
    const { items } = JSON.parse((await client.send({ method: "GET", path })).body) as Deployments;
    const after = (performance.now() - began) / 1000;
    for (const { metadata, spec } of items) {
      const ladder = ladders.get(metadata.name) ?? [];
      if (ladder.at(-1)?.replicas !== spec.replicas) ladder.push({ replicas: spec.replicas, after });
      ladders.set(metadata.name, ladder);
    }
    if (items.every(({ spec }) => spec.replicas === end)) break;
    if (after > seconds) throw new Error(`not all are at ${end} after ${seconds} s:\n${told(ladders)}`);
    await sleep(INTERVAL);
  }
  client.close();
  return ladders;
}

/**
 * The rungs that came too early: within `seconds` before each, the replicas may have grown by `factor` or by `pods`,
 * whichever is more. A step may be taken in parts, as where some replicas have no figures yet.
 */
export function tooFast(
  ladder: readonly Rung[],
  { factor, pods, seconds }: { readonly factor: number; readonly pods: number; readonly seconds: number },
): readonly Rung[] {
  return ladder.filter(({ replicas, after }, index) => {
    const within = ladder.slice(0, index).findIndex((earlier) => after - earlier.after < seconds);
    // What the autoscaler counts from is the rung that the first step within the time left.
    const from = ladder[within === -1 ? index - 1 : Math.max(0, within - 1)]?.replicas ?? replicas;
    return replicas > Math.max(factor * from, from + pods);
  });
}

/** "cpu: 2 → 6 (30 s) → 12 (45 s)", a line each. */
export function told(ladders: ReadonlyMap<string, readonly Rung[]>): string {
  const rung = ({ replicas, after }: Rung, index: number) =>
    index === 0 ? `${replicas}` : `${replicas} (${after.toFixed(0)} s)`;
  return [...ladders].map(([name, ladder]) => `      ${name}: ${ladder.map(rung).join(" → ")}`).join("\n");
}
