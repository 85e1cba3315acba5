/** How traffic comes to the regions, as plain data. */
import type { GoogleRegion } from "../region/google-regions";

/**
 * By the weights of the regions; to the one that is nearest to whoever asks; or all to one region, and to the others
 * only where that one fails.
 */
export const ROUTING_POLICIES = ["weighted", "nearest", "primary"] as const;

export interface RoutingSettings {
  readonly policy: (typeof ROUTING_POLICIES)[number];
  /** Who has all traffic as long as it is healthy; "" with any other policy than "primary". */
  readonly primary: GoogleRegion | "";
}

/** A region that answers under a name. */
export interface Answer {
  readonly region: GoogleRegion;
  /** Its part of the traffic, in proportion to the others'; 0: it is drained and gets none. */
  readonly weight: number;
}

/** A name under which agents are reached. */
export interface Host {
  /** Without the last point: "agents.acme.example". */
  readonly name: string;
  /** Whose agents alone are reached by it; absent for the name that all share. */
  readonly tenant?: string;
  readonly answers: readonly Answer[];
}

/** Reference: 100 // len(regions), equal for all. */
export function defaultWeight(regions: number): number {
  return Math.floor(100 / regions);
}
