/** `npm run --silent restore-state -- FOLDER STACK`: puts the newest whole backup in the place of a damaged state. */
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";

const PROJECT = "agno-platform";

/** The newest file that holds a state from its first byte to its last; undefined where none does. */
export function newestWhole(files: readonly string[]): string | undefined {
  const newestFirst = files.map((file) => ({ file, time: statSync(file).mtimeMs })).sort((a, b) => b.time - a.time);
  return newestFirst.find(({ file }) => isWhole(file))?.file;
}

/** A disk that was full cuts files off. */
function isWhole(file: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof content === "object" && content !== null && "checkpoint" in content;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * Restores the state of a stack that Pulumi keeps in a folder. The damaged file stays beside it.
 *
 * @returns What was done, in words.
 * @throws Error where the stack is not there or no backup is whole.
 */
export function restoreState(folder: string, stack: string): string {
  const file = join(folder, ".pulumi/stacks", PROJECT, `${stack}.json`);
  if (!existsSync(file)) throw new Error(`${file} does not exist; FOLDER is what stands after file:// in the backend`);
  if (isWhole(file)) return `${file} is whole; nothing was done`;
  const backups = join(folder, ".pulumi/backups", PROJECT, stack);
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith(".json")) : [];
  const backup = newestWhole(names.map((name) => join(backups, name)));
  if (backup === undefined) throw new Error(`none of the ${names.length} backups in ${backups} is whole`);
  renameSync(file, `${file}.damaged`);
  copyFileSync(backup, file);
  return `${file} is now ${backup}; the damaged one is ${file}.damaged`;
}

if (require.main === module) {
  new Command("npm run --silent restore-state --")
    .description("Puts the newest whole backup in the place of a state that a full disk has cut off.")
    .argument("<folder>", "where the state is: what stands after file:// in `pulumi whoami -v`")
    .argument("<stack>", "name of the stack")
    .action((folder: string, stack: string) => {
      try {
        process.stdout.write(`${restoreState(folder, stack)}\n`);
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 2;
      }
    })
    .parse();
}
