/** `npm run --silent restore-state -- FOLDER STACK`: mends a state that Pulumi could not write to its end. */
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";

const PROJECT = "agno-platform";

/** The newest file that holds a state from its first byte to its last; undefined where none does. */
function newestWhole(files: readonly string[]): string | undefined {
  const newestFirst = files.map((file) => ({ file, time: statSync(file).mtimeMs })).sort((a, b) => b.time - a.time);
  return newestFirst.find(({ file }) => isWhole(file))?.file;
}

function isWhole(file: string): boolean {
  const content = jsonIn(file);
  return typeof content === "object" && content !== null && "checkpoint" in content;
}

/** Undefined where the file was cut off: by a disk that was full, or an engine that was killed while it wrote. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Mends the state of a stack that Pulumi keeps in a folder. What is damaged stays beside it.
 *
 * @returns What was done, in words.
 * @throws Error where the stack is not there or no backup is whole.
 */
export function restoreState(folder: string, stack: string): string {
  const file = join(folder, ".pulumi/stacks", PROJECT, `${stack}.json`);
  if (!existsSync(file)) throw new Error(`${file} does not exist; FOLDER is what stands after file:// in the backend`);
  const done = [...withoutDamagedNotes(file), ...withWholeState(file, join(folder, ".pulumi/backups", PROJECT, stack))];
  return done.length > 0 ? done.join("\n") : `${file} is whole; nothing was done`;
}

/** Pulumi notes the type and checksum of each file beside it; it does without a note, but not with half of one. */
function withoutDamagedNotes(file: string): readonly string[] {
  const notes = `${file}.attrs`;
  if (!existsSync(notes) || jsonIn(notes) !== undefined) return [];
  rmSync(notes);
  return [`${notes} was cut off; it is removed, Pulumi writes it again`];
}

function withWholeState(file: string, backups: string): readonly string[] {
  if (isWhole(file)) return [];
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith(".json")) : [];
  const backup = newestWhole(names.map((name) => join(backups, name)));
  if (backup === undefined) throw new Error(`none of the ${names.length} backups in ${backups} is whole`);
  // Under another name first: the disk may still be full, and then everything stays as it is.
  copyFileSync(backup, `${file}.restored`);
  renameSync(file, `${file}.damaged`);
  renameSync(`${file}.restored`, file);
  // The note's checksum is that of the file that was there.
  rmSync(`${file}.attrs`, { force: true });
  return [`${file} is now ${backup}; the damaged one is ${file}.damaged`];
}

if (require.main === module) {
  new Command("npm run --silent restore-state --")
    .description("Mends a state that was cut off by a full disk or a killed engine.")
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
