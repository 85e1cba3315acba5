/** How wanted inputs differ from what is there, field by field. */
import type { Properties } from "../model";
import { isMap } from "./object";

export type Path = readonly (string | number)[];

export interface Change {
  readonly path: Path;
  /** Undefined where the field goes away. */
  readonly value: unknown;
}

/** Every field that differs, as deep as both have it. */
export function changesBetween(before: Properties, wanted: Properties): readonly Change[] {
  return [...within([], before, wanted)];
}

function* within(path: Path, before: unknown, wanted: unknown): Generator<Change> {
  if (Array.isArray(before) && Array.isArray(wanted)) {
    const length = Math.max(before.length, wanted.length);
    for (let index = 0; index < length; index++) yield* within([...path, index], before[index], wanted[index]);
  } else if (isMap(before) && isMap(wanted)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(wanted)])) {
      yield* within([...path, key], before[key], wanted[key]);
    }
  } else if (before !== wanted) {
    yield { path, value: wanted };
  }
}

/** A path as the engine writes it. */
export function textOfPath(path: Path): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/[."[\]]/.test(part)) text += `["${part.replaceAll('"', '\\"')}"]`;
    else text += text === "" ? part : `.${part}`;
  }
  return text;
}

/** Such a change is one that the program does not want to hear of. */
export function isIgnored(path: Path, ignored: readonly string[]): boolean {
  const text = textOfPath(path);
  return ignored.some((prefix) => text === prefix || text.startsWith(`${prefix}.`) || text.startsWith(`${prefix}[`));
}
