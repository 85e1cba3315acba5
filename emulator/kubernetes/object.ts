/** Kubernetes objects as plain data, and how to look into them without changing them. */
import { UNKNOWN_VALUE } from "../plugin/provider";
import type { Properties } from "../model";

export interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly uid: string }[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly ManagedFields[];
}

/** Which fields a manager of an object answers for. */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly apiVersion?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: Properties;
  readonly time?: string;
}

/** What a server says an object does, for one aspect of it. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of keys, undefined where there is none. */
export function pluck(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) at = isMap(at) ? at[key] : undefined;
  return at;
}

/** The number at a path; what the server leaves out is 0. */
export function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = pluck(value, ...path);
  return typeof found === "number" ? found : 0;
}

/** The map at a path, empty where there is none. */
export function mapAt(value: unknown, ...path: readonly string[]): Properties {
  const found = pluck(value, ...path);
  return isMap(found) ? found : {};
}

/** The list at a path, empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = pluck(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function metadataOf(object: Properties): Metadata {
  return mapAt(object, "metadata");
}

/** An annotation, also where the metadata are not known yet. */
export function annotationOf(object: Properties, key: string): string | undefined {
  const value = pluck(object, "metadata", "annotations", key);
  return typeof value === "string" ? value : undefined;
}

export function conditionOf(object: Properties, type: string): Condition | undefined {
  return (listAt(object, "status", "conditions") as readonly Condition[]).find((condition) => condition.type === type);
}

/** A copy with another value at a path; undefined takes it away. */
export function withValue(object: Properties, path: readonly string[], value: unknown): Properties {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const inner = rest.length === 0 ? value : withValue(mapAt(object, key), rest, value);
  const others = Object.entries(object).filter(([other]) => other !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]);
}

/** A copy without the value at a path, and without anything new where there is none. */
export function withoutValue(object: Properties, ...path: readonly string[]): Properties {
  return pluck(object, ...path) === undefined ? object : withValue(object, path, undefined);
}

/** Only an update will tell a part of it. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN_VALUE) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isMap(value) && Object.values(value).some(holdsUnknown);
}
