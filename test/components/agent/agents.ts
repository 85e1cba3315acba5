/** Agents for tests. */
import { AGENT_DEFAULTS, type AgentSettings, agentOf } from "../../../components/agent/settings";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
export const IMAGE = `europe-docker.pkg.dev/acme/agents/agent@${digest("a")}`;
export const NEXT_IMAGE = `europe-docker.pkg.dev/acme/agents/agent@${digest("b")}`;

/** With nothing that it need not say. */
export const SUPPORT: AgentSettings = agentOf(
  "support",
  { modelName: "gpt-5-mini" },
  { image: IMAGE, priority: "normal", gpusOf: () => 0 },
);

/** On GPUs, never on Spot nodes, takes messages, and with a new version that is being tried. */
export const VISION: AgentSettings = {
  ...SUPPORT,
  name: "vision",
  modelName: "qwen3-vl-8b",
  tools: ["search", "calendar"],
  pool: "gpu",
  gpus: 1,
  spot: false,
  priority: "high",
  scaling: {
    ...AGENT_DEFAULTS.scaling,
    minReplicas: 3,
    maxReplicas: 9,
    customMetrics: [...AGENT_DEFAULTS.scaling.customMetrics, { name: "num_undelivered_messages", target: 30 }],
  },
  canary: { image: NEXT_IMAGE, weight: 5 },
};
