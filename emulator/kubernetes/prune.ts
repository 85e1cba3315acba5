/** Of a live object the part that a program's inputs speak of. */
import type { Properties } from "../model";
import { isMap } from "./object";

/** What is there, as far as the inputs have it: others' fields and the server's defaults are none of ours. */
export function pruned(live: Properties, inputs: Properties): Properties {
  const found = Object.entries(inputs).flatMap(([key, input]) => {
    if (key in live) return [[key, prunedValue(live[key], input)]];
    // The server leaves out what is empty anyway.
    return isEmpty(input) ? [[key, input]] : [];
  });
  return Object.fromEntries(found) as Properties;
}

function prunedValue(live: unknown, input: unknown): unknown {
  if (isMap(live) && isMap(input)) return pruned(live, input);
  if (!Array.isArray(live) || !Array.isArray(input)) return live;
  // Elements beyond the inputs' are others'.
  return live.slice(0, input.length).map((value: unknown, index) => prunedValue(value, input[index]));
}

function isEmpty(value: unknown): boolean {
  if (value === false || value === 0 || value === "" || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.values(value).every(isEmpty);
}
