/** The price list with what a newer one says. */
import { type Listed, WrongCatalog } from "./catalog";
import type { PriceFile } from "./prices";

export interface Refreshed {
  readonly file: PriceFile;
  /** "n1-cpu in us-central1: 0.031611 instead of 0.03", in the order of the list. */
  readonly changes: readonly string[];
  /** Prices that are kept as they were, because the list has none: "gke-cluster everywhere". */
  readonly kept: readonly string[];
}

/** The name of the source in the price list. */
const SOURCE = "catalog";

/**
 * Takes over what is listed, and keeps the rest with its sources.
 *
 * @param day The day on which the list was saved, such as 2026-09-01.
 * @throws WrongCatalog where the list has none of ours, or two prices for one.
 */
export function refresh(file: PriceFile, listed: readonly Listed[], day: string): Refreshed {
  if (listed.length === 0) throw new WrongCatalog("none of the platform's prices is in it");
  refuseTwo(listed);
  const regions: Record<string, Record<string, { readonly usd: string; readonly source: string }>> = {};
  for (const [region, prices] of Object.entries(file.regions)) regions[region] = { ...prices };
  const changes: string[] = [];
  for (const { sku, region, usd } of listed) {
    const here = (regions[region] ??= {});
    const before = here[sku]?.usd;
    if (before === undefined || Number(before) !== Number(usd))
      changes.push(`${sku} in ${region}: ${usd} instead of ${before ?? "none"}`);
    here[sku] = { usd, source: SOURCE };
  }
  const all = [...Object.entries(regions), ["everywhere", file.everywhere] as const].flatMap(([place, prices]) =>
    Object.entries(prices).map(([sku, { source }]) => ({
      name: `${sku} ${place === "everywhere" ? place : `in ${place}`}`,
      source,
    })),
  );
  const title = "Google's Cloud Billing Catalog, as its API gave it";
  const used = Object.entries(file.sources).filter(([name]) => all.some(({ source }) => source === name));
  return {
    file: { ...file, sources: { ...Object.fromEntries(used), [SOURCE]: { title, date: day } }, regions },
    changes,
    kept: keptIn(all, new Set(listed.map(({ sku, region }) => `${sku} in ${region}`))),
  };
}

function keptIn(all: readonly { readonly name: string }[], listed: ReadonlySet<string>): readonly string[] {
  return all.map(({ name }) => name).filter((name) => !listed.has(name));
}

function refuseTwo(listed: readonly Listed[]): void {
  const first = new Map<string, Listed>();
  for (const one of listed) {
    const place = `${one.sku} in ${one.region}`;
    const other = first.get(place) ?? one;
    if (Number(other.usd) !== Number(one.usd))
      throw new WrongCatalog(`two prices for ${place}: ${other.usd} (${other.skuId}) and ${one.usd} (${one.skuId})`);
    first.set(place, other);
  }
}
