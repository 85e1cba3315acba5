/** One drill: a database is written to, archived, lost or spoilt, and restored elsewhere; what that costs is measured. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { openRunFolder } from "../../sandbox/cluster/run-folder";
import { until } from "../../sandbox/cluster/until";
import { Postgres } from "../../sandbox/postgres/postgres";
import { Archive } from "./archive";
import { type Comparison, compare } from "./compare";
import { Conversations, SESSIONS, connected } from "./conversations";
import { DISASTER, type Happened } from "./disaster";
import type { Plan } from "./plan";
import { percentile, testAgentFunctionality, validatePerformanceMetrics, verifyDataIntegrity } from "./validate";

/** The parts of a recovery, in their order; seconds. */
export const STEPS = [
  "hand over the log",
  "lay down the backup",
  "replay the log",
  "integrity",
  "function",
  "performance",
] as const;
export type Step = (typeof STEPS)[number];

export interface Outcome extends Comparison {
  readonly plan: Plan;
  readonly steps: Readonly<Record<Step, number>>;
  /** Bytes of the backup and of the log that was replayed after it. */
  readonly size: number;
  /** Milliseconds, before and after. */
  readonly p95: { readonly before: number; readonly after: number };
}

export interface DrillOptions {
  /** How the log is archived; for tests of what a bad archive leads to. */
  readonly archiveCommand?: string;
}

/** Measured: the seconds until everything was validated. */
export function recoveryTime({ steps }: Pick<Outcome, "steps">): number {
  return Object.values(steps).reduce((sum, seconds) => sum + seconds, 0);
}

/** @throws Error where nothing can be restored at all. */
export async function drill(plan: Plan, { archiveCommand }: DrillOptions = {}): Promise<Outcome> {
  const folder = openRunFolder();
  const closing: (() => Promise<void>)[] = [];
  try {
    const archive = new Archive(join(folder.path, "archive"), archiveCommand);
    const lost = await Postgres.open({ folder: folder.path, name: "lost", settings: archive.settings });
    closing.push(() => lost.close());
    const conversations = await Conversations.begin(lost.url, plan.writers);
    closing.push(() => conversations.end());
    await sleep(plan.beforeBackup * 1000);
    await archive.backUp(lost);
    await sleep(plan.afterBackup * 1000);
    const happened = await DISASTER[plan.disaster](lost, conversations, plan);

    const settings = archive.settingsUntil(happened.moment);
    const restored = await Postgres.prepare({ folder: folder.path, name: "restored", settings });
    closing.push(() => restored.close());
    return await recover(restored, archive, conversations, happened, plan);
  } finally {
    for (const close of closing.reverse()) await close();
    folder.close();
  }
}

async function recover(
  restored: Postgres,
  archive: Archive,
  conversations: Conversations,
  happened: Happened,
  plan: Plan,
): Promise<Outcome> {
  const steps: Partial<Record<Step, number>> = { "hand over the log": happened.handedOver };
  const timed = async <T>(step: Step, act: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await act();
    steps[step] = (performance.now() - began) / 1000;
    return result;
  };
  await timed("lay down the backup", () => archive.layDown(restored));
  const client = await timed("replay the log", () => opened(restored));
  const size = archive.size + (await replayed(client, archive.start));
  const { numbers, problems } = await timed("integrity", () => verifyDataIntegrity(restored, client));
  const next = conversations.said;
  const stuck = await timed("function", () => testAgentFunctionality(client, next));
  const { p95, problems: slow } = await timed("performance", () =>
    validatePerformanceMetrics(restored.url, plan.writers, next + SESSIONS),
  );
  await client.end();

  const compared = compare(conversations.acknowledged, numbers, happened, plan);
  return {
    ...{ plan, size, ...compared, steps: steps as Outcome["steps"] },
    p95: { before: percentile(conversations.latencies, 0.95), after: p95 },
    problems: [...problems, ...stuck, ...slow, ...compared.problems],
  };
}

/** Waits until the log is replayed and the server takes writes. */
async function opened(server: Postgres): Promise<Client> {
  await server.start();
  const client = await connected(server.url);
  await until({ what: "the log is replayed" }, async () => {
    const { rows } = await client.query<{ busy: boolean }>("SELECT pg_is_in_recovery() AS busy");
    return rows[0]?.busy === false || undefined;
  });
  return client;
}

/** Bytes of the log from a place in it to where the replay ended. */
async function replayed(client: Client, start: string): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), $1) AS bytes",
    [start],
  );
  return Number(rows[0]?.bytes ?? 0);
}
