/** Makes the new value of the old one and what differs: the counterpart of what is tested here. */
import { isDeepStrictEqual } from "node:util";
import type { Path } from "../../../preview/changes/edits";

/** One edit; "after" is undefined where the value goes. "before" is held against what is there. */
export interface Applied {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/** Throws where the old value does not stand there, or nothing does that the path leads through. */
export function applied(value: unknown, edits: readonly Applied[]): unknown {
  return edits.reduce((now, { path, before, after }) => withEdit(now, path, before, after), value);
}

function withEdit(value: unknown, [key, ...rest]: Path, before: unknown, after: unknown): unknown {
  if (key === undefined) {
    if (!isDeepStrictEqual(value, before)) throw new Error(`${JSON.stringify(value)} is not ${JSON.stringify(before)}`);
    return after;
  }
  if (typeof key === "number") {
    if (!Array.isArray(value) || key >= value.length) throw new Error(`no item ${key} in ${JSON.stringify(value)}`);
    return value.map((item: unknown, index) => (index === key ? withEdit(item, rest, before, after) : item));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`no ${key} in ${JSON.stringify(value)}`);
  const map = new Map<string, unknown>(Object.entries(value));
  const next = withEdit(map.get(key), rest, before, after);
  if (next === undefined) map.delete(key);
  else map.set(key, next);
  return Object.fromEntries(map);
}

/** A path as it is written for people and programs, taken apart: `a["b.c"][0].d` → a, b.c, 0, d. */
export function pathOf(text: string): Path {
  const parts = [...text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.["\]]+)/gsy)];
  if (parts.map(([part]) => part).join("") !== text) throw new Error(`no path: ${text}`);
  return parts.map(([, quoted, index, plain = ""]) =>
    quoted !== undefined ? quoted.replaceAll('\\"', '"') : index !== undefined ? Number(index) : plain,
  );
}
