/** What nobody may read in a state: a Secret's contents, however the program gave them. */
import type { Properties } from "../model";
import { isMap } from "./object";

/** The engine's own marks; loading @pulumi/pulumi for them would double the plugin's start. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Marks what an object of any shape holds of Secrets, as the engine understands it. */
export function guarded(object: Properties): Properties {
  if (object.kind !== "Secret") return object;
  const { data, stringData, ...rest } = object;
  return {
    ...rest,
    ...(data !== undefined && { data: secret(data) }),
    ...(stringData !== undefined && { stringData: secret(stringData) }),
  };
}

/** The value of what may be marked: an engine that hands secrets over as such is understood as well. */
export function unguarded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unguarded);
  if (!isMap(value)) return value;
  if (value[SIGNATURE] === SECRET) return unguarded(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unguarded(inner)]));
}

function secret(value: unknown): Properties {
  return { [SIGNATURE]: SECRET, value };
}
