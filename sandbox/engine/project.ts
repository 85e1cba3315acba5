/** Folders in which the CLI finds a project: Pulumi.yaml, stack files that it may write to, a program. */
import { copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

const REPOSITORY = join(__dirname, "../..");

/** The repository's own: the CLI notes a salt in each stack file; the program itself is only linked. */
export function projectIn(directory: string): string {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(REPOSITORY)) {
    // What the runbook leaves is no part of the program, and a link to it would be written through.
    if (name.startsWith(".") || name === "adopt.json") continue;
    const [from, to] = [join(REPOSITORY, name), join(directory, name)];
    if (/^Pulumi\..*yaml$/.test(name)) copyFileSync(from, to);
    else symlinkSync(from, to);
  }
  return directory;
}

/** A project with a program of its own, to show the engine what the platform's program never does. */
export function projectWith(directory: string, program: string): string {
  mkdirSync(directory, { recursive: true });
  for (const name of ["node_modules", "package.json", "policy", "loader.cjs"])
    symlinkSync(join(REPOSITORY, name), join(directory, name));
  const settings = parse(readFileSync(join(REPOSITORY, "Pulumi.yaml"), "utf8")) as object;
  writeFileSync(join(directory, "Pulumi.yaml"), stringify({ ...settings, main: "index.cjs" }));
  writeFileSync(join(directory, "index.cjs"), program);
  return directory;
}
