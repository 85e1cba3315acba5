/** The cost for people: a month by region and by tenant, at the three levels. */
import { LEVELS } from "../cost/levels";
import type { Cost } from "../cost/model";
import { dollars } from "../cost/money";
import { type CostRow, costRemarks, monthly, regionRows, tenantRows } from "./cost-rows";
import { type Page, fill, table } from "./page";

/**
 * One section; nothing where clusters have no price. Sums are those of the whole environment, as tenants and budgets
 * are; of its regions, those are shown that the stack holds.
 */
export function costSection(cost: Cost | null, held: readonly string[], page: Page): string {
  if (cost === null) return "";
  const textOf = ({ name, sums }: CostRow) => [name, ...LEVELS.map((level) => monthly(sums[level]))];
  const rows = [
    ...regionRows(cost, held).map(textOf),
    ["an hour", ...LEVELS.map((level) => dollars(cost.levels[level].total.hourly))],
    ...tenantRows(cost).map(textOf),
  ];
  return [
    page.colors.bold("What it costs a month, in US dollars"),
    table(["", ...LEVELS], rows, page),
    ...costRemarks(cost).map((remark) => fill(remark, page, "  ")),
  ].join("\n");
}
