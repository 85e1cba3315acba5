/** What a revision changes of another: plain data, the JSON's "changes", which every report is drawn from. */
import type { Amounts } from "../../cost/money";
import type { Level } from "../../cost/levels";

export interface Changes {
  readonly base: Revision;
  readonly added: readonly Placed[];
  readonly removed: readonly Removed[];
  readonly changed: readonly Changed[];
  /** What the change costs; null where either revision has no cost. */
  readonly costDelta: CostDelta | null;
}

export interface Revision {
  /** As it was asked for, such as "HEAD~1". */
  readonly ref: string;
  /** The commit that it was then, in full. */
  readonly commit: string;
}

/** A resource, and whose it is. */
export interface Placed {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The region that it is in; "" for what regions share. */
  readonly region: string;
  /** The tenant whose it is; "" for the platform's own. */
  readonly tenant: string;
}

export interface Removed extends Placed {
  /** Which data goes with it, in words; "" for none. */
  readonly loses: string;
  /** It is protected: Pulumi refuses to take it away or make it anew until that is lifted. */
  readonly isProtected: boolean;
}

export interface Changed extends Removed {
  /** The URN that it had in the base, where an alias says that it is the same. */
  readonly was: string | null;
  /** What differs, as Pulumi writes paths, sorted: "nodeConfig.machineType". */
  readonly paths: readonly string[];
  /** The base's value of each path; a path that it lacks is absent. */
  readonly before: Readonly<Record<string, unknown>>;
  /** This revision's value of each path. */
  readonly after: Readonly<Record<string, unknown>>;
  /**
   * The paths that cannot be changed in place: the provider makes the resource anew. Empty where it stays. One that is
   * not among the paths depends on another resource that is made anew.
   */
  readonly replacedFor: readonly string[];
}

export type ByLevel = Readonly<Record<Level, Amounts>>;

/** Differences of amounts, in cents; negative where it becomes cheaper. */
export interface CostDelta {
  readonly total: ByLevel;
  readonly regions: Readonly<Record<string, ByLevel>>;
  readonly tenants: Readonly<Record<string, ByLevel>>;
}
