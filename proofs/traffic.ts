/**
 * What becomes of the traffic when a region is lost: who gets it then, and whether they can carry it. By the same
 * simulator for everybody, over the plan's own weights and the replicas that each region may have.
 */
import { hostsOf } from "../components/routing/hosts";
import type { Host, RoutingSettings } from "../components/routing/settings";
import { type Shares, policyOf, sharesOf } from "../components/routing/shares";
import { namespaceOf } from "../components/tenant/settings";
import type { Environment } from "../config/environment";

/** The shares of one host. */
export interface HostTraffic {
  readonly host: string;
  /** Whose agents alone are reached by it; absent for the name that all share. */
  readonly tenant?: string;
  readonly shares: Readonly<Record<string, number>>;
}

/** What becomes of a tenant's traffic. */
export interface TrafficLoss {
  /** The region that is lost. */
  readonly region: string;
  readonly namespace: string;
  /** Who gets which part of it then; nobody where the tenant is nowhere else. */
  readonly shares: Readonly<Record<string, number>>;
  /** How much of what all its regions carry together the others carry then, 0–1. */
  readonly carried: number;
  /**
   * What it must be at least: keptOnRegionLoss; 0 while one of its regions is drained, which can be undone at once,
   * where traffic goes by distance, and where too few replicas are left, which the quota proof says.
   */
  readonly required: number;
}

export interface TrafficProof {
  readonly hosts: readonly HostTraffic[];
  readonly losses: readonly TrafficLoss[];
  /** What does not hold, in words. */
  readonly violations: readonly string[];
}

/** Replicas at most, by region and namespace. */
export type Capacity = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Of an environment whose regions are all looked at, and which answers under names of its own; otherwise empty. */
export function proveTraffic(environment: Environment, capacity: Capacity): TrafficProof {
  const { clusters, domain, routing, regions, tenants } = environment;
  const isWhole = regions.every(({ name }) => capacity.has(name));
  if (clusters !== "google" || domain === "" || !isWhole) return { hosts: [], losses: [], violations: [] };
  const hosts = hostsOf(environment);
  const losses = tenants.flatMap((tenant) => {
    const host = hosts.find((one) => one.tenant === tenant.id);
    return host === undefined ? [] : lossesOf(host, routing, namespaceOf(tenant), tenant.keptOnRegionLoss, capacity);
  });
  return {
    hosts: hosts.map((host) => ({
      host: host.name,
      ...(host.tenant !== undefined && { tenant: host.tenant }),
      shares: Object.fromEntries(sharesOf(host, routing, () => true)),
    })),
    losses,
    violations: losses.flatMap(shortfallIn),
  };
}

function lossesOf(
  host: Host,
  routing: RoutingSettings,
  namespace: string,
  required: number,
  capacity: Capacity,
): readonly TrafficLoss[] {
  const carriers = new Map(host.answers.map(({ region }) => [region, capacity.get(region)?.get(namespace) ?? 0]));
  const together = carriedBy(
    sharesOf(host, routing, () => true),
    carriers,
  );
  // A tenant without agents has no traffic to lose.
  if (together === 0) return [];
  const isDrained = host.answers.some(({ weight }) => weight === 0);
  // By distance, it depends on where clients are, which nobody has said.
  const isGuess = policyOf(host, routing).policy !== "weighted";
  return host.answers.map(({ region: lost }) => {
    const shares = sharesOf(host, routing, (region) => region !== lost);
    const carried = Math.min(1, carriedBy(shares, carriers) / together);
    const isTold = isDrained || isGuess || keptWithout(lost, carriers) < required;
    return {
      ...{ region: lost, namespace, shares: Object.fromEntries(shares), carried },
      required: isTold ? 0 : required,
    };
  });
}

/** The share of the replicas that are in the other regions. */
function keptWithout(lost: string, carriers: ReadonlyMap<string, number>): number {
  const all = [...carriers.values()].reduce((sum, replicas) => sum + replicas, 0);
  return (all - (carriers.get(lost) ?? 0)) / all;
}

/** The traffic, in replicas, that may come before the first of the regions has more than it can carry. */
function carriedBy(shares: Shares, carriers: ReadonlyMap<string, number>): number {
  if (shares.size === 0) return 0;
  return Math.min(...[...shares].map(([region, share]) => (carriers.get(region) ?? 0) / share));
}

/** Room for what a quotient of quotients loses. */
const ROUNDING = 1e-9;

function shortfallIn({ region, namespace, carried, required }: TrafficLoss): readonly string[] {
  if (carried + ROUNDING >= required) return [];
  const least = `its keptOnRegionLoss is ${required}`;
  const found = `the others carry ${Number((carried * 100).toFixed(1))} % of what all carry together`;
  return [`without ${region}: of ${namespace}'s traffic, ${found}, ${least}; even out the weights, or lower it`];
}
