/** The other revision of a comparison, previewed by its own code with its own packages, in a folder of its own. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { fileOf } from "../../config/load";
import type { Revision } from "./changes";
import { type BasePreview, EMPTY, readPreview } from "./base-preview";

const run = promisify(execFile);

/** What a person asked for is not there to compare with. */
export class WrongBase extends Error {
  override readonly name = "WrongBase";
}

export interface BaseOptions {
  /** The project's folder, in a git repository. */
  readonly directory: string;
  readonly stack: string;
  readonly scope?: string;
  /** The stack file that was asked for; one in the project is read as the base has it, another as it is. */
  readonly config?: string;
}

/** A base that has been previewed; or, in words, why it cannot be. */
export type Base = Revision & Previewed;

/** @throws WrongBase where there is no such revision. */
export async function revisionOf(directory: string, ref: string): Promise<Revision> {
  try {
    const { stdout } = await git(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
    return { ref, commit: stdout.trim() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new WrongBase("--base needs git, which is not there");
    throw new WrongBase(
      `--base ${ref}: no such revision here; allowed is what git knows, such as HEAD~1 or origin/main ` +
        "(a shallow clone knows little: fetch with full history)",
    );
  }
}

/** Previews a stack as another revision has it. A stack that the base does not have is an empty one. */
export async function previewBase(revision: Revision, options: BaseOptions): Promise<Base> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "agno-platform-base-")));
  try {
    const project = await extract(options.directory, revision.commit, folder);
    const config = configIn(project, options);
    if (!existsSync(config ?? join(project, fileOf(options.stack)))) return { ...revision, preview: EMPTY };
    await installPackages(options.directory, project);
    return { ...revision, ...(await previewIn(project, join(folder, "base.json"), options, config)) };
  } catch (error) {
    // It may be older than the project, or its packages are nowhere any more: this revision is previewed all the same.
    return { ...revision, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's part of the repository at a commit; gives its folder. */
async function extract(directory: string, commit: string, folder: string): Promise<string> {
  const [archive, project] = [join(folder, "base.tar"), join(folder, "project")];
  const { stdout } = await git(directory, "rev-parse", "--show-toplevel", "--show-prefix");
  const [top = "", prefix = ""] = stdout.split("\n");
  await git(top, "archive", "--format=tar", `--output=${archive}`, `${commit}:${prefix}`);
  mkdirSync(project);
  await run("tar", ["-xf", archive, "-C", project]);
  return project;
}

function configIn(folder: string, { directory, config }: BaseOptions): string | undefined {
  if (config === undefined) return undefined;
  const inside = relative(directory, resolve(config));
  return inside.startsWith("..") || isAbsolute(inside) ? resolve(config) : join(folder, inside);
}

/** What is installed here serves a base with the same lock file; another has its own installed. */
async function installPackages(directory: string, folder: string): Promise<void> {
  const lock = (of: string) => readFileSync(join(of, "package-lock.json"), "utf8");
  if (lock(directory) === lock(folder))
    symlinkSync(join(directory, "node_modules"), join(folder, "node_modules"), "dir");
  else await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
}

type Previewed = { readonly preview: BasePreview } | { readonly failure: string };

async function previewIn(
  project: string,
  json: string,
  { stack, scope }: BaseOptions,
  config: string | undefined,
): Promise<Previewed> {
  const flags = Object.entries({ scope, config }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, value],
  );
  const command = ["run", "--silent", "preview", "--", stack, "--json", json, ...flags];
  const child = spawn("npm", command, { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  const [errors] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (existsSync(json)) return { preview: readPreview(readFileSync(json, "utf8")) };
  return { failure: errors.trim() || `its preview ended with status ${String(child.exitCode)}` };
}

function git(directory: string, ...args: readonly string[]) {
  return run("git", ["-C", directory, ...args]);
}
