/** The reference's validation steps, in its order: whether what came back is whole, works, and is quick enough. */
import type { Client } from "pg";
import type { Postgres } from "../../sandbox/postgres/postgres";
import { SESSIONS, connected, digestOf, messageOf, say } from "./conversations";

/** Milliseconds: the reference turns a release back that is slower. */
const SLOWEST_P95 = 2000;
const PROBES = 200;

interface Row {
  readonly number: number;
  readonly session: number;
  readonly digest: string;
  readonly body: string;
}

interface SessionRow {
  readonly id: number;
  readonly messages: number;
  readonly total: string;
}

/** What is there, and all that is wrong with it. */
export interface Contents {
  readonly numbers: ReadonlySet<number>;
  readonly problems: readonly string[];
}

/**
 * verify_data_integrity: tables and indexes agree, each message is what was said, no session is missing, and each one's
 * count and sum are its messages'.
 */
export async function verifyDataIntegrity(server: Postgres, client: Client): Promise<Contents> {
  const { rows } = await client.query<Row>("SELECT number, session, digest, body FROM messages");
  const sums = new Map<number, { messages: number; total: number }>();
  for (const row of rows) {
    const { messages, total } = sums.get(row.session) ?? { messages: 0, total: 0 };
    sums.set(row.session, { messages: messages + 1, total: total + Number(row.digest) });
  }
  const sessions = await client.query<SessionRow>("SELECT * FROM sessions");
  const there = new Map(sessions.rows.map((session) => [session.id, session]));
  const problems = [
    ...(await corruptionIn(server)),
    ...rows.filter((row) => !isAsSaid(row)).map(({ number }) => `message ${number} is not what was said`),
    ...Array.from({ length: SESSIONS }, (_, id) => sessionProblem(id, there.get(id), sums.get(id))).flat(),
  ];
  return { numbers: new Set(rows.map(({ number }) => number)), problems };
}

/** By PostgreSQL's own checker. */
async function corruptionIn(server: Postgres): Promise<readonly string[]> {
  const { hostname, port, username, pathname } = new URL(server.url);
  const where = ["-h", hostname, "-p", port, "-U", username, pathname.slice(1)];
  try {
    await server.run("pg_amcheck", ["--install-missing", "--heapallindexed", ...where]);
    return [];
  } catch (error) {
    const { stdout = "" } = error as { readonly stdout?: string };
    return [`${String(error)}${stdout}`];
  }
}

function isAsSaid(row: Row): boolean {
  const said = messageOf(row.number);
  return row.body === said.body && row.session === said.session && Number(row.digest) === digestOf(said);
}

function sessionProblem(
  id: number,
  session: SessionRow | undefined,
  sum = { messages: 0, total: 0 },
): readonly string[] {
  if (session === undefined) return [`session ${id} is not there`];
  const { messages, total } = session;
  return messages === sum.messages && Number(total) === sum.total
    ? []
    : [`session ${id} counts ${messages} messages of ${total}, and has ${sum.messages} of ${sum.total}`];
}

/** test_agent_functionality: every session goes on, and what is said in it is read back. Gives what is wrong. */
export async function testAgentFunctionality(client: Client, next: number): Promise<readonly string[]> {
  const problems: string[] = [];
  for (let number = next; number < next + SESSIONS; number++) {
    const message = messageOf(number);
    try {
      await say(client, message);
      const { rows } = await client.query<Row>(
        "SELECT * FROM messages WHERE session = $1 ORDER BY number DESC LIMIT 1",
        [message.session],
      );
      if (rows[0]?.body !== message.body) problems.push(`session ${message.session} does not go on`);
    } catch (error) {
      problems.push(`session ${message.session} does not go on: ${String(error)}`);
    }
  }
  return problems;
}

/**
 * validate_performance_metrics: the time that 95 of 100 messages take at most, in milliseconds, with as many writers as
 * there were; and what is wrong.
 */
export async function validatePerformanceMetrics(
  url: string,
  writers: number,
  next: number,
): Promise<{ readonly p95: number; readonly problems: readonly string[] }> {
  const latencies: number[] = [];
  const write = async (_: unknown, writer: number) => {
    const client = await connected(url);
    for (let probe = writer; probe < PROBES; probe += writers) {
      const began = performance.now();
      await say(client, messageOf(next + probe));
      latencies.push(performance.now() - began);
    }
    await client.end();
  };
  try {
    await Promise.all(Array.from({ length: writers }, write));
  } catch (error) {
    return { p95: Infinity, problems: [`messages cannot be written: ${String(error)}`] };
  }
  const p95 = percentile(latencies, 0.95);
  return { p95, problems: p95 <= SLOWEST_P95 ? [] : [`p95 is ${p95.toFixed(0)} ms, allowed are ${SLOWEST_P95}`] };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
