/** Where a server's log goes while it writes, and how another server comes back from it. */
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Postgres } from "../../sandbox/postgres/postgres";

/** Seconds after which a piece of the log is closed and handed over, however little is in it. */
const LONGEST_PIECE = 2;

/**
 * The archive's promise, in seconds: what was acknowledged that long before a disaster is in it. A piece is closed
 * after {@link LONGEST_PIECE}; the rest is for its copy, on a machine that does much else.
 */
export const PROMISE = 8;

/** A copy that was begun is not taken for a whole one. */
const copyTo = (archive: string) => {
  const piece = join(archive, "%f");
  return `test ! -f ${piece} && cp %p ${piece}.part && mv ${piece}.part ${piece}`;
};

/** A folder that outlives the server, as a bucket in another region does. */
export class Archive {
  readonly #log: string;
  readonly #backup: string;

  /** @param command How a piece of the log is handed over; a test may say something worse. */
  constructor(
    folder: string,
    private readonly command?: string,
  ) {
    this.#log = join(folder, "log");
    this.#backup = join(folder, "backup");
    for (const path of [folder, this.#log]) {
      mkdirSync(path);
      // The servers are another user's.
      chmodSync(path, 0o777);
    }
  }

  /** Of the server that is archived. */
  get settings(): readonly string[] {
    return [
      ...["archive_mode=on", `archive_timeout=${LONGEST_PIECE}`],
      `archive_command=${this.command ?? copyTo(this.#log)}`,
    ];
  }

  /** Of the server that comes back: where its pieces are, and the moment to stop at where it is not the last. */
  settingsUntil(moment: string | undefined): readonly string[] {
    const until = moment === undefined ? [] : [`recovery_target_time=${moment}`, "recovery_target_action=promote"];
    return [`restore_command=cp ${join(this.#log, "%f")} %p`, ...until];
  }

  /** Copies the whole database while it is written to. */
  async backUp(server: Postgres): Promise<void> {
    await server.run("pg_basebackup", ["-d", server.url, "-D", this.#backup, "-X", "none", "--checkpoint=fast"]);
  }

  /** Lays the backup down as the data of a server that has not been started. */
  async layDown(server: Postgres): Promise<void> {
    await server.run("/bin/cp", ["-r", this.#backup, server.data]);
    writeFileSync(join(server.data, "recovery.signal"), "");
  }

  /** Where the log begins that the backup needs, such as "0/5000028". */
  get start(): string {
    const label = readFileSync(join(this.#backup, "backup_label"), "utf8");
    const [, start] = /^START WAL LOCATION: (\S+)/.exec(label) ?? [];
    if (start === undefined) throw new Error("the backup does not say where it begins");
    return start;
  }

  /** Of the backup, in bytes. */
  get size(): number {
    return sizeOf(this.#backup);
  }
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
