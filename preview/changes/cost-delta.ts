/** What a change costs: the figures of this revision less those of the base. */
import { z } from "zod";
import { LEVELS, type Level } from "../../cost/levels";
import type { Cost } from "../../cost/model";
import { type Amounts, eachPeriod } from "../../cost/money";
import type { Sums } from "../../cost/sums";
import { own } from "../../config/own";
import type { ByLevel, CostDelta } from "./changes";

const levels = z.object({ floor: z.number(), expected: z.number(), ceiling: z.number() });
const figures = z.object({ hourly: levels, daily: levels, monthly: levels });
const named = z.record(z.string(), figures);
const baseCost = figures.extend({ byRegion: named, byTenant: named });

type Figures = z.infer<typeof figures>;

/** Null where one of them has no cost, or the base tells it in a form of long ago. */
export function costDelta(base: unknown, { levels: now }: Cost): CostDelta | null {
  const before = baseCost.safeParse(base).data;
  if (before === undefined) return null;
  const each = (old: Readonly<Record<string, Figures>>, of: "regions" | "tenants") => {
    const names = [...new Set([...Object.keys(old), ...Object.keys(now.floor[of])])];
    return Object.fromEntries(names.map((name) => [name, less(now, (sums) => sums[of][name], own(old, name))]));
  };
  return {
    total: less(now, ({ total }) => total, before),
    regions: each(before.byRegion, "regions"),
    tenants: each(before.byTenant, "tenants"),
  };
}

/** In cents, which the base tells in dollars. */
function less(now: Cost["levels"], of: (sums: Sums) => Amounts | undefined, before: Figures | undefined): ByLevel {
  const at = (level: Level) =>
    eachPeriod((period) => (of(now[level])?.[period] ?? 0) - Math.round((before?.[period][level] ?? 0) * 100));
  return Object.fromEntries(LEVELS.map((level) => [level, at(level)])) as ByLevel;
}
