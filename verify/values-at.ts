export interface Found {
  /** Where it was found, with list indices. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * What stands at a path of nested groups and lists; what is not set is not found.
 *
 * @param path Names joined by dots, "[]" after one for each element of a list: "nodePools[].autoscaling".
 *   The empty path is the group itself.
 */
export function valuesAt(group: unknown, path: string): readonly Found[] {
  const steps = path === "" ? [] : path.replaceAll("[]", ".[]").split(".");
  return steps.reduce<readonly Found[]>(
    (found, step) => found.flatMap((from) => next(from, step)),
    [{ path: "", value: group }],
  );
}

function next({ path, value }: Found, step: string): readonly Found[] {
  if (step === "[]") {
    return Array.isArray(value)
      ? value.map((each: unknown, index) => ({ path: `${path}[${index}]`, value: each }))
      : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const part = (value as Readonly<Record<string, unknown>>)[step];
  if (part === undefined || part === null) return [];
  return [{ path: path === "" ? step : `${path}.${step}`, value: part }];
}
