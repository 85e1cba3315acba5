/**
 * What an environment costs at its floor, in an ordinary hour and at its ceiling: a pure function of the stack file and
 * the price list. Every line is plain data that can be reckoned again by hand.
 */
import type { Environment } from "../config/environment";
import { type Assumptions, NOT_COUNTED } from "./assumptions";
import { type Item, itemsOf } from "./items";
import { LEVELS, type Level } from "./levels";
import { type Amounts, NOTHING, amountsOf, eachPeriod, split } from "./money";
import { type PriceFile, priceOf } from "./prices";
import { SKUS, type Unit } from "./skus";
import { type Sums, sumsOf } from "./sums";

export interface Line extends Item, Unit {
  /** Null where the price list has none for the region. */
  readonly price: { readonly usd: string; readonly source: string } | null;
  /** Null where there is no price. */
  readonly amounts: Amounts | null;
  /** Who pays; all of it adds up to the amounts. */
  readonly shares: Shares;
}

export interface Shares {
  readonly tenants: Readonly<Record<string, Amounts>>;
  /** What of a pool that tenants may use nobody requests. */
  readonly idle: Amounts;
  /** What is there for all: the cluster itself, its own pods, the ways in and out. */
  readonly common: Amounts;
}

export interface Cost {
  readonly currency: "USD";
  readonly assumptions: Assumptions;
  readonly notCounted: readonly string[];
  readonly sources: PriceFile["sources"];
  readonly levels: Readonly<Record<Level, Sums>>;
  readonly lines: readonly Line[];
}

/**
 * Prices the whole environment, also where a stack holds a part of it. Null where clusters are those of a kubeconfig:
 * what somebody else's clusters cost, nobody here knows.
 */
export function costOf(environment: Environment, prices: PriceFile): Cost | null {
  if (environment.clusters !== "google") return null;
  const { regions, assumptions } = environment;
  const lines = LEVELS.flatMap((level) =>
    regions.flatMap((region) => itemsOf(environment, region, level).map((item) => lineOf(item, prices))),
  );
  const names = { regions: regions.map(({ name }) => name), tenants: environment.tenants.map(({ id }) => id) };
  const sums = LEVELS.map((level) => [
    level,
    sumsOf(
      names,
      lines.filter((line) => line.level === level),
    ),
  ]);
  return {
    currency: "USD",
    assumptions,
    notCounted: NOT_COUNTED,
    sources: prices.sources,
    levels: Object.fromEntries(sums) as Record<Level, Sums>,
    lines,
  };
}

function lineOf(item: Item, prices: PriceFile): Line {
  const unit = SKUS[item.sku];
  const price = priceOf(prices, item.region, item.sku);
  if (price === undefined) return { ...item, ...unit, price: null, amounts: null, shares: sharesOf(item, NOTHING) };
  const { usd, nanos, source } = price;
  const amounts = amountsOf({ quantity: item.quantity, price: nanos, per: unit.per });
  return { ...item, ...unit, price: { usd, source }, amounts, shares: sharesOf(item, amounts) };
}

/**
 * Each tenant pays for the part of the pool that its agents request, and together they pay at most all of it: where
 * they request more than there is, they share what there is.
 */
function sharesOf({ requested }: Item, amounts: Amounts): Shares {
  if (requested === undefined) return { tenants: {}, idle: NOTHING, common: amounts };
  const tenants = Object.entries(requested.tenants);
  const taken = tenants.reduce((sum, [, amount]) => sum + amount, 0);
  const weights = [...tenants.map(([, amount]) => amount), Math.max(0, requested.capacity - taken)];
  const parts = eachPart(amounts, weights);
  return {
    tenants: Object.fromEntries(tenants.map(([id], index) => [id, parts[index] ?? NOTHING])),
    idle: parts[tenants.length] ?? NOTHING,
    common: NOTHING,
  };
}

function eachPart({ hourly, daily, monthly }: Amounts, weights: readonly number[]): readonly Amounts[] {
  const parts = { hourly: split(hourly, weights), daily: split(daily, weights), monthly: split(monthly, weights) };
  return weights.map((_, index) => eachPeriod((period) => parts[period][index] ?? 0));
}
