/** What reports show of a cost: a month by region and by tenant, and what a reader must know of the figures. */
import { LEVELS, type Level } from "../cost/levels";
import type { Cost } from "../cost/model";
import { dollars } from "../cost/money";
import type { Sum, Sums } from "../cost/sums";
import { percent } from "./in-words";

export interface CostRow {
  readonly name: string;
  readonly sums: Readonly<Record<Level, Sum>>;
}

/** The regions that are held, and all of the environment together. */
export function regionRows(cost: Cost, held: readonly string[]): readonly CostRow[] {
  const { regions } = cost.levels.floor;
  return [
    ...held.filter((name) => name in regions).map((name) => row(cost, name, (sums) => sums.regions[name])),
    row(cost, "all regions", ({ total }) => total),
  ];
}

/** The tenants, what no tenant requests, and what of that is idle. */
export function tenantRows(cost: Cost): readonly CostRow[] {
  return [
    ...Object.keys(cost.levels.floor.tenants).map((id) => row(cost, `tenant ${id}`, ({ tenants }) => tenants[id])),
    row(cost, "shared", ({ shared }) => shared),
    row(cost, "idle of that", ({ idle }) => idle),
  ];
}

function row({ levels }: Cost, name: string, of: (sums: Sums) => Sum | undefined): CostRow {
  const sums = LEVELS.map((level) => [level, of(levels[level])]);
  return { name, sums: Object.fromEntries(sums) as CostRow["sums"] };
}

/** "$1,234.56" a month; with a star where something has no price. */
export function monthly(sum: Sum): string {
  return `${dollars(sum.monthly)}${sum.unpriced.length > 0 ? "*" : ""}`;
}

/** What figures rest on and leave out. */
export function costRemarks({ levels, assumptions, notCounted }: Cost): readonly string[] {
  const holes = levels.ceiling.total.unpriced;
  return [
    `expected: ${percent(assumptions.load)} of the way from floor to ceiling, and ${assumptions.natGiBPerNodeHour} GiB ` +
      "an hour through NAT for each node",
    `not counted: ${notCounted.join("; ")}`,
    ...(holes.length > 0 ? [`* at least: there is no price for ${holes.join(", ")}`] : []),
  ];
}
