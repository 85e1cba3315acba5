import type { FieldRule, FieldRules } from "../field-rules";

/** What nearly every GCP resource of Pulumi has and Google's schemas have not. */
export const providerOnly: FieldRules = {
  project: { none: "part of the request's URL" },
  deletionPolicy: { none: "the provider's own: whether a removed resource is deleted, kept, or refused" },
};

/**
 * The same lines one level down: for a part that Pulumi has inside several resources.
 *
 * @param prefix Where the part stands in Pulumi's inputs.
 * @param path Where it stands in Google's schema.
 */
export function below(prefix: string, path: string, rules: FieldRules): FieldRules {
  const moved = Object.entries(rules).map(([key, rule]) => [`${prefix}.${key}`, ruleBelow(path, rule)] as const);
  return { [prefix]: path, ...Object.fromEntries<FieldRule>(moved) };
}

function ruleBelow(path: string, rule: FieldRule): FieldRule {
  if (typeof rule === "string") return `${path}.${rule}`;
  return "to" in rule ? { ...rule, to: `${path}.${rule.to}` } : rule;
}
