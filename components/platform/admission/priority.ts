import { PRIORITIES, type PriorityName, priorityClassOf } from "../priorities";
import { literal } from "./cel";
import type { Guard } from "./guard";
import { podGuard } from "./pods";

const VALUES = literal(
  Object.fromEntries(
    (Object.keys(PRIORITIES) as PriorityName[]).map((name) => [priorityClassOf(name), PRIORITIES[name].value]),
  ),
);

/** A namespace without a ceiling, or with one that is no class of the platform, is an error: all is refused. */
const VARIABLES = {
  values: VALUES,
  ceiling: 'variables.values[namespaceObject.metadata.labels["agno-max-priority"]]',
} as const;

const MESSAGE = "the priority must be one of the platform's, up to the tenant's agno:tenants.ID.maxPriority";

const upToCeiling = (name: string) => `${name} in variables.values && variables.values[${name}] <= variables.ceiling`;

/** Nobody's pods take the place of those of a tenant that is worth more, or of the cluster's own. */
export const priority: Guard = podGuard({
  name: "agno-priority",
  variables: { ...VARIABLES, class: 'variables.spec.?priorityClassName.orValue("")' },
  // Without a class, a pod has less than all others.
  rules: [{ holds: `variables.class == "" || (${upToCeiling("variables.class")})`, message: MESSAGE }],
});

/** The same for agents, whose pods others make: who writes them hears it at once. */
export const agentPriority: Guard = {
  name: "agno-agent-priority",
  requests: [{ group: "ai.company.com", resources: ["agnoagents"], operations: ["CREATE", "UPDATE"] }],
  where: "tenants",
  onlyIf: { "has-priority": "has(object.spec.priority)" },
  variables: { ...VARIABLES, class: '"agno-" + object.spec.priority' },
  rules: [{ holds: upToCeiling("variables.class"), message: MESSAGE }],
};
