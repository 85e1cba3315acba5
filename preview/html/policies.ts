/** What does not hold: proofs, and the rules that are broken, each with what to do. */
import type { Violation } from "../../policy/judge";
import { grouped } from "../../proofs/grouped";
import { violationsOf } from "../../proofs/prove";
import type { Report } from "../report";
import { counted } from "./figures";
import { type Content, type Html, html } from "./html";
import { type Section, badge, code, fold, list, note, table } from "./parts";

/** More of one rule would hide the others; the JSON has all. */
const MOST_SHOWN = 25;

export function policySection({ policy, proofs }: Report): Section {
  const unproven = violationsOf(proofs);
  const groups = [
    ...grouped(policy, ({ policy: name, enforcementLevel }) => JSON.stringify([name, enforcementLevel])).values(),
  ];
  return {
    id: "policies",
    title: "Policies and proofs",
    body: [
      unproven.length === 0
        ? note("Every proof holds: quotas fit the pools, agents fit their quotas, no tenant reaches another.")
        : [
            html`<h3>Proofs that do not hold</h3> `,
            list(unproven.map((violation) => html`${badge("bad", "Does not hold")} ${violation}`)),
          ],
      policy.length === 0
        ? note("No policy is broken, and none needs a look.")
        : [html`<h3>Rules that are broken</h3> `, groups.map(ruleOf)],
    ],
  };
}

function ruleOf(violations: readonly Violation[]): Content {
  const [first] = violations;
  if (first === undefined) return "";
  const isMandatory = first.enforcementLevel === "mandatory";
  const summary = html`${isMandatory ? badge("bad", "Broken") : badge("warn", "To look at")} ${code(first.policy)}
    <small>${first.enforcementLevel}, ${counted(violations.length, "resource")}</small>`;
  const hidden = violations.length - MOST_SHOWN;
  return fold(
    summary,
    [
      violationTable(violations.slice(0, MOST_SHOWN)),
      hidden > 0 ? note(`… and ${hidden.toLocaleString("en")} more, which the JSON has`) : "",
    ],
    isMandatory,
  );
}

function violationTable(violations: readonly Violation[]): Html {
  return table({
    caption: `What ${violations[0]?.policy ?? ""} has against it`,
    columns: ["resource", "what", "value", "allowed", "to mend it"],
    rows: violations.map(({ resource, what, value, limit, mend }) => ({
      head: code(resource),
      cells: [what, value, limit, mend],
    })),
  });
}
