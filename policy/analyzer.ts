/** The rules as Pulumi's policies: `pulumi preview --policy-pack policy`. */
import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import { type Violation, judge, judgeStack, viewOf } from "./judge";
import { type ResourceRule, type Rule, type StackRule, isStackRule } from "./rule";
import { figuresOf } from "./settings";
import { type Properties, type Resource, subjectsOf } from "./subject";

/** The policy that a rule is in the pack. */
export function policyOf(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  return isStackRule(rule) ? stackPolicyOf(rule) : resourcePolicyOf(rule);
}

function resourcePolicyOf(rule: ResourceRule): ResourceValidationPolicy {
  return {
    ...described(rule),
    validateResource: (args, report) => {
      const strictness = { level: rule.level, figures: figuresOf(rule, args.getConfig()) };
      for (const subject of subjectsOf(resourceOf(args))) {
        if (rule.kinds.includes(subject.kind) || rule.kinds.includes("*"))
          judge(rule, subject, strictness).forEach(tell(report, rule));
      }
    },
  };
}

function stackPolicyOf(rule: StackRule): StackValidationPolicy {
  return {
    ...described(rule),
    validateStack: (args, report) => {
      const view = viewOf(args.resources.flatMap((resource) => subjectsOf(resourceOf(resource))));
      const strictness = { level: rule.level, figures: figuresOf(rule, args.getConfig()) };
      judgeStack(rule, view, strictness).forEach(tell(report, rule));
    },
  };
}

function described({ name, why, mend, level, figures }: Rule) {
  return {
    name,
    description: why,
    enforcementLevel: level,
    remediationSteps: mend,
    ...(figures !== undefined && { configSchema: configSchemaOf(figures) }),
  };
}

/** All figures have defaults. */
function configSchemaOf(figures: z.ZodType): PolicyConfigSchema {
  const { properties } = z.toJSONSchema(figures, { io: "input" });
  return { properties: (properties ?? {}) as PolicyConfigSchema["properties"] };
}

/** The engine knows at which level a company takes the rule; what is only told is said to be advice. */
function tell(report: ReportViolation, rule: Rule): (violation: Violation) => void {
  return ({ enforcementLevel, message, urn }) => {
    const advice = enforcementLevel !== rule.level && { enforcementLevel };
    // A third form of the report, which its type does not name: with a level of its own.
    report({ message, urn, ...advice } as unknown as string);
  };
}

/** The key under which Pulumi's guard gives out what it guards (proxy.js of the pinned @pulumi/policy). */
const BEHIND_THE_GUARD = "__getSpecialProxyTarget";

/** Without Pulumi's guard, which would make a rule that reads an unknown value advice, and pass on. */
function resourceOf({ urn, type, name, props, provider }: ResourceValidationArgs | PolicyResource): Resource {
  return {
    ...{ urn, type, name, custom: provider !== undefined, props: unguarded(props) },
    provider: provider?.urn ?? "",
    providerProps: provider === undefined ? {} : unguarded(provider.props),
  };
}

function unguarded(props: Record<string, unknown>): Properties {
  return (props[BEHIND_THE_GUARD] ?? props) as Properties;
}
