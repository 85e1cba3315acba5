/** The cost for programs: the part "cost" of a preview's JSON. Amounts are dollars, exact to the cent. */
import type { Assumptions } from "./assumptions";
import { LEVELS, type Level } from "./levels";
import type { Cost, Line } from "./model";
import { type Amounts, type Period, type Usd, usdOf } from "./money";
import type { PriceFile } from "./prices";
import type { Sum, Sums } from "./sums";

export interface CostJson extends Figures {
  readonly currency: "USD";
  /** The day of the oldest source that has one. */
  readonly pricesAsOf: string | null;
  readonly byRegion: Readonly<Record<string, Figures>>;
  readonly byTenant: Readonly<Record<string, Figures>>;
  /** What no tenant requests: with all tenants it is the total. */
  readonly shared: Figures;
  /** What of the shared part is idle. */
  readonly idle: Figures;
  readonly lines: readonly LineJson[];
  readonly assumptions: Assumptions;
  readonly notCounted: readonly string[];
  readonly sources: PriceFile["sources"];
}

type ByLevel<T> = Readonly<Record<Level, T>>;

/** An hour, a day and a month at each level, and what has no price and is not in them. */
export interface Figures extends Readonly<Record<Period, ByLevel<Usd>>> {
  readonly unpriced: ByLevel<readonly string[]>;
}

type InUsd = Readonly<Record<Period, Usd>>;

/** One line of the bill: quantity × unitPrice is what it costs for an hour or a month, whichever `per` says. */
export interface LineJson extends Readonly<Record<Period, Usd | null>> {
  readonly level: Level;
  readonly region: string;
  /** A pool's name, such as "cpu-spot"; "cluster", "nat" or "gateway". */
  readonly item: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unit: string;
  readonly per: "hour" | "month";
  /** In dollars; null, as the amounts are, where the price list has none. */
  readonly unitPrice: Usd | null;
  /** A name of `sources`. */
  readonly source: string | null;
  readonly requested?: Line["requested"];
  readonly shares: {
    readonly tenants: Readonly<Record<string, InUsd>>;
    readonly idle: InUsd;
    readonly common: InUsd;
  };
}

export function costJson({ currency, levels, lines, assumptions, notCounted, sources }: Cost): CostJson {
  const named = (of: "regions" | "tenants") =>
    Object.fromEntries(Object.keys(levels.floor[of]).map((name) => [name, figures(levels, (sums) => sums[of][name])]));
  return {
    currency,
    pricesAsOf: oldest(sources),
    ...figures(levels, ({ total }) => total),
    byRegion: named("regions"),
    byTenant: named("tenants"),
    shared: figures(levels, ({ shared }) => shared),
    idle: figures(levels, ({ idle }) => idle),
    lines: lines.map(lineJson),
    ...{ assumptions, notCounted, sources },
  };
}

function figures(levels: Cost["levels"], of: (sums: Sums) => Sum | undefined): Figures {
  const amounts = (period: Period) => eachLevel((level) => usdOf(of(levels[level])?.[period] ?? 0));
  return {
    hourly: amounts("hourly"),
    daily: amounts("daily"),
    monthly: amounts("monthly"),
    unpriced: eachLevel((level) => of(levels[level])?.unpriced ?? []),
  };
}

function eachLevel<T>(value: (level: Level) => T): ByLevel<T> {
  return Object.fromEntries(LEVELS.map((level) => [level, value(level)])) as ByLevel<T>;
}

function lineJson({
  level,
  region,
  part,
  sku,
  quantity,
  unit,
  per,
  price,
  amounts,
  requested,
  shares,
}: Line): LineJson {
  const tenants = Object.entries(shares.tenants).map(([id, share]) => [id, inUsd(share)]);
  return {
    ...{ level, region, item: part, sku, quantity, unit, per },
    unitPrice: price && Number(price.usd),
    source: price?.source ?? null,
    ...(amounts === null ? { hourly: null, daily: null, monthly: null } : inUsd(amounts)),
    ...(requested && { requested }),
    shares: {
      tenants: Object.fromEntries(tenants) as Readonly<Record<string, InUsd>>,
      idle: inUsd(shares.idle),
      common: inUsd(shares.common),
    },
  };
}

function inUsd({ hourly, daily, monthly }: Amounts): InUsd {
  return { hourly: usdOf(hourly), daily: usdOf(daily), monthly: usdOf(monthly) };
}

function oldest(sources: PriceFile["sources"]): string | null {
  const days = Object.values(sources).flatMap(({ date }) => (date === null ? [] : [date]));
  return days.sort()[0] ?? null;
}
