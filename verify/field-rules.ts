/** How an input of a Pulumi resource maps to Google's own description of the API. */

/**
 * - A string is the path from the resource's schema: `enableShieldedNodes: "shieldedNodes.enabled"`.
 * - `to` with `spelling` is a path whose values have other names in Pulumi than at Google.
 * - `to` with `although` is a path that Google calls deprecated or output only, and why it is used all the same.
 * - `none` is an input that Google has no counterpart of, and why.
 */
export type FieldRule =
  | string
  | { readonly to: string; readonly spelling: Readonly<Record<string, string | boolean>> }
  | { readonly to: string; readonly although: string }
  | { readonly none: string };

/** Dotted Pulumi input paths without list indices, for example "nodeConfig.guestAccelerators.count". */
export type FieldRules = Readonly<Record<string, FieldRule>>;

export interface TypeMapping {
  /** The file name of the API description, for example "container.v1". */
  readonly document: string;
  /** The schema in it that the resource's inputs become. */
  readonly schema: string;
  readonly fields: FieldRules;
}

/** The path of a rule, undefined for an input without a counterpart. */
export function pathOf(rule: FieldRule): string | undefined {
  if (typeof rule === "string") return rule;
  return "to" in rule ? rule.to : undefined;
}
