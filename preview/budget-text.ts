/** Budgets for people: each with what it is used for, and what to do where one does not hold. */
import { type Judgement, isBroken, percentOf, subjectOf } from "../cost/budgets";
import { centsOf, dollars } from "../cost/money";
import { type Page, count, fill, table } from "./page";

/** One section; empty where the stack file has no budget. */
export function budgetSection(budgets: readonly Judgement[], page: Page): string {
  if (budgets.length === 0) return "";
  const broken = budgets.filter(isBroken);
  const alerts = budgets.filter(({ verdict }) => verdict === "alert");
  const { bold, red, yellow } = page.colors;
  return [
    bold(`Budgets: ${count(broken.length)} broken, ${count(alerts.length)} nearly used`),
    table(["", "costs", "of", "used"], budgets.map(rowOf), page),
    ...broken.map(({ message }) => red(fill(message, page, "  "))),
    ...alerts.map(({ message }) => yellow(fill(message, page, "  "))),
  ].join("\n");
}

function rowOf(judgement: Judgement): string[] {
  const { cost, limit, unpriced } = judgement;
  const inDollars = (usd: number) => dollars(centsOf(usd));
  // What has no price may be any part of it.
  const isKnown = unpriced.length === 0;
  const used = isKnown ? `${percentOf(judgement)} %` : "";
  return [subjectOf(judgement), `${inDollars(cost)}${isKnown ? "" : "*"}`, inDollars(limit), used];
}
