/** What is seen of an AgnoAgent. Whoever makes replicas of it writes this; people only read it. */
import type { Schema } from "./structural-schema";

const count = (description: string): Schema => ({ type: "integer", minimum: 0, description });
const generation: Schema = { type: "integer", format: "int64", minimum: 0, description: "Which generation was seen." };

/** Kubernetes' own form of a condition. */
const CONDITION: Schema = {
  type: "object",
  required: ["type", "status", "reason", "message", "lastTransitionTime"],
  properties: {
    type: {
      type: "string",
      maxLength: 63,
      pattern: "^[A-Z][A-Za-z0-9]*$",
      description: "What it speaks of, such as Ready.",
    },
    status: { type: "string", enum: ["True", "False", "Unknown"], description: "Whether it holds." },
    reason: {
      type: "string",
      maxLength: 128,
      pattern: "^[A-Z][A-Za-z0-9]*$",
      description: "Why, in one word for programs.",
    },
    message: { type: "string", maxLength: 4096, description: "Why, in words for people." },
    lastTransitionTime: { type: "string", format: "date-time", description: "When its status changed last." },
    observedGeneration: generation,
  },
};

export const STATUS: Schema = {
  type: "object",
  description: "What has become of it.",
  properties: {
    phase: {
      type: "string",
      enum: ["Pending", "Running", "Degraded", "Failed"],
      description:
        "Pending: no replica is ready yet. Running: at least minReplicas are. Degraded: fewer are. Failed: none will be.",
    },
    replicas: count("Replicas that there are."),
    readyReplicas: count("Replicas that answer."),
    selector: { type: "string", maxLength: 512, description: "The labels of its pods, as autoscalers read them." },
    observedGeneration: generation,
    conditions: {
      type: "array",
      maxItems: 16,
      items: CONDITION,
      x_kubernetes_list_type: "map",
      x_kubernetes_list_map_keys: ["type"],
      description: "What holds of it, each with its reason.",
    },
  },
};
