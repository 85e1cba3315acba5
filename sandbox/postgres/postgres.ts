/** A real PostgreSQL on loopback, in a folder that is thrown away; as a user without rights where this one is root. */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { GuardedProcess } from "../cluster/guarded-process";
import { freePort } from "../cluster/ports";
import { until } from "../cluster/until";

/** Nobody's, on every Linux. */
const NOBODY = 65_534;
const DEBIAN = "/usr/lib/postgresql";
/** Of postmaster.pid: the key and the number of the memory that its processes share. */
const MEMORY_LINE = 6;
/** Milliseconds that a program may take. */
const LONGEST = 300_000;
const PROGRAMS = ["initdb", "postgres", "psql"];

export interface PostgresOptions {
  /** The run's; other users must be able to pass through it. */
  readonly folder: string;
  /** Of the server's own folder in it. */
  readonly name?: string;
  /** Besides those that every server here has, such as "archive_mode=on". */
  readonly settings?: readonly string[];
}

export class Postgres {
  readonly url: string;
  /** With all that it knows. */
  readonly data: string;
  #server: GuardedProcess | undefined;

  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: readonly string[],
  ) {
    this.url = `postgresql://agno@127.0.0.1:${port}/postgres`;
    this.data = join(folder, "data");
  }

  /** A server that knows nothing yet. */
  static async open(options: PostgresOptions): Promise<Postgres> {
    const postgres = await Postgres.prepare(options);
    // Small segments: an archive gets whole ones.
    const settings = ["--auth=trust", "--username=agno", "--no-sync", "--wal-segsize=1"];
    await postgres.run("initdb", [...settings, "-D", postgres.data]);
    try {
      await postgres.start();
      return postgres;
    } catch (error) {
      await postgres.close();
      throw error;
    }
  }

  /** One whose {@link data} others lay down before it is started. */
  static async prepare({ folder, name = "postgres", settings = [] }: PostgresOptions): Promise<Postgres> {
    const postgres = new Postgres(programsFolder(), join(folder, name), await freePort(), settings);
    mkdirSync(postgres.folder);
    if (isRoot()) {
      chmodSync(folder, 0o711);
      chownSync(postgres.folder, NOBODY, NOBODY);
    }
    return postgres;
  }

  /** Again and again, as long as what an earlier server left behind in memory keeps the next one from starting. */
  async start(): Promise<void> {
    await until({ what: "PostgreSQL answers" }, () => {
      this.#server ??= this.#open();
      return Promise.resolve(this.ask("SELECT 1"));
    });
  }

  /** As a machine that goes down: nothing is said to anybody, and nobody of it is left. */
  async stop(): Promise<void> {
    // Each process of the server has a group of its own, which the guard does not know.
    this.#processes().forEach(kill);
    await this.#server?.stop();
    this.#server = undefined;
    await until({ what: "nobody of PostgreSQL is left" }, () => {
      const left = this.#processes();
      left.forEach(kill);
      return Promise.resolve(left.length === 0 || undefined);
    });
  }

  /** As a machine that is lost with all that it had. */
  async destroy(): Promise<void> {
    const lock = readFileSync(join(this.data, "postmaster.pid"), "utf8").split("\n");
    const [, memory = ""] = (lock[MEMORY_LINE] ?? "").trim().split(/\s+/);
    await this.stop();
    // The next server of this data would do so; there will be none.
    await this.run("/usr/bin/ipcrm", ["-m", memory]).catch(() => undefined);
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Ends it without a trace on the machine. */
  async close(): Promise<void> {
    if (this.#server !== undefined)
      await this.run("pg_ctl", ["stop", "-m", "immediate", "-D", this.data]).catch(() => undefined);
    await this.stop();
  }

  /** The lines of the answer, their columns between "|". */
  ask(query: string): readonly string[] {
    const [psql = "", ...args] = this.#command(join(this.programs, "psql"), [
      ...["--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", query, this.url],
    ]);
    const lines = execFileSync(psql, args, { encoding: "utf8", cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
    return lines.split("\n").filter((line) => line !== "");
  }

  /** A command of the shell that lets nobody in any more, or everybody again. */
  doorCommand(open: boolean): string {
    const queries = [
      `ALTER DATABASE postgres ALLOW_CONNECTIONS ${String(open)}`,
      ...(open ? [] : ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'"]),
    ];
    const elsewhere = this.url.replace(/postgres$/, "template1");
    return [join(this.programs, "psql"), ...queries.map((query) => `-c "${query}"`), elsewhere].join(" ");
  }

  /** Connections of everybody but whoever asks. */
  connections(): number {
    const [count] = this.ask(
      "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return Number(count);
  }

  /** Runs a program of PostgreSQL's, or another by its path, as the server's user; gives what it says. */
  async run(program: string, args: readonly string[]): Promise<string> {
    const path = program.includes("/") ? program : join(this.programs, program);
    const [command = "", ...all] = this.#command(path, args);
    const { stdout } = await execute(command, all, { encoding: "utf8", cwd: "/", timeout: LONGEST });
    return stdout;
  }

  #open(): GuardedProcess {
    const settings = [
      ...[
        "fsync=off",
        "dynamic_shared_memory_type=mmap",
        "unix_socket_directories=",
        "listen_addresses=127.0.0.1",
        `port=${this.port}`,
      ],
      ...this.settings,
    ];
    const [command = "", ...args] = this.#command(join(this.programs, "postgres"), [
      ...["-D", this.data],
      ...settings.flatMap((setting) => ["-c", setting]),
    ]);
    const log = join(this.folder, "..", `${basename(this.folder)}.log`);
    const server = new GuardedProcess({ name: "postgres", command, args, directory: "/", log });
    void server.ended.then(() => {
      if (this.#server === server) this.#server = undefined;
    });
    return server;
  }

  /** All of them work in the folder of the data. */
  #processes(): readonly number[] {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && folderOf(pid) === this.data);
  }

  #command(path: string, args: readonly string[]): readonly string[] {
    const drop = isRoot() ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
    return [...drop, path, ...args];
  }
}

const execute = promisify(execFile);

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It has ended in between, or is somebody else's.
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Debian keeps the server's programs out of the PATH. */
function programsFolder(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, "bin")),
  ];
  const found = folders.find((folder) => PROGRAMS.every((program) => existsSync(join(folder, program))));
  if (found === undefined) throw new Error("there is no PostgreSQL here: install its server (Debian: postgresql)");
  return found;
}
