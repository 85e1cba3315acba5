/** A copy of the project's stack files that the CLI may write to, with the program as it stands in the repository. */
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "../..");

/** The CLI notes a salt in each stack file; the program itself is only linked. */
export function projectIn(directory: string): string {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(REPOSITORY)) {
    if (name.startsWith(".")) continue;
    const [from, to] = [join(REPOSITORY, name), join(directory, name)];
    if (/^Pulumi\..*yaml$/.test(name)) copyFileSync(from, to);
    else symlinkSync(from, to);
  }
  return directory;
}
