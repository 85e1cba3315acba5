/** Text as Markdown of GitHub and GitLab, which neither obeys what a stack file says nor calls people by it. */

/** Marks that mean something in a line of Markdown or HTML; @ and # would call people and issues. */
const MARKS = /[\\`*_{}[\]()<>|~@#&!:]/g;

/** One line of text in which no character means anything else. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(MARKS, (mark) => ENTITIES[mark] ?? `&#${mark.charCodeAt(0)};`);
}

/** Points, slashes and the like stay readable in the source as well. */
const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  ":": ":",
  // Forges look for people and issues in what was made of the text, where the entity is the mark again.
  "@": "&#64;&#8203;",
  "#": "&#35;&#8203;",
  "(": "(",
  ")": ")",
};

/** Text as code, not for a table's cells: nothing in it means anything. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A table; cells are Markdown already. Columns after the first are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** What opens by a click. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Lines as a list; more than the most are counted. */
export function list(lines: readonly string[], most: number): string {
  const hidden = lines.length - most;
  const shown = hidden > 0 ? [...lines.slice(0, most), `… and ${hidden.toLocaleString("en")} more`] : lines;
  return shown.map((line) => `- ${line}`).join("\n");
}
