/** What it costs, in Markdown: the total in the open, regions and tenants folded. */
import { LEVELS } from "../../cost/levels";
import type { Cost } from "../../cost/model";
import { dollars, signedDollars } from "../../cost/money";
import type { Sum, Sums } from "../../cost/sums";
import { own } from "../../config/own";
import type { ByLevel, Changes, CostDelta } from "../changes/changes";
import type { Report } from "../report";
import { folded, plain, table } from "./markdown";

type Priced = Pick<Report, "cost" | "changes">;

/** " · +$120.00 a month", as expected; empty where nothing is compared or priced. */
export function costHeadline(changes: Changes | undefined): string {
  const delta = changes?.costDelta?.total.expected.monthly;
  return delta === undefined ? "" : ` · ${signedDollars(delta)} a month`;
}

/** The total a month at each level with its difference, and below it regions and tenants. */
export function costPart({ cost, changes }: Priced): string {
  if (cost === null) return "";
  const delta = changes?.costDelta ?? null;
  const head = ["a month", ...LEVELS];
  const total = row("total", cost, ({ total }) => total, delta?.total);
  const rows = [
    ...named("regions", cost, delta),
    ...named("tenants", cost, delta),
    row("shared by all", cost, ({ shared }) => shared, undefined),
    row("of that idle", cost, ({ idle }) => idle, undefined),
  ];
  const holes = cost.levels.ceiling.total.unpriced;
  const hole = holes.length > 0 ? `\n\n\\* at least: there is no price for ${plain(holes.join(", "))}` : "";
  return `#### What it costs\n\n${table(head, [total])}${hole}\n\n${folded("By region and tenant", table(head, rows))}`;
}

function named(of: "regions" | "tenants", { levels }: Cost, delta: CostDelta | null): readonly string[][] {
  const names = [...new Set([...Object.keys(levels.floor[of]), ...Object.keys(delta?.[of] ?? {})])];
  const kind = of === "regions" ? "" : "tenant ";
  return names.map((name) => {
    const gone = Object.hasOwn(levels.floor[of], name) ? "" : " (removed)";
    return row(
      `${kind}${name}${gone}`,
      { levels },
      (sums) => own(sums[of], name),
      delta ? own(delta[of], name) : undefined,
    );
  });
}

function row(
  name: string,
  { levels }: Pick<Cost, "levels">,
  of: (sums: Sums) => Sum | undefined,
  delta: ByLevel | undefined,
): string[] {
  const cells = LEVELS.map((level) => {
    const sum = of(levels[level]);
    const hole = (sum?.unpriced.length ?? 0) > 0 ? "\\*" : "";
    const change = delta?.[level].monthly ?? 0;
    return `${dollars(sum?.monthly ?? 0)}${hole}${change === 0 ? "" : ` (${signedDollars(change)})`}`;
  });
  return [plain(name), ...cells];
}
