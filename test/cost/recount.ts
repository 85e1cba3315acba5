/**
 * Reckons a preview's JSON again, as a spreadsheet would: from quantities, prices and requests alone, with none of the
 * code that wrote it. Decimals are kept as whole numbers of the last digit, so nothing is rounded but where it must be.
 */
import assert from "node:assert/strict";

type Period = "hourly" | "daily" | "monthly";
type Level = "floor" | "expected" | "ceiling";

/** The part of the JSON that a spreadsheet would be given; amounts in dollars. */
export interface CostJson extends Figures {
  readonly byRegion: Readonly<Record<string, Figures>>;
  readonly byTenant: Readonly<Record<string, Figures>>;
  readonly shared: Figures;
  readonly idle: Figures;
  readonly lines: readonly LineJson[];
}

type Figures = Readonly<Record<Period, Readonly<Record<Level, number>>>>;
type Amounts = Readonly<Record<Period, number>>;

interface LineJson extends Readonly<Record<Period, number | null>> {
  readonly level: Level;
  readonly region: string;
  readonly item: string;
  readonly sku: string;
  readonly quantity: number;
  readonly per: string;
  readonly unitPrice: number | null;
  readonly requested?: { readonly capacity: number; readonly tenants: Readonly<Record<string, number>> };
  readonly shares: {
    readonly tenants: Readonly<Record<string, Amounts>>;
    readonly idle: Amounts;
    readonly common: Amounts;
  };
}

const HOURS = { hourly: 1n, daily: 24n, monthly: 730n } as const;
const PERIODS = ["hourly", "daily", "monthly"] as const;
const LEVELS = ["floor", "expected", "ceiling"] as const;

/** A figure as a fraction of whole billionths; finer it must not be. */
function fraction(figure: number): readonly [bigint, bigint] {
  const decimal = figure.toFixed(9);
  assert.equal(Number(decimal), figure, "finer than a billionth");
  return [BigInt(decimal.replace(".", "")), 10n ** 9n];
}

/** To the nearest, halves up; both are not negative. */
function nearest(over: bigint, under: bigint): number {
  const whole = over / under;
  return Number((over % under) * 2n >= under ? whole + 1n : whole);
}

function centsOf({ quantity, unitPrice, per }: LineJson, period: Period): number {
  if (unitPrice === null) return 0;
  const [amount, amountUnder] = fraction(quantity);
  const [usd, usdUnder] = fraction(unitPrice);
  const hours = per === "month" ? [HOURS[period], 730n] : [HOURS[period], 1n];
  return nearest(amount * usd * hours[0]! * 100n, amountUnder * usdUnder * hours[1]!);
}

/** Dollars must be the nearest number to whole cents: nothing that is left of sums in binary. */
function assertIs(told: number | null | undefined, cents: number | null, what: string): void {
  assert.equal(told, cents === null ? null : Number((cents / 100).toFixed(2)), what);
}

/** Hands out what is left cent by cent, each to whoever is furthest below their share. */
function dealt(cents: number, weights: readonly number[]): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const got = weights.map((weight) => Number((BigInt(cents) * BigInt(weight)) / all));
  const lacks = weights.map((weight, index) => BigInt(cents) * BigInt(weight) - BigInt(got[index]!) * all);
  for (let left = cents - got.reduce((sum, part) => sum + part, 0); left > 0; left--) {
    let neediest = 0;
    for (const [index, lack] of lacks.entries()) if (lack > lacks[neediest]!) neediest = index;
    got[neediest]!++;
    lacks[neediest]! -= all;
  }
  return got;
}

/** Fails at the first figure that is another to the cent; gives how many lines it went through. */
export function recount({ lines, byRegion, byTenant, shared, idle, ...total }: CostJson): number {
  const sums = new Map<string, number>();
  const add = (key: string, cents: number) => sums.set(key, (sums.get(key) ?? 0) + cents);
  for (const line of lines) {
    const where = `${line.level} ${line.region} ${line.item} ${line.sku}`;
    for (const period of PERIODS) {
      const cents = centsOf(line, period);
      assertIs(line[period], line.unitPrice === null ? null : cents, `${where} ${period}`);
      const { capacity = 0, tenants = {} } = line.requested ?? {};
      const wishes = Object.values(tenants);
      const rest = Math.max(0, capacity - wishes.reduce((sum, wish) => sum + wish, 0));
      const parts = line.requested ? dealt(cents, [...wishes, rest]) : [cents];
      const at = `${line.level} ${period}`;
      for (const [index, id] of Object.keys(tenants).entries()) {
        assertIs(line.shares.tenants[id]?.[period], parts[index]!, `${where} ${period} ${id}`);
        add(`${at} tenant ${id}`, parts[index]!);
      }
      const left = parts.at(-1)!;
      assertIs(line.shares.idle[period], line.requested ? left : 0, `${where} ${period} idle`);
      assertIs(line.shares.common[period], line.requested ? 0 : left, `${where} ${period} common`);
      add(`${at} total`, cents);
      add(`${at} region ${line.region}`, cents);
      add(`${at} shared`, left);
      if (line.requested) add(`${at} idle`, left);
    }
  }
  const check = (what: string, figures: Figures) => {
    for (const level of LEVELS)
      for (const period of PERIODS) {
        const key = `${level} ${period} ${what}`;
        assertIs(figures[period][level], sums.get(key) ?? 0, key);
      }
  };
  for (const [what, figures] of Object.entries({ total, shared, idle })) check(what, figures);
  for (const [name, figures] of Object.entries(byRegion)) check(`region ${name}`, figures);
  for (const [id, figures] of Object.entries(byTenant)) check(`tenant ${id}`, figures);
  return lines.length;
}

/** Tenants and what is shared are the total, and so are the regions. */
export function assertAddsUp({ byRegion, byTenant, shared, idle, ...total }: CostJson): void {
  for (const level of LEVELS) {
    for (const period of PERIODS) {
      const cents = ({ [period]: of }: Figures) => Math.round(of[level] * 100);
      const sum = (parts: Readonly<Record<string, Figures>>) =>
        Object.values(parts).reduce((all, part) => all + cents(part), 0);
      assert.equal(sum(byTenant) + cents(shared), cents(total), `${level} ${period}: tenants and shared`);
      assert.equal(sum(byRegion), cents(total), `${level} ${period}: regions`);
      assert.ok(cents(idle) <= cents(shared), `${level} ${period}: idle`);
    }
  }
}
