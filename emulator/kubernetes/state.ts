/** A live object as the outputs of a resource, and back. */
import { inventedManager } from "./naming";
import type { Properties } from "../model";
import { fieldManagerOf } from "./annotations";
import { metadataOf, withValue } from "./object";
import { fromProgram, toProgram } from "./normal";
import { pruned } from "./prune";
import { guarded, unguarded } from "./secrets";

const FIELD_MANAGER = "__fieldManager";
const INITIAL_API_VERSION = "__initialApiVersion";

/** What a resource remembers besides its object. */
export interface Memory {
  /** Under which name its fields are managed. */
  readonly manager: string;
  readonly initialApiVersion: string;
}

/** Inputs, as the engine hands them over, as an object. */
export function objectOf(inputs: Properties): Properties {
  return fromProgram(unguarded(inputs) as Properties);
}

/** The object that outputs hold. */
export function liveOf(outputs: Properties): Properties {
  return Object.fromEntries(Object.entries(objectOf(outputs)).filter(([key]) => !key.startsWith("__")));
}

export function outputsOf(live: Properties, { manager, initialApiVersion }: Memory): Properties {
  return guarded({ ...toProgram(live), [FIELD_MANAGER]: manager, [INITIAL_API_VERSION]: initialApiVersion });
}

export function inputsOf(object: Properties): Properties {
  return guarded(toProgram(object));
}

/** What outputs remember; made up where they hold nothing yet, and the annotation goes before either. */
export function memoryOf(outputs: Properties, inputs: Properties): Memory {
  const [manager, version] = [outputs[FIELD_MANAGER], outputs[INITIAL_API_VERSION] ?? inputs.apiVersion];
  return {
    manager: fieldManagerOf(inputs) ?? (typeof manager === "string" ? manager : inventedManager()),
    initialApiVersion: typeof version === "string" ? version : "",
  };
}

/** The last state, as far as the last inputs have it. */
export function stateOf(outputs: Properties, inputs: Properties): Properties {
  return pruned(liveOf(outputs), inputs);
}

/** With the namespace that it is in anyway. */
export function placed(object: Properties, isNamespaced: boolean): Properties {
  const { namespace } = metadataOf(object);
  if (isNamespaced) return namespace ? object : withValue(object, ["metadata", "namespace"], "default");
  return namespace === undefined ? object : withValue(object, ["metadata", "namespace"], undefined);
}
