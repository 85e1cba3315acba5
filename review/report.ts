/** What a run without any rights has left behind. It may hold anything, as whoever opens a pull request wrote its code. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The names of files in it. */
export const FILES = { number: "number", comment: "comment.md" } as const;

/** More than a comment may have: what is longer is not read. */
export const MOST_COMMENT = 65_536;
/** GitHub takes 10 MB when compressed. */
const MOST_SARIF = 10 * 1024 * 1024;
const MOST_STACKS = 20;

/** The number of the pull request that it says it is of; 0 where it says none. */
export function claimedNumber(directory: string): number {
  const text = read(join(directory, FILES.number), 20) ?? "";
  return /^[1-9]\d{0,9}\n?$/.test(text) ? Number(text) : 0;
}

/** Undefined where there is none, or too much of it. */
export function commentIn(directory: string): string | undefined {
  return read(join(directory, FILES.comment), MOST_COMMENT);
}

export interface Sarif {
  readonly stack: string;
  readonly text: string;
}

/** The files for code scanning, by stack; at most so many that nobody can fill the list of alerts. */
export function sarifIn(directory: string): readonly Sarif[] {
  const stacks = readdirSync(directory).flatMap((name) => /^([a-z0-9][-_a-z0-9]{0,62})\.sarif$/.exec(name)?.[1] ?? []);
  return stacks
    .sort()
    .slice(0, MOST_STACKS)
    .flatMap((stack) => {
      const text = read(join(directory, `${stack}.sarif`), MOST_SARIF);
      return text === undefined ? [] : [{ stack, text }];
    });
}

/** A file's text; undefined where it is none, or larger than that many bytes. A link is no file: it could lead anywhere. */
function read(path: string, most: number): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(file);
    return stat.isFile() && stat.size <= most ? readFileSync(file, "utf8") : undefined;
  } finally {
    closeSync(file);
  }
}
