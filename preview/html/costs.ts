/** What it costs a month, by region and by tenant. */
import { heldRegions } from "../../config/environment";
import { LEVELS, type Level } from "../../cost/levels";
import { type Amounts, dollars } from "../../cost/money";
import { type CostRow, costRemarks, monthly, regionRows, tenantRows } from "../cost-rows";
import type { Report } from "../report";
import { levelsBar, levelsLegend } from "./bars";
import { difference } from "./figures";
import { type Content, html } from "./html";
import { type Row, type Section, list, note, table } from "./parts";

type Deltas = Readonly<Record<Level, Amounts>>;
/** What the change costs, by the name of a row; undefined where nothing is compared. */
type DeltaOf = (name: string) => Deltas | undefined;

export function costSection({ environment, cost, changes }: Report): Section {
  const id = "cost";
  const title = "Cost by region and tenant";
  if (cost === null)
    return { id, title, body: note("Unknown: clusters are not Google's, and what others cost is not known here.") };
  const delta = changes?.costDelta ?? undefined;
  const held = heldRegions(environment).map(({ name }) => name);
  const hourly = LEVELS.map((level) => dollars(cost.levels[level].total.hourly));
  return {
    ...{ id, title },
    body: [
      note(`A month of 730 hours in US dollars. An hour costs ${hourly.join(", ")} at floor, expected and ceiling.`),
      levelsLegend(),
      costTable("A month by region", "region", regionRows(cost, held), (name) =>
        name === ALL_REGIONS ? delta?.total : own(delta?.regions, name),
      ),
      costTable("A month by tenant, and what no tenant requests", "tenant", tenantRows(cost), (name) =>
        own(delta?.tenants, name.replace(/^tenant /, "")),
      ),
      list([
        ...costRemarks(cost),
        ...Object.values(cost.sources).map(
          ({ title: source, date }) => `prices: ${source}${date === null ? "" : `, of ${date}`}`,
        ),
      ]),
    ],
  };
}

const ALL_REGIONS = "all regions";

function own<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

function costTable(caption: string, what: string, rows: readonly CostRow[], deltaOf: DeltaOf): Content {
  const most = Math.max(...rows.map(({ sums }) => sums.ceiling.monthly));
  return table({
    caption,
    columns: [what, ...LEVELS.map((level) => `#${level}`), "to scale"],
    rows: rows.map(({ name, sums }): Row => {
      const delta = deltaOf(name);
      const figures = LEVELS.map((level) => sums[level].monthly) as [number, number, number];
      const cells: readonly Content[] = LEVELS.map((level) => [monthly(sums[level]), changed(delta?.[level])]);
      const kind = name === ALL_REGIONS ? { kind: "sum" as const } : {};
      return { head: name.replace(/^tenant /, ""), cells: [...cells, levelsBar(figures, most)], ...kind };
    }),
  });
}

function changed(delta: Amounts | undefined): Content {
  if (delta === undefined || delta.monthly === 0) return "";
  return html` <small>${difference(delta.monthly)}</small>`;
}
