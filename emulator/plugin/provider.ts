/** What a provider plugin does, in plain data: the engine's protocol without its wire. */
import type { Properties } from "../model";

/** Stands in plain data for a value that only an update will tell, as the engine itself writes it. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource that the engine asks about. */
export interface Subject {
  readonly urn: string;
  /** Pulumi's type token, for example "gcp:compute/network:Network". */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
}

/** A resource that exists, as the state holds it. */
export interface Existing extends Subject {
  readonly id: string;
  /** Its inputs of the last update. */
  readonly inputs: Properties;
  /** Its outputs of the last update. */
  readonly outputs: Properties;
}

/** Existing, with the inputs that it should have. */
export interface Wanted extends Existing {
  readonly wanted: Properties;
  readonly ignoreChanges: readonly string[];
}

export interface CheckFailure {
  /** The input that is wrong; empty for all of them together. */
  readonly property: string;
  readonly reason: string;
}

export interface Difference {
  /** Inputs that differ, by name or as a path ("spec.replicas"). */
  readonly changed: readonly string[];
  /** Those of them that cannot be changed in place. */
  readonly replaces: readonly string[];
  /** The successor cannot exist beside the old one. */
  readonly deleteBeforeReplace: boolean;
}

export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

export interface Found extends Made {
  /** What the program would have to say to get what is there. */
  readonly inputs: Properties;
}

/** It was made and never became ready: the engine keeps it, and a later update goes on from there. */
export class NotReady extends Error {
  override readonly name = "NotReady";

  constructor(
    readonly made: Found,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

export interface Provider {
  /** What the program gave the provider; may hold unknown values in a preview. */
  configure(settings: Properties): Promise<void>;
  /** How a change of the provider's own settings concerns what was made with it; without it, as an update of nothing. */
  diffSettings?(before: Properties, after: Properties): Difference;
  /** Fills in defaults and says what is wrong. Inputs may hold unknown values in a preview. */
  check(
    subject: Subject,
    wanted: Properties,
    before: Properties | undefined,
  ): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
  diff(wanted: Wanted): Promise<Difference>;
  /** In a preview nothing is made, the id is empty and what only the cloud knows is unknown. */
  create(subject: Subject, inputs: Properties, preview: boolean): Promise<Made>;
  update(wanted: Wanted, preview: boolean): Promise<Properties>;
  /** Undefined where there is no such thing any more. Inputs are empty for what is imported. */
  read(existing: Existing): Promise<Found | undefined>;
  /** Fine as well where it is gone already. */
  delete(existing: Existing): Promise<void>;
}
