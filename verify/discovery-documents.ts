/**
 * Google's API descriptions ("discovery documents"), from the Python package that carries all of them.
 *
 * The package is downloaded once, by its hash, into the user's cache; only the needed documents are unpacked.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { ApiDescription } from "./api-description";
import { CannotCheck } from "./cannot-check";

/** Gives the description of a name such as "container.v1". */
export type Descriptions = (document: string) => ApiDescription;

const requirements = join(__dirname, "requirements.txt");
const inPackage = "googleapiclient/discovery_cache/documents";

/**
 * Opens the descriptions; the first time on a machine this downloads about 17 MB, later nothing.
 *
 * @param folder Where the package is kept.
 * @throws CannotCheck when the package is neither there nor to be had.
 */
export function openDescriptions(folder = cacheFolder()): Descriptions {
  const wheel = wheelIn(folder) ?? download(folder);
  const read = new Map<string, ApiDescription>();
  return (document) => {
    const description = read.get(document) ?? (JSON.parse(textOf(document, wheel, folder)) as ApiDescription);
    read.set(document, description);
    return description;
  };
}

/** The user's cache, with the package's version: another version is another folder. */
export function cacheFolder(): string {
  const version = /^google-api-python-client==(\S+)/m.exec(readFileSync(requirements, "utf8"))?.[1];
  if (version === undefined) throw new Error(`${requirements} does not say which version is wanted`);
  const root = process.env.XDG_CACHE_HOME ?? "";
  return join(root === "" ? join(homedir(), ".cache") : root, "agno-platform", `google-discovery-${version}`);
}

function wheelIn(folder: string): string | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith(".whl")) : undefined;
  return name === undefined ? undefined : join(folder, name);
}

/** Into a folder of its own first, so that a download cut short leaves nothing that looks whole. */
function download(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, "download-"));
  try {
    runPip([
      "download",
      "--quiet",
      "--no-input",
      "--no-deps",
      "--require-hashes",
      "-d",
      unfinished,
      "-r",
      requirements,
    ]);
    const wheel = wheelIn(unfinished);
    if (wheel === undefined) throw new CannotCheck("pip downloaded no wheel of google-api-python-client");
    const kept = join(folder, wheel.slice(unfinished.length));
    renameSync(wheel, kept);
    return kept;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What pip prints names the registry in use, which may be a private one, so it is not shown. */
function runPip(args: readonly string[]): void {
  const result = spawnSync("python3", ["-m", "pip", ...args], { encoding: "utf8" });
  if (result.error !== undefined) {
    throw new CannotCheck("python3 cannot be started; install Python 3 with pip, which fetches Google's descriptions");
  }
  if (result.status === 0) return;
  if (result.stderr.includes("No module named pip")) {
    throw new CannotCheck("python3 has no pip; install it (python3 -m ensurepip, or the package python3-pip)");
  }
  throw new CannotCheck(
    "pip could not download Google's descriptions; to see why, run " +
      `python3 -m pip download --no-deps --require-hashes -d "$(mktemp -d)" -r ${requirements}`,
  );
}

function textOf(document: string, wheel: string, folder: string): string {
  const unpacked = join(folder, `${document}.json`);
  if (!existsSync(unpacked)) {
    const name = `${inPackage}/${document}.json`;
    const content = unzipSync(readFileSync(wheel), { filter: (file) => file.name === name })[name];
    if (content === undefined) throw new CannotCheck(`Google describes no API "${document}"; see ${wheel}`);
    const unfinished = `${unpacked}.${process.pid}`;
    writeFileSync(unfinished, content);
    renameSync(unfinished, unpacked);
  }
  return readFileSync(unpacked, "utf8");
}
