/**
 * Money as whole numbers: prices in nano-dollars, as Google's price list has them, amounts in cents. An amount is
 * rounded once, where it becomes a line; everything after that is added and split without a remainder.
 */

/** Whole nano-dollars. */
export type Nanos = number;
/** Whole cents. */
export type Cents = number;
/** Dollars with at most two decimals, for people and files: nothing is reckoned in them. */
export type Usd = number;

/** Hours of a month, as Google's own calculator reckons. */
export const HOURS_PER_MONTH = 730;

/** The hours that each figure is about. */
export const PERIODS = { hourly: 1, daily: 24, monthly: HOURS_PER_MONTH } as const;
export type Period = keyof typeof PERIODS;
export type Amounts = Readonly<Record<Period, Cents>>;

export const NOTHING: Amounts = { hourly: 0, daily: 0, monthly: 0 };

const NANOS_PER_CENT = 10_000_000n;

/**
 * The nano-dollars of a price as people write it: "0.031611" is 31,611,000.
 *
 * @throws RangeError for what is no price, or finer than a nano-dollar.
 */
export function nanosOf(usd: string): Nanos {
  if (!/^\d{1,6}(\.\d{1,9})?$/.test(usd)) throw new RangeError(`"${usd}" is no price in US dollars, such as 0.031611`);
  const [whole = "0", fraction = ""] = usd.split(".");
  return Number(`${whole}${fraction.padEnd(9, "0")}`);
}

/** What something costs. */
export interface Charge {
  /** In units of the price, to the thousandth: 3.75 GiB. */
  readonly quantity: number;
  readonly price: Nanos;
  /** The time that the price is for. */
  readonly per: "hour" | "month";
  readonly hours: number;
}

/** The amount in cents; half a cent is rounded up. */
export function amountOf({ quantity, price, per, hours }: Charge): Cents {
  const thousandths = BigInt(Math.round(quantity * 1000));
  const nanos = thousandths * BigInt(price) * BigInt(hours);
  const divisor = 1000n * NANOS_PER_CENT * (per === "month" ? BigInt(HOURS_PER_MONTH) : 1n);
  return Number((2n * nanos + divisor) / (2n * divisor));
}

/** The charge for each period, each rounded by itself: 730 hourly figures are not exactly the monthly one. */
export function amountsOf(charge: Omit<Charge, "hours">): Amounts {
  return eachPeriod((period) => amountOf({ ...charge, hours: PERIODS[period] }));
}

/**
 * Splits cents by weights so that the parts add up to the whole: each gets its share rounded down, and the cents that
 * are left go to the largest remainders, the first of equal ones.
 *
 * @param weights Whole numbers of at least 0, not all of them 0.
 */
export function split(cents: Cents, weights: readonly number[]): readonly Cents[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError("nothing to split by: all weights are 0");
  const exact = weights.map((weight, index) => {
    const product = BigInt(cents) * BigInt(weight);
    return { index, part: product / total, remainder: product % total };
  });
  const left = BigInt(cents) - exact.reduce((sum, { part }) => sum + part, 0n);
  const byRemainder = [...exact].sort((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  const lucky = new Set(byRemainder.slice(0, Number(left)).map(({ index }) => index));
  return exact.map(({ index, part }) => Number(part) + (lucky.has(index) ? 1 : 0));
}

/** The sum of amounts, period by period. */
export function sumOf(amounts: readonly Amounts[]): Amounts {
  return eachPeriod((period) => amounts.reduce((sum, { [period]: cents }) => sum + cents, 0));
}

/** A figure for every period. */
export function eachPeriod(figure: (period: Period) => Cents): Amounts {
  return { hourly: figure("hourly"), daily: figure("daily"), monthly: figure("monthly") };
}

/** The dollars of whole cents: what is written has at most two decimals. */
export function usdOf(cents: Cents): Usd {
  return cents / 100;
}

/** The cents of dollars as somebody wrote them. */
export function centsOf(usd: Usd): Cents {
  return Math.round(usd * 100);
}

/** "$1,234.56". */
export function dollars(cents: Cents): string {
  return `$${usdOf(cents).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** "+$1,234.56", "−$0.10", "±$0.00". */
export function signedDollars(cents: Cents): string {
  return `${cents > 0 ? "+" : cents < 0 ? "−" : "±"}${dollars(Math.abs(cents))}`;
}
