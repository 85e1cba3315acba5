/** What happens to the database, and what must come back of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { until } from "../../sandbox/cluster/until";
import type { Postgres } from "../../sandbox/postgres/postgres";
import { type Conversations, connected } from "./conversations";
import type { Disaster, Plan } from "./plan";

export interface Happened {
  /** What was acknowledged until then is to come back; as of performance.now(). */
  readonly at: number;
  /** What was sent after it must not come back; the same as `at` where there is nothing after it. */
  readonly until: number;
  /** The server's time to come back to, between the two; absent: the last there is. */
  readonly moment?: string;
  /** Seconds until all of the log was in the archive; 0 where nobody is there to hand it over. */
  readonly handedOver: number;
}

type Strike = (server: Postgres, conversations: Conversations, plan: Plan) => Promise<Happened>;

export const DISASTER: Readonly<Record<Disaster, Strike>> = {
  "machine lost": async (server, conversations) => {
    await server.destroy();
    await conversations.end();
    // Only now: an acknowledgement may have been on its way.
    const at = performance.now();
    return { at, until: at, handedOver: 0 };
  },
  "rows deleted": async (server, conversations, { unnoticed }) => {
    const client = await connected(server.url);
    const at = performance.now();
    const { rows } = await client.query<{ moment: string }>("SELECT clock_timestamp()::text AS moment");
    const asked = performance.now();
    await client.query("DELETE FROM sessions WHERE id < 10");
    await sleep(unnoticed * 1000);
    await conversations.end();
    const noticed = performance.now();
    await handOver(client);
    const handedOver = (performance.now() - noticed) / 1000;
    await client.end();
    await server.close();
    return { at, until: asked, handedOver, ...rows[0] };
  },
};

/** Has the log archived up to now: what was spoilt is still there to do so. */
async function handOver(client: Client): Promise<void> {
  const { rows } = await client.query<{ piece: string }>("SELECT pg_walfile_name(pg_switch_wal()) AS piece");
  await until({ what: "the log is archived" }, async () => {
    const archived = await client.query<{ piece: string }>("SELECT last_archived_wal AS piece FROM pg_stat_archiver");
    return (archived.rows[0]?.piece ?? "") >= (rows[0]?.piece ?? "") || undefined;
  });
}
