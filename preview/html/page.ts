/** The preview as one page that needs nothing else: no script, no picture, no font from anywhere. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../report";
import { addressSection } from "./addresses";
import { changesSection } from "./changes";
import { costSection } from "./costs";
import { Html, html } from "./html";
import { isolationSection } from "./isolation";
import { section } from "./parts";
import { policySection } from "./policies";
import { poolSection } from "./pools";
import { resourceSection } from "./resources";
import { summary } from "./summary";
import { topologySection } from "./topology";

/** The page allows itself nothing but its own style and pictures in its own text, whatever might get into it. */
const ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE = join(__dirname, "style.css");

/** The whole page; the same bytes for the same report. */
export function toHtml(report: Report): string {
  const sections = [
    changesSection,
    topologySection,
    addressSection,
    poolSection,
    costSection,
    isolationSection,
    policySection,
    resourceSection,
  ]
    .map((sectionOf) => sectionOf(report))
    .filter((made) => made !== undefined);
  const contents = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  const style = new Html(readFileSync(STYLE, "utf8"));
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${ALLOWED}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${report.stack} · preview</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${summary(report)}
        <div class="below">
          <nav aria-label="Contents">
            <ol>
              ${contents}
            </ol>
          </nav>
          <main id="main" tabindex="-1">${sections.map(section)}</main>
        </div>
      </body>
    </html>`;
  return `${page.text}\n`;
}
