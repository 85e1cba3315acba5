/** The changes for programs: the part "changes" of a preview's JSON. Amounts are dollars, exact to the cent. */
import { LEVELS, type Level } from "../../cost/levels";
import { type Period, type Usd, usdOf } from "../../cost/money";
import type { ByLevel, Changes, CostDelta } from "./changes";

type Figures = Readonly<Record<Period, Readonly<Record<Level, Usd>>>>;

export interface CostDeltaJson extends Figures {
  readonly byRegion: Readonly<Record<string, Figures>>;
  readonly byTenant: Readonly<Record<string, Figures>>;
}

export interface ChangesJson extends Omit<Changes, "costDelta"> {
  readonly costDelta: CostDeltaJson | null;
}

export function changesJson({ costDelta, ...changes }: Changes): ChangesJson {
  return { ...changes, costDelta: costDelta && deltaJson(costDelta) };
}

function deltaJson({ total, regions, tenants }: CostDelta): CostDeltaJson {
  const named = (of: Readonly<Record<string, ByLevel>>) =>
    Object.fromEntries(Object.entries(of).map(([name, by]) => [name, figures(by)]));
  return { ...figures(total), byRegion: named(regions), byTenant: named(tenants) };
}

function figures(by: ByLevel): Figures {
  const at = (period: Period) =>
    Object.fromEntries(LEVELS.map((level) => [level, usdOf(by[level][period])])) as Figures[Period];
  return { hourly: at("hourly"), daily: at("daily"), monthly: at("monthly") };
}
