/** Markup by tagged templates: what is put in is text, unless it is markup already. */

/** Markup that may stand in a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes: text and numbers are escaped, lists are joined without a separator. */
export type Content = Html | string | number | readonly Content[];

/**
 * Markup with escaped values. A value may stand between tags and in an attribute between double quotes; nowhere else.
 */
export function html(markup: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = markup.map((part) => part.replace(INDENT, "\n"));
  return new Html(
    parts.map((part, index) => (index === 0 ? part : `${textOf(values[index - 1] ?? "")}${part}`)).join(""),
  );
}

/** How templates are laid out in the source is nothing to the page. */
const INDENT = /\s*\n\s*/g;

function textOf(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === "string") return escape(content);
  if (typeof content === "number") return String(content);
  return content.map(textOf).join("");
}

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that no page may hold become the mark for unreadable ones. */
function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ESCAPED[character] ?? "")
    .replace(/[\0-\x08\v\f\x0e-\x1f\x7f]/g, "\ufffd");
}

/** Contents with something between each two. */
export function joined(contents: readonly Content[], separator: Content): readonly Content[] {
  return contents.flatMap((content, index) => (index === 0 ? [content] : [separator, content]));
}
