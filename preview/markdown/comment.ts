/** The preview as a comment on a pull request: the verdict, what is lost, what is broken, what it costs, what changes. */
import type { Finding } from "../findings";
import { count } from "../page";
import type { Report } from "../report";
import { sizeInWords } from "../changes/words";
import { changesPart, lossesPart } from "./changes";
import { costHeadline, costPart } from "./cost";
import { code, list, plain } from "./markdown";
import { tenantsPart } from "./tenants";

/** GitHub takes 65,536 characters in a comment; several stacks' previews may share one. */
export const MOST_CHARACTERS = 60_000;

/** More of them would hide the first; the JSON has all. */
const MOST_FINDINGS = 20;

/** A few lines that say all, and folded details. The same report gives the same text. */
export function toMarkdown(report: Report, findings: readonly Finding[]): string {
  const parts = [
    headline(report),
    verdict(findings),
    notComparedPart(report),
    lossesPart(report.changes),
    findingsPart(findings),
    costPart(report),
    changesPart(report.changes),
    tenantsPart(report.proofs),
    report.notes.map((note) => `Note: ${plain(note)}`).join("\n\n"),
    footer(report),
  ];
  return bounded(parts.filter((part) => part !== ""));
}

function headline({ stack, environment, changes }: Report): string {
  const scope = environment.scope === "all" ? "" : ` · ${plain(environment.scope)}`;
  const size = changes === undefined ? "" : ` · ${sizeInWords(changes)}`;
  return `### ${code(stack)}${scope}${size}${costHeadline(changes)}`;
}

function verdict(findings: readonly Finding[]): string {
  const errors = findings.filter(({ level }) => level === "error").length;
  const warnings = findings.length - errors;
  const looks = warnings > 0 ? `, ${count(warnings)} to look at` : "";
  return errors === 0
    ? `✅ Quotas, isolation, budgets and policies hold${looks}.`
    : `❌ **${count(errors)} ${errors === 1 ? "thing does" : "things do"} not hold**${looks}.`;
}

/** Next to the verdict, which says nothing of what would go. */
function notComparedPart({ notCompared }: Report): string {
  return notCompared === undefined ? "" : `⚠️ **What changes is unknown**: ${plain(notCompared)}`;
}

/** Each with its place in the stack file. */
function findingsPart(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const lines = findings.map(({ level, rule, message, place }) => {
    const where = `${place.file}:${place.position.line}`;
    return `${level === "error" ? "❌" : "⚠️"} ${code(where)} **${plain(rule)}**: ${plain(message)}`;
  });
  return `#### What does not hold\n\n${list(lines, MOST_FINDINGS)}`;
}

function footer({ stack, environment, changes, resources }: Report): string {
  const scope = environment.scope === "all" ? "" : ` --scope ${environment.scope}`;
  const base = changes === undefined ? "" : ` --base ${changes.base.ref}`;
  const since = changes === undefined ? "" : `Compared with ${code(changes.base.commit.slice(0, 7))}. `;
  const made = resources.filter(({ custom }) => custom).length;
  return `<sub>${since}${count(made)} resources. The same at your desk: ${code(`npm run preview -- ${stack}${scope}${base}`)}</sub>`;
}

const CUT = "_There is more than a comment holds; the page and the JSON have all._";

/** Whole parts go, the last but the footer first: what is cut says so. A part that is too long by itself is cut. */
function bounded(parts: readonly string[]): string {
  const textOf = (some: readonly string[]) => `${some.join("\n\n")}\n`;
  const whole = textOf(parts);
  if (whole.length <= MOST_CHARACTERS) return whole;
  const [footerLine = "", ...kept] = [...parts].reverse();
  const shortened = () => textOf([...[...kept].reverse(), CUT, footerLine]);
  while (kept.length > 2 && shortened().length > MOST_CHARACTERS) kept.shift();
  return shortened().length <= MOST_CHARACTERS
    ? shortened()
    : `${shortened().slice(0, MOST_CHARACTERS - 100)}\n\n${CUT}\n`;
}
