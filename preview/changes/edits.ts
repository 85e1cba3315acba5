/** How one value becomes another: the smallest parts that differ, where each stands, and what it was. */
import { isDeepStrictEqual } from "node:util";
import { own } from "../../config/own";
import type { Properties } from "../../emulator/model";
import { isMap } from "../../emulator/kubernetes/object";

export type Path = readonly (string | number)[];

export interface Edit {
  readonly path: Path;
  /** Undefined where the base has nothing there. */
  readonly before: unknown;
  /** Undefined where this revision has nothing there. */
  readonly after: unknown;
}

/**
 * Everything that differs, in the order of the paths' texts. Maps are compared key by key and lists of one length
 * item by item; a list that becomes longer or shorter is one edit, as its positions mean something else then.
 */
export function editsBetween(before: Properties, after: Properties): readonly Edit[] {
  const text = ({ path }: Edit) => JSON.stringify(path);
  return [...within([], before, after)].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function* within(path: Path, before: unknown, after: unknown): Generator<Edit> {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, value] of before.entries()) yield* within([...path, index], value, after[index]);
  } else if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* within([...path, key], own(before, key), own(after, key));
    }
  } else if (!isDeepStrictEqual(before, after)) {
    yield { path, before, after };
  }
}
