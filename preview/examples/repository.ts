/** A repository of its own with this tree in it, whether or not this tree is one. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Commits what git would hold of a project, without its history; gives the new repository's folder. */
export function repositoryOf(project: string, folder: string): string {
  mkdirSync(folder);
  git(folder, "init", "--quiet");
  appendFileSync(join(folder, ".git", "info", "exclude"), "node_modules\n");
  // The project's own .gitignore says what is left out.
  git(folder, `--work-tree=${project}`, "add", "--all");
  record(folder, "before");
  git(folder, "reset", "--quiet", "--hard");
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"), "dir");
  return folder;
}

/** Commits all that differs. */
export function commit(repository: string, message: string): void {
  git(repository, "add", "--all");
  record(repository, message);
}

function record(repository: string, message: string): void {
  const author = ["-c", "user.name=example", "-c", "user.email=example@acme.example", "-c", "commit.gpgsign=false"];
  git(repository, ...author, "commit", "--quiet", "--no-verify", "--message", message);
}

export function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", directory, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
}
