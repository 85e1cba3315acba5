/** How text and tables are laid out on a terminal. */
import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import wrap from "wrap-ansi";

export interface Page {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
}

/** A space at which no line breaks. */
export const TOGETHER = "\u00a0";

/** Breaks lines at the page's width. */
export function fill(text: string, { width }: Page, indent = ""): string {
  const lines = wrap(text, Math.max(width - indent.length, 20), { hard: false })
    .replaceAll(TOGETHER, " ")
    .split("\n");
  return lines.map((line) => `${indent}${line}`).join("\n");
}

/** A table without lines, indented as what belongs to a heading. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], { colors }: Page): string {
  const drawn = new Table({
    head: [...head],
    chars: BORDERLESS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const row of rows) drawn.push([...row]);
  const [first = "", ...rest] = drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return [colors.dim(first), ...rest].map((line) => `  ${line}`).join("\n");
}

const BORDERLESS = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "" },
};

export function count(number: number): string {
  return number.toLocaleString("en");
}
