/** The policy pack's verdicts for people: each broken rule once, with what breaks it and how to mend it. */
import type { Violation } from "../policy/judge";
import { grouped } from "../proofs/grouped";
import { type Page, count, fill } from "./page";

/** More of one rule would hide the others; the JSON has all. */
const MOST_SHOWN = 5;

/** One section; empty where nothing is broken. */
export function policySection(violations: readonly Violation[], page: Page): string {
  if (violations.length === 0) return "";
  const mandatory = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
  const groups = grouped(violations, ({ policy, enforcementLevel }) => `${policy} (${enforcementLevel})`);
  return [
    page.colors.bold(`Policies: ${count(mandatory)} broken, ${count(violations.length - mandatory)} to look at`),
    ...[...groups].flatMap(([heading, of]) => ruleSection(heading, of, page)),
  ].join("\n");
}

function ruleSection(heading: string, violations: readonly Violation[], page: Page): readonly string[] {
  const isMandatory = violations[0]?.enforcementLevel === "mandatory";
  const hidden = violations.length - MOST_SHOWN;
  return [
    `  ${isMandatory ? page.colors.red(heading) : page.colors.yellow(heading)}`,
    ...violations.slice(0, MOST_SHOWN).map(({ message }) => fill(message, page, "    ")),
    ...(hidden > 0 ? [`    … and ${count(hidden)} more`] : []),
  ];
}
