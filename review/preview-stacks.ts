/** `npm run review`: previews what a change is about, into the files that the commenting step takes; see --help. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { isSystemError, stacksIn } from "../config/load";
import { type Preview, compose } from "./compose";
import { FILES } from "./report";
import { stacksAbout } from "./stacks";

const REPOSITORY = join(__dirname, "..");
/** Of a change that is about more than stack files. */
const USUAL = ["dev", "prod"];
const CANNOT = 2;

interface Flags {
  readonly base: string;
  readonly out: string;
  readonly number?: string;
}

/** Gives the highest exit status of the previews. */
function review({ base, out, number }: Flags): number {
  const { stacks, gone } = stacksAbout(changedSince(base), stacksIn(REPOSITORY), USUAL);
  mkdirSync(out, { recursive: true });
  if (number !== undefined) writeFileSync(join(out, FILES.number), `${number}\n`);
  const began = git("merge-base", "--end-of-options", base, "HEAD").trim();
  const previews = stacks.map((stack) => preview(stack, began, out));
  writeFileSync(join(out, FILES.comment), compose(previews, gone));
  for (const { stack, status } of previews) console.log(`${stack}: exit status ${status}`);
  return Math.max(0, ...previews.map(({ status }) => status));
}

/** Paths in the repository that differ from where the change began. */
function changedSince(base: string): readonly string[] {
  const names = git("diff", "--name-only", "--no-renames", "-z", "--end-of-options", `${base}...HEAD`);
  return names.split("\0").filter((path) => path !== "");
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: REPOSITORY, encoding: "utf8" });
  if (status !== 0) throw new CannotReview(`git ${args.join(" ")}: ${stderr.trim()}`);
  return stdout;
}

class CannotReview extends Error {}

function preview(stack: string, base: string, out: string): Preview {
  const file = (kind: string) => join(out, `${stack}.${kind}`);
  const files = ["--markdown", file("md"), "--html", file("html"), "--sarif", file("sarif"), "--json", file("json")];
  const args = ["run", "--silent", "preview", "--", stack, "--base", base, ...files];
  const { status, stderr } = spawnSync("npm", args, { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 1 << 28 });
  process.stderr.write(stderr);
  const markdown = textOf(file("md"));
  return { stack, status: status ?? 3, stderr, ...(markdown !== undefined && { markdown }) };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

const command = new Command("npm run review --")
  .description(
    "Previews the stacks that a change is about and writes comment.md, and STACK.md, .html, .sarif and .json of each.\n" +
      "Exit status: the highest of the previews' (0 fine, 1 violated, 2 wrong configuration, 3 failed).",
  )
  .requiredOption("--base <ref>", "the revision that the change is to go into, such as origin/main")
  .requiredOption("--out <directory>", "where the files go")
  .option("--number <number>", "of the pull request")
  .parse();
try {
  const flags = command.opts<Flags>();
  process.exitCode = review({ ...flags, out: resolve(flags.out) });
} catch (error) {
  if (!(error instanceof CannotReview)) throw error;
  console.error(error.message);
  process.exitCode = CANNOT;
}
