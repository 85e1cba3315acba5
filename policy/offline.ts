/** The rules over what the offline preview registered: the engine's verdicts without the engine. */
import type { RegisteredResource } from "../emulator/monitor";
import { type OnRead, type Violation, judge, judgeStack, viewOf } from "./judge";
import { type ResourceRule, type Rule, isStackRule } from "./rule";
import { RULES } from "./rules";
import { type StrictnessOf, asItComes } from "./settings";
import { type Resource, subjectsOf } from "./subject";

export interface OfflineOptions {
  readonly rules?: readonly Rule[];
  readonly strictnessOf?: StrictnessOf;
  readonly onRead?: OnRead;
}

/**
 * Judges a stack: rules about resources by their inputs, rules about stacks by their outputs, as the engine does.
 * Mandatory verdicts first, then by rule in the order of the rules.
 */
export function violationsIn(
  resources: readonly RegisteredResource[],
  { rules = RULES, strictnessOf = asItComes, onRead }: OfflineOptions = {},
): readonly Violation[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const providerOf = ({ provider }: RegisteredResource) => byUrn.get(provider.slice(0, provider.lastIndexOf("::")));
  const resourceOf = (resource: RegisteredResource, props: Resource["props"]): Resource => {
    const { urn, type, name, custom } = resource;
    const provider = providerOf(resource);
    return { ...{ urn, type, name, custom, props }, ...provided(provider) };
  };
  const verdicts = rules.flatMap((rule): readonly (readonly [Rule, ReturnType<StrictnessOf>])[] => {
    const strictness = strictnessOf(rule);
    return strictness === undefined ? [] : [[rule, strictness]];
  });
  const ofKind = rulesByKind(verdicts.map(([rule]) => rule));
  const strict = new Map(verdicts);
  const found: Violation[] = [];
  for (const resource of resources) {
    for (const subject of subjectsOf(resourceOf(resource, resource.inputs))) {
      for (const rule of ofKind(subject.kind)) {
        const strictness = strict.get(rule);
        if (strictness !== undefined) found.push(...judge(rule, subject, strictness, onRead));
      }
    }
  }
  const view = viewOf(
    resources.flatMap((resource) => subjectsOf(resourceOf(resource, { ...resource.inputs, ...resource.outputs }))),
    onRead,
  );
  for (const [rule, strictness] of verdicts) {
    if (isStackRule(rule) && strictness !== undefined) found.push(...judgeStack(rule, view, strictness));
  }
  return inOrder(found, rules);
}

function provided(provider: RegisteredResource | undefined): Pick<Resource, "provider" | "providerProps"> {
  return { provider: provider?.urn ?? "", providerProps: provider?.inputs ?? {} };
}

/** Most rules look at one kind of hundreds. */
function rulesByKind(rules: readonly Rule[]): (kind: string) => readonly ResourceRule[] {
  const resourceRules = rules.filter((rule): rule is ResourceRule => !isStackRule(rule));
  const known = new Map<string, readonly ResourceRule[]>();
  return (kind) => {
    const found = known.get(kind) ?? resourceRules.filter(({ kinds }) => kinds.includes(kind) || kinds.includes("*"));
    known.set(kind, found);
    return found;
  };
}

function inOrder(found: readonly Violation[], rules: readonly Rule[]): readonly Violation[] {
  const rank = new Map(rules.map(({ name }, index) => [name, index]));
  const rankOf = ({ enforcementLevel, policy }: Violation) =>
    (enforcementLevel === "mandatory" ? 0 : rules.length) + (rank.get(policy) ?? 0);
  return [...found].sort((a, b) => rankOf(a) - rankOf(b) || (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
}

/** Whether anything mandatory is broken. */
export function isViolated(violations: readonly Violation[]): boolean {
  return violations.some(({ enforcementLevel }) => enforcementLevel === "mandatory");
}
