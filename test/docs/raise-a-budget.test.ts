/** Follows docs/tasks/raise-a-budget.md: its figures and its lines are those that the preview gives. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import colors from "picocolors";
import { isViolated } from "../../policy/offline";
import { budgetSection } from "../../preview/budget-text";
import { type Report, reportOn } from "../../preview/report";
import { load } from "../config/load-text";
import { REPOSITORY } from "../program/language-host";

const PAGE = readFileSync(join(REPOSITORY, "docs/tasks/raise-a-budget.md"), "utf8");
const DEV = readFileSync(join(REPOSITORY, "Pulumi.dev.yaml"), "utf8");

function blocks(language: string): readonly string[] {
  return [...PAGE.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , text = ""]) => text);
}

/** Stack dev with one of the page's snippets in the place of globex' heading. */
async function withSnippet(snippet: string): Promise<Report> {
  const text = DEV.replace(/^ {4}globex:\n/m, snippet.replace(/^(?=.)/gm, "    "));
  assert.notEqual(text, DEV);
  return reportOn(load(text), { stack: "dev" });
}

describe("docs/tasks/raise-a-budget.md", () => {
  const [before = "", after = ""] = blocks("yaml");
  const [told = "", shown = ""] = blocks("");

  it("begins with what the preview says of a budget that is broken", async () => {
    const { budgets, policy } = await withSnippet(before);
    const broken = budgets.filter(({ verdict }) => verdict === "over");
    assert.deepEqual(
      broken.map(({ message }) => message),
      [told.trim().replace(/\n/g, " ")],
    );
    assert.deepEqual(broken[0]?.paths[0], ["config", "agno:tenants", "globex", "budget", "monthly"]);
    assert.ok(isViolated(policy));
    assert.deepEqual([...new Set(policy.map((violation) => violation.policy))], ["costs-stay-within-budgets"]);
  });

  it("ends with a budget that holds", async () => {
    const { budgets, policy } = await withSnippet(after);
    assert.deepEqual(policy, []);
    const text = budgetSection(budgets, { width: 120, colors: colors.createColors(false) });
    const words = (line: string) => line.trim().replace(/ {2,}/g, "  ");
    assert.ok(text.split("\n").map(words).includes(words(shown)), text);
  });
});
