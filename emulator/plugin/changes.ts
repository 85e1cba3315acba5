import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../model";

/** The top-level keys whose values differ, sorted. */
export function changesBetween(before: Properties, after: Properties): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key])).sort();
}
