/** What a budget is: the form in which a stack file's limits are judged. */
import type { Path } from "../config/problem";
import type { Level } from "./levels";
import type { Period, Usd } from "./money";

/** One limit of a stack file. */
export interface Budget {
  readonly of: (typeof OWNERS)[number];
  readonly name: string;
  readonly level: Level;
  readonly period: Period;
  readonly limit: Usd;
  /** The share of the limit from which on a word is due, 0–1. */
  readonly alertAt: number;
  /** Where it stands in the stack file. */
  readonly path: Path;
}

export const OWNERS = ["environment", "region", "tenant"] as const;
