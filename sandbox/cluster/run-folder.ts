/**
 * One temporary folder for each run, which says in its name whose it is: so that it goes with the run, and where the
 * run was killed with -9, the next one knows that nobody needs it any more.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../tools/processes";
import { atEnd } from "./ending";

/** Machines may share the folder but not the process ids. */
const PREFIX = `agno-platform-run.${createHash("sha256").update(hostname()).digest("hex").slice(0, 6)}.`;
const NAME = new RegExp(`${PREFIX.replaceAll(".", "\\.")}(\\d+)\\.\\w+`);
/** Characters of a command line that are told: enough to see what it is. */
const MOST_TOLD = 240;
const KEPT = "agno-platform-logs";

export interface RunFolder {
  readonly path: string;
  /** Gives where the logs of all clusters in the folder will be once it is gone. */
  keepLogs(): string;
  /** Removes the folder; else the end of this process does. */
  close(): void;
}

/** What a run has left behind whose process is no more. */
export interface Leftover {
  /** The process that the run was. */
  readonly owner: number;
  readonly folders: readonly string[];
  /** Each with its process id and command. */
  readonly processes: readonly string[];
}

/** Makes this run's folder; removes those of runs that ended without removing theirs. */
export function openRunFolder(): RunFolder {
  for (const folder of leftBehind().flatMap(({ folders }) => folders)) rmSync(folder, { recursive: true, force: true });
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}.`));
  let kept: string | undefined;
  const remove = () => {
    if (kept !== undefined) copyLogs(path, kept);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const forget = atEnd(remove);
  return {
    path,
    keepLogs() {
      kept ??= join(tmpdir(), `${KEPT}.${process.pid}.${new Date().toISOString().replaceAll(":", "-")}`);
      return kept;
    },
    close() {
      forget();
      remove();
    },
  };
}

function copyLogs(from: string, to: string): void {
  for (const cluster of readdirSync(from)) {
    const logs = join(from, cluster, "logs");
    if (existsSync(logs)) cpSync(logs, join(to, cluster), { recursive: true });
  }
}

/** What runs of this machine have left behind; living runs' own does not count. */
export function leftBehind(): readonly Leftover[] {
  return belongings().filter(({ owner }) => !isAlive(owner));
}

/** What this process has now; at its end there should be nothing. */
export function ownBelongings(): readonly Leftover[] {
  return belongings().filter(({ owner }) => owner === process.pid);
}

function belongings(): readonly Leftover[] {
  const folders = readdirSync(tmpdir()).flatMap((name) => ownedBy(name, { folder: join(tmpdir(), name) }));
  const processes = runningPrograms().flatMap((process) => ownedBy(process, { process }));
  const owners = [...new Set([...folders, ...processes].map(({ owner }) => owner))];
  return owners.map((owner) => {
    const own = folders.filter((found) => found.owner === owner).map(({ folder }) => folder);
    const left = processes.filter((found) => found.owner === owner).map(({ process }) => inOneLine(process));
    return { owner, folders: own, processes: left };
  });
}

/** The process id and command line of each program that has to do with a run's folder. */
export function programsOf(folder: string): readonly string[] {
  return runningPrograms().filter((program) => program.includes(folder));
}

function inOneLine(program: string): string {
  const text = program.replaceAll(/\s+/g, " ").trim();
  return text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}…` : text;
}

function ownedBy<T>(text: string, found: T): readonly (T & { readonly owner: number })[] {
  const owner = NAME.exec(text)?.[1];
  return owner === undefined ? [] : [{ ...found, owner: Number(owner) }];
}

/** The process id and command line of each program. */
function runningPrograms(): readonly string[] {
  // Small Linux images have no ps, and macOS has no /proc.
  if (existsSync("/proc/self/cmdline")) return readdirSync("/proc").filter(isNumber).flatMap(programOf);
  const listed = spawnSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (listed.error !== undefined) throw listed.error;
  return listed.stdout.split("\n");
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function programOf(pid: string): readonly string[] {
  try {
    const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8").replaceAll("\0", " ");
    // The engine and its plugins have it in their environment only.
    const run = /\bAGNO_RUN=(\S+)/.exec(read("environ"))?.[0] ?? "";
    return [`${pid} ${read("cmdline")} ${run}`];
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return [];
  }
}
