/** The simulator: which region gets which part of the traffic, while some of them are lost. */
import { distanceBetween } from "../region/places";
import type { GoogleRegion } from "../region/google-regions";
import type { Host, RoutingSettings } from "./settings";

export type Shares = ReadonlyMap<GoogleRegion, number>;

/**
 * The part of a host's traffic that each region gets, 0–1, together 1. Nobody gets any where no region is both healthy
 * and not drained: Cloud DNS then answers as though all were healthy, and whoever asks finds nobody.
 *
 * @param clients how much of the traffic comes from near each region; from near each of the host's, the same, where
 * nothing is known. Only the policies that go by distance read it.
 */
export function sharesOf(
  host: Host,
  routing: RoutingSettings,
  isHealthy: (region: GoogleRegion) => boolean,
  clients: Shares = evenly(host),
): Shares {
  const able = host.answers.filter(({ region, weight }) => weight > 0 && isHealthy(region));
  if (able.length === 0) return new Map();
  const { policy, primary } = policyOf(host, routing);
  if (policy === "weighted") return inProportion(able.map(({ region, weight }) => [region, weight]));
  if (policy === "primary" && primary !== "" && able.some(({ region }) => region === primary))
    return new Map([[primary, 1]]);
  return toTheNearest(
    clients,
    able.map(({ region }) => region),
  );
}

/** What a host's record can say: one without the primary region, or with a single one, has no second to fail over to. */
export function policyOf({ answers }: Host, { policy, primary }: RoutingSettings): RoutingSettings {
  const open = answers.filter(({ weight }) => weight > 0);
  const applies = policy !== "primary" || (open.length > 1 && open.some(({ region }) => region === primary));
  return applies ? { policy, primary } : { policy: "weighted", primary: "" };
}

function evenly({ answers }: Host): Shares {
  return new Map(answers.map(({ region }) => [region, 1 / answers.length]));
}

function toTheNearest(clients: Shares, able: readonly GoogleRegion[]): Shares {
  const shares = new Map<GoogleRegion, number>();
  for (const [from, part] of clients) {
    const nearest = able.reduce((best, region) =>
      distanceBetween(from, region) < distanceBetween(from, best) ? region : best,
    );
    shares.set(nearest, (shares.get(nearest) ?? 0) + part);
  }
  return inProportion([...shares]);
}

function inProportion(parts: readonly (readonly [GoogleRegion, number])[]): Shares {
  const sum = parts.reduce((total, [, part]) => total + part, 0);
  return new Map(parts.map(([region, part]) => [region, part / sum]));
}
