/** People who talk with agents while the database is written to, and what they were told is safe. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

/** Of each, about as many as agents have at a time. */
export const SESSIONS = 50;
/** Milliseconds between two messages of one writer: enough for a few hundred a second in all. */
const PAUSE = 2;

const SCHEMA = `
  CREATE TABLE sessions (id int PRIMARY KEY, messages int NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0);
  CREATE TABLE messages (
    number int PRIMARY KEY, session int NOT NULL REFERENCES sessions ON DELETE CASCADE, digest bigint NOT NULL, body text NOT NULL);
  CREATE INDEX ON messages (session, number);
  INSERT INTO sessions (id) SELECT generate_series(0, ${SESSIONS - 1})`;

/** In one statement, so in one transaction: a message, and its session's count and sum. */
const SAY = `
  WITH said AS (INSERT INTO messages VALUES ($1, $2, $3, $4) RETURNING session, digest)
  UPDATE sessions SET messages = messages + 1, total = total + digest FROM said WHERE id = said.session`;

export interface Message {
  readonly number: number;
  readonly session: number;
  readonly body: string;
}

/** The same for the same number, so that what comes back can be compared with what was said. */
export function messageOf(number: number): Message {
  const word = createHash("sha256").update(String(number)).digest("hex");
  return { number, session: number % SESSIONS, body: word.repeat(1 + (number % 16)) };
}

/** A number of a message's text; sums of them show what is missing or changed. */
export function digestOf({ body }: Message): number {
  return createHash("sha256").update(body).digest().readUInt32BE();
}

/** Writers that go on until they are ended or the database is. */
export class Conversations {
  /** When each message was acknowledged, by its number; milliseconds as of performance.now(). */
  readonly acknowledged = new Map<number, number>();
  /** How long each took, in milliseconds. */
  readonly latencies: number[] = [];
  #said = 0;
  #running = true;
  #writers: readonly Promise<void>[] = [];

  static async begin(url: string, writers: number): Promise<Conversations> {
    const client = await connected(url);
    await client.query(SCHEMA);
    await client.end();
    const conversations = new Conversations();
    conversations.#writers = Array.from({ length: writers }, () => conversations.#write(url));
    return conversations;
  }

  /** How many messages were sent; the last of them perhaps never arrived. */
  get said(): number {
    return this.#said;
  }

  async end(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#writers);
  }

  async #write(url: string): Promise<void> {
    const client = await connected(url);
    while (this.#running) {
      const message = messageOf(this.#said++);
      const began = performance.now();
      try {
        await say(client, message);
      } catch {
        // Nobody acknowledged it; a session that is gone, or a server, is no reason to stop before one is told to.
        await sleep(PAUSE * 10);
        continue;
      }
      const now = performance.now();
      this.acknowledged.set(message.number, now);
      this.latencies.push(now - began);
      await sleep(PAUSE);
    }
    await client.end().catch(() => undefined);
  }
}

export async function say(client: Client, message: Message): Promise<void> {
  const { number, session, body } = message;
  const { rowCount } = await client.query(SAY, [number, session, digestOf(message), body]);
  if (rowCount !== 1) throw new Error(`session ${session} is not there`);
}

/** A connection whose end is no error of this process: whoever asks next is told. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
