/** Names of objects: made up where the program gives none, and as the ids of resources. */
import { randomBytes } from "node:crypto";
import type { Properties } from "../model";
import { isAutonamed, markedAutonamed } from "./annotations";
import { metadataOf, withValue } from "./object";

/** The logical name with something that no other object's name ends with. */
export function inventedName(logicalName: string): string {
  return `${logicalName}-${randomBytes(4).toString("hex")}`;
}

/** Another one for each resource, so that two that share an object see each other's changes as conflicts. */
export function inventedManager(): string {
  return inventedName("pulumi-kubernetes");
}

/**
 * With a name: the program's, else the one made up before, else a new one.
 *
 * @param before The inputs of the last update, undefined for what is new.
 */
export function named(wanted: Properties, before: Properties | undefined, logicalName: string): Properties {
  const { name, generateName } = metadataOf(wanted);
  if (isSaid(name)) return wanted;
  if (before === undefined) return isSaid(generateName) ? wanted : withName(wanted, inventedName(logicalName));
  const old = metadataOf(before).name;
  return isAutonamed(before) && old !== undefined ? withName(wanted, old) : wanted;
}

export interface Id {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** "namespace/name", or "name" for what is in no namespace. */
export function idOf(object: Properties): string {
  const { namespace, name = "" } = metadataOf(object);
  return isSaid(namespace) ? `${namespace}/${name}` : name;
}

export function parsedId(id: string): Id {
  const [first = "", second] = id.split("/");
  const name = second ?? first;
  if (name === "") throw new Error(`"${id}" is no id of an object; it is NAMESPACE/NAME, or NAME in no namespace`);
  return { namespace: second === undefined ? undefined : first, name };
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

function withName(object: Properties, name: string): Properties {
  return markedAutonamed(withValue(object, ["metadata", "name"], name));
}
