/** What every section of the page is made of. */
import { type Content, type Html, html } from "./html";

/** A part of the page with a heading of its own, which the contents name. */
export interface Section {
  /** Its place in the page: letters and dashes. */
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

export function section({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}

export interface Row {
  readonly head: Content;
  /** One for each column but the first. */
  readonly cells: readonly Content[];
  /** How the row stands out: as a sum of others, or as what must be seen. */
  readonly kind?: "sum" | "alarm";
}

export interface Table {
  readonly caption: string;
  /** The first is that of the rows' heads. Those that begin with "#" hold figures, which stand below each other. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A table that scrolls by itself where the page is narrower. */
export function table({ caption, columns, rows }: Table): Html {
  const classOf = (column: string | undefined) => (column?.startsWith("#") ? html` class="n"` : "");
  const head = columns.map((column) => html`<th scope="col" ${classOf(column)}>${column.replace(/^#/, "")}</th>`);
  const body = rows.map(
    ({ head: first, cells, kind }) =>
      html`<tr${kind === undefined ? "" : html` class="${kind}"`}><th scope="row">${first}</th>${cells.map(
        (cell, index) => html`<td${classOf(columns[index + 1])}>${cell}</td>`,
      )}</tr>
`,
  );
  return scrolling(
    caption,
    html`<table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>`,
  );
}

/** What may be wider than the page: it scrolls by itself, also by the keyboard. */
export function scrolling(label: string, body: Content): Html {
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${body}</div> `;
}

/** Details that are shown when they are asked for. */
export function fold(summary: Content, body: Content, isOpen = false): Html {
  return html`<details${isOpen ? html` open` : ""}><summary>${summary}</summary>
<div class="folded">${body}</div></details>
`;
}

export function list(items: readonly Content[]): Html {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul> `;
}

/** A remark below what it is about. */
export function note(content: Content): Html {
  return html`<p class="note">${content}</p> `;
}

/** A word that must be seen, set off by more than its colour. */
export function badge(kind: "bad" | "warn" | "good" | "plain", word: string): Html {
  return html`<span class="badge ${kind}">${word}</span>`;
}

/** Something's name as it stands in files and at Google. */
export function code(text: string): Html {
  return html`<code>${text}</code>`;
}
