/** The prices of cost/price-list.json, each with where it is from and when it was seen. */
import { z } from "zod";
import { type Nanos, nanosOf } from "./money";
import data from "./price-list.json";
import { SKUS, type Sku } from "./skus";

const price = z.strictObject({ usd: z.string().regex(/^\d{1,6}(\.\d{1,9})?$/), source: z.string() });
const prices = z.partialRecord(z.enum(Object.keys(SKUS) as [Sku, ...Sku[]]), price);

/** The data file. */
const priceFile = z.strictObject({
  /** By name: what it is, and the day on which it was seen; null where it does not say. */
  sources: z.record(z.string(), z.strictObject({ title: z.string(), date: z.iso.date().nullable() })),
  /** Prices that are the same in all regions. */
  everywhere: prices,
  regions: z.record(z.string(), prices),
});

export type PriceFile = z.infer<typeof priceFile>;

export interface Price {
  readonly usd: string;
  readonly nanos: Nanos;
  /** A name of the file's sources. */
  readonly source: string;
}

/** @throws Error where it is not a file of prices, or a price has no source. */
export function parsePrices(json: unknown): PriceFile {
  const file = priceFile.parse(json);
  for (const [place, list] of [["everywhere", file.everywhere], ...Object.entries(file.regions)] as const) {
    for (const [sku, { source }] of Object.entries(list)) {
      if (!Object.hasOwn(file.sources, source)) throw new Error(`${place}.${sku}: "${source}" is none of the sources`);
    }
  }
  return file;
}

/** The prices that this revision of the platform knows. */
export const PRICES: PriceFile = parsePrices(data);

/** The price in a region, or undefined where there is none: a hole, never a zero. */
export function priceOf(file: PriceFile, region: string, sku: Sku): Price | undefined {
  const here = Object.hasOwn(file.regions, region) ? file.regions[region] : undefined;
  const found = here?.[sku] ?? file.everywhere[sku];
  return found && { ...found, nanos: nanosOf(found.usd) };
}

/** Google changes prices seldom, but a quarter is long enough for one change. */
export const STALE_AFTER_DAYS = 90;

const DAY = 24 * 60 * 60 * 1000;

/** The sources that are too old on that day, in words; those without a date say so themselves. */
export function staleSources({ sources }: PriceFile, today: string): readonly string[] {
  return Object.entries(sources).flatMap(([name, { date }]) => {
    if (date === null) return [];
    const days = Math.floor((Date.parse(today) - Date.parse(date)) / DAY);
    if (days <= STALE_AFTER_DAYS) return [];
    return [
      `prices of source "${name}" are of ${date}, more than ${STALE_AFTER_DAYS} days old; npm run prices refreshes them`,
    ];
  });
}
