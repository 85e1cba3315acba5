/** Who manages which fields of an object: what was created becomes what is applied, without a conflict with ourselves. */
import type { Properties } from "../model";
import { isMap, type ManagedFields, metadataOf } from "./object";

/** The manager under which objects are created. */
export const CREATOR = "pulumi-kubernetes";

const UPDATERS = new Set([
  CREATOR,
  "pulumi-kubernetes.exe",
  "pulumi-resource-kubernetes",
  "kubectl",
  "before-first-apply",
]);

/**
 * A JSON patch that gives a manager the fields that we (or kubectl) wrote before; undefined where there is nothing
 * to give.
 */
export function takeover(live: Properties, manager: string): readonly Properties[] | undefined {
  const { managedFields = [], resourceVersion } = metadataOf(live);
  const ours = managedFields.filter((entry) => entry.subresource === undefined && isOurs(entry, manager));
  const already = ours.length === 1 && ours[0]?.manager === manager && ours[0].operation === "Apply";
  const [first] = ours;
  if (first === undefined || already) return undefined;
  const fieldsV1 = ours.map((entry) => entry.fieldsV1 ?? {}).reduce(union);
  const entry = { ...first, manager, operation: "Apply", fieldsV1 };
  const value = [...managedFields.filter((other) => !ours.includes(other)), entry];
  return [
    { op: "replace", path: "/metadata/managedFields", value },
    // Somebody else's change in between makes the patch fail, not theirs vanish.
    { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
  ];
}

/** Objects that were written before they were first created with a manager of their own. */
export function wasCreatedHere(live: Properties): boolean {
  const { managedFields = [] } = metadataOf(live);
  return managedFields.some(({ manager, operation }) => operation === "Update" && isPulumis(manager));
}

export function hasNoManagers(live: Properties): boolean {
  return (metadataOf(live).managedFields ?? []).length === 0;
}

/** Whether a manager, or anybody but it, manages a field. */
export function managersOf(live: Properties, field: readonly string[], manager: string) {
  const entries = (metadataOf(live).managedFields ?? []).filter(({ fieldsV1 }) => has(fieldsV1 ?? {}, field));
  return {
    ours: entries.some((entry) => entry.manager === manager),
    others: entries.some((entry) => entry.manager !== manager),
  };
}

function isOurs({ manager, operation }: ManagedFields, ourManager: string): boolean {
  if (operation === "Apply") return manager === ourManager || manager === "kubectl";
  return UPDATERS.has(manager);
}

function isPulumis(manager: string): boolean {
  return manager.startsWith("pulumi-") && UPDATERS.has(manager);
}

function union(one: Properties, other: Properties): Properties {
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const old = merged[key];
    merged[key] = isMap(old) && isMap(value) ? union(old, value) : value;
  }
  return merged;
}

function has(fields: Properties, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const inner = fields[`f:${key}`];
  return isMap(inner) && has(inner, rest);
}
