/** AgnoAgent: the kind of object by which tenants say what agent they want, beside the stack file. */
import type { CustomResourceDefinitionArgs } from "@pulumi/kubernetes/apiextensions/v1";
import { agent } from "../agent/schema";
import { AGENT_DEFAULTS } from "../agent/settings";
import { NAME_RULES, RESOURCE_RULES, SCALING_RULES, SPEC_RULES } from "./agent-rules";
import { STATUS } from "./agent-status";
import { type Schema, structuralSchemaOf, withDefaults } from "./structural-schema";

/** The reference's name, group and fields. What may be said of an agent is the stack file's own schema. */
export function agentDefinition() {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "agnoagents.ai.company.com" },
    spec: {
      group: "ai.company.com",
      scope: "Namespaced",
      names: {
        kind: "AgnoAgent",
        listKind: "AgnoAgentList",
        plural: "agnoagents",
        singular: "agnoagent",
        shortNames: ["aa"],
        // `kubectl get all` shows them.
        categories: ["all", "agno"],
      },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: OBJECT },
          subresources: { status: {}, scale: SCALE },
          additionalPrinterColumns: COLUMNS,
        },
      ],
    },
  } satisfies CustomResourceDefinitionArgs;
}

/** `kubectl scale`, and autoscalers. */
const SCALE = {
  specReplicasPath: ".spec.replicas",
  statusReplicasPath: ".status.replicas",
  labelSelectorPath: ".status.selector",
};

const COLUMNS = [
  { name: "Model", type: "string", jsonPath: ".spec.modelName" },
  { name: "Pool", type: "string", jsonPath: ".spec.pool" },
  { name: "Ready", type: "integer", jsonPath: ".status.readyReplicas" },
  { name: "Desired", type: "integer", jsonPath: ".spec.replicas" },
  { name: "Min", type: "integer", jsonPath: ".spec.scaling.minReplicas" },
  { name: "Max", type: "integer", jsonPath: ".spec.scaling.maxReplicas" },
  { name: "Phase", type: "string", jsonPath: ".status.phase" },
  { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
];

/**
 * Not the image and the priority, which the stack file and the tenant decide, nor the most replicas, which are what the
 * tenant's quota holds where nothing is said.
 */
const DEFAULTS = {
  tools: AGENT_DEFAULTS.tools,
  resources: AGENT_DEFAULTS.resources,
  scaling: { customMetrics: AGENT_DEFAULTS.scaling.customMetrics },
};

/** Fields of the reference that a stack file says otherwise: by an agent's place in it, or by its autoscaler. */
const ONLY_HERE: Readonly<Record<string, Schema>> = {
  agentName: {
    type: "string",
    maxLength: 63,
    description: "The agent's name. Where it is said, it is the object's.",
  },
  replicas: {
    type: "integer",
    minimum: 1,
    maximum: 1000,
    description: "Replicas wanted now. Its autoscaler sets it; scaling says between what.",
  },
};

/** Kubernetes' own bound, which the cost of a rule is reckoned with only where it is said. */
const METADATA: Schema = { type: "object", properties: { name: { type: "string", maxLength: 253 } } };

const OBJECT: Schema = {
  type: "object",
  description: "An agent of the tenant whose namespace it is in.",
  required: ["spec"],
  properties: { metadata: METADATA, spec: specOf(withDefaults(structuralSchemaOf(agent), DEFAULTS)), status: STATUS },
  x_kubernetes_validations: NAME_RULES,
};

function specOf(settings: Schema): Schema {
  const { resources = {}, scaling = {}, ...others } = settings.properties ?? {};
  return {
    ...settings,
    description: "What the agent should be.",
    properties: {
      ...ONLY_HERE,
      ...others,
      resources: { ...resources, x_kubernetes_validations: RESOURCE_RULES },
      scaling: { ...scaling, x_kubernetes_validations: SCALING_RULES },
    },
    x_kubernetes_validations: SPEC_RULES,
  };
}
