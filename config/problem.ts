/** What is wrong in a stack file, and how it is told to a person. */
import { distance } from "fastest-levenshtein";

/** Keys and, in lists, indices from the top of the file to a value: ["config", "agno:regions", "us-east1", "slot"]. */
export type Path = readonly (string | number)[];

/** A place in a file, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly file: string;
  readonly position: Position;
  readonly path: Path;
  /** What is wrong, then what is allowed, separated by "; ". */
  readonly message: string;
}

/** Every problem that was found; nothing has been done, and nothing should be. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: readonly Problem[]) {
    super(describe(problems));
  }
}

/** More lines than this hide the first; the rest is counted. */
const MOST_SHOWN = 50;

/** One line a problem, in the order of the file: `Pulumi.prod.yaml:12:7 agno:regions.us-east1.slot: …`. */
export function describe(problems: readonly Problem[]): string {
  const sorted = [...problems].sort(
    (a, b) =>
      a.file.localeCompare(b.file) || a.position.line - b.position.line || a.position.column - b.position.column,
  );
  const lines = sorted
    .slice(0, MOST_SHOWN)
    .map((problem) => `${place(problem)} ${nameOf(problem.path)}: ${printable(problem.message, LONGEST_MESSAGE)}`);
  const hidden = sorted.length - lines.length;
  if (hidden > 0) lines.push(`… and ${hidden.toLocaleString("en")} more problems`);
  return lines.join("\n");
}

function place({ file, position }: Problem): string {
  return `${printable(file, LONGEST_KEY)}:${position.line}:${position.column}`;
}

const LONGEST_KEY = 80;
const LONGEST_MESSAGE = 1000;

/** A path as a person writes it; the "config" above every setting goes without saying. */
export function nameOf(path: Path): string {
  const keys = path.length > 1 && path[0] === "config" ? path.slice(1) : path;
  if (keys.length === 0) return "(file)";
  return keys.map((key) => printable(String(key), LONGEST_KEY)).join(".");
}

/** Text from a file as one line: control characters escaped, long text cut. */
export function printable(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped);
}

/** As JSON would write it, also where JSON leaves a character as it is: a terminal would obey it. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** The allowed word that was probably meant, as `; did you mean "slot"?`, or nothing where none is near. */
export function suggestion(word: string, allowed: readonly string[]): string {
  if (word.length > LONGEST_KEY) return "";
  const [nearest] = allowed
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const near = nearest !== undefined && nearest.edits <= mostEdits(nearest.candidate);
  return near ? `; did you mean "${nearest.candidate}"?` : "";
}

/** In a short word, two other letters make another word. */
function mostEdits(word: string): number {
  return word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 4));
}

/** Letters to change; a word that begins as the other does ("maximum" for "max") counts as one letter off. */
function editsBetween(word: string, candidate: string): number {
  const [shorter, longer] = word.length < candidate.length ? [word, candidate] : [candidate, word];
  return shorter.length >= 3 && longer.startsWith(shorter)
    ? Math.min(1, distance(word, candidate))
    : distance(word, candidate);
}

const MOST_LISTED = 12;

/** Words as a list in a sentence, cut with a count where they are many. */
export function listed(words: readonly string[]): string {
  if (words.length <= MOST_LISTED) return words.join(", ");
  return `${words.slice(0, MOST_LISTED).join(", ")} and ${words.length - MOST_LISTED} more`;
}
