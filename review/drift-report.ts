/** What `pulumi preview --refresh --expect-no-changes` said of each stack, as the text of an issue. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { harmless } from "./body.ts";
import { fenced } from "./fenced.ts";

export const DRIFT_MARKER = "<!-- agno-platform: drift -->";

/** The engine's words where there are changes; it ends with the same status where it fails. */
const CHANGES = "no changes were expected but changes were proposed";
/** Characters of one stack's output, of which the end tells most. */
const MOST = 8_000;

export interface Comparison {
  readonly stack: string;
  readonly outcome: "same" | "drifted" | "failed";
  readonly output: string;
}

/** From STACK.txt and, where the engine did not end well, STACK.status. */
export function comparisonsIn(directory: string): readonly Comparison[] {
  const names = readdirSync(directory);
  return names
    .flatMap((name) => /^(.+)\.txt$/.exec(name)?.[1] ?? [])
    .sort()
    .map((stack) => {
      const output = readFileSync(join(directory, `${stack}.txt`), "utf8");
      const ended = names.includes(`${stack}.status`) ? (output.includes(CHANGES) ? "drifted" : "failed") : "same";
      return { stack, outcome: ended, output };
    });
}

/** Undefined where nothing has drifted. */
export function driftText(comparisons: readonly Comparison[], url: string): string | undefined {
  const drifted = comparisons.filter(({ outcome }) => outcome === "drifted");
  if (drifted.length === 0) return undefined;
  const stacks = drifted.map(
    ({ stack, output }) =>
      `<details><summary>${stack}</summary>\n\n${fenced(harmless(output.length > MOST ? `…${output.slice(-MOST)}` : output))}\n</details>\n`,
  );
  return [
    DRIFT_MARKER,
    `Somebody or something has changed it besides Pulumi ([the comparison](${url})). Either take it over into the stack file, or \`pulumi up --refresh\` puts it back. The issue closes by itself once nothing differs.`,
    "",
    ...stacks,
  ].join("\n");
}
