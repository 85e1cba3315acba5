/** Lines added up by region and by tenant. */
import type { Line } from "./model";
import { type Amounts, NOTHING, sumOf } from "./money";

export interface Sum extends Amounts {
  /** What has no price and is not in the figures, such as "n2-cpu in us-west1"; empty where they are complete. */
  readonly unpriced: readonly string[];
}

/** Of one level. Regions add up to the total, and so do tenants and what is shared. */
export interface Sums {
  readonly total: Sum;
  readonly regions: Readonly<Record<string, Sum>>;
  readonly tenants: Readonly<Record<string, Sum>>;
  /** What no tenant requests. */
  readonly shared: Sum;
  /** What of the shared part is idle: nodes that tenants may use and do not. */
  readonly idle: Sum;
}

interface Names {
  readonly regions: readonly string[];
  readonly tenants: readonly string[];
}

export function sumsOf({ regions, tenants }: Names, lines: readonly Line[]): Sums {
  const inRegion = (name: string) => lines.filter(({ region }) => region === name);
  const ofTenant = (id: string) => lines.filter(({ requested }) => requested && Object.hasOwn(requested.tenants, id));
  return {
    total: add(lines, ({ amounts }) => amounts ?? NOTHING),
    regions: named(regions, (name) => add(inRegion(name), ({ amounts }) => amounts ?? NOTHING)),
    tenants: named(tenants, (id) => add(ofTenant(id), ({ shares }) => shares.tenants[id] ?? NOTHING)),
    shared: add(lines, ({ shares: { idle, common } }) => sumOf([idle, common])),
    idle: add(
      lines.filter(({ requested }) => requested),
      ({ shares }) => shares.idle,
    ),
  };
}

function named(names: readonly string[], sum: (name: string) => Sum): Readonly<Record<string, Sum>> {
  return Object.fromEntries(names.map((name) => [name, sum(name)]));
}

function add(lines: readonly Line[], amounts: (line: Line) => Amounts): Sum {
  const unpriced = lines.filter(({ price }) => price === null).map(({ sku, region }) => `${sku} in ${region}`);
  return { ...sumOf(lines.map(amounts)), unpriced: [...new Set(unpriced)] };
}
