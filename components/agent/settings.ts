/** An agent as plain data: what the stack file and an AgnoAgent object both say, with all defaults. */
import type { PriorityName } from "../platform/priorities";
import type { AgentPatch } from "./schema";

export interface AgentSettings {
  readonly name: string;
  /** The model that it asks, by the name that its host knows. */
  readonly modelName: string;
  /** With a digest. */
  readonly image: string;
  readonly tools: readonly string[];
  /** The node pool that it runs on: "cpu", "gpu", "memory" or one of the stack file's own. */
  readonly pool: string;
  /** GPUs of each replica. */
  readonly gpus: number;
  /** Whether its replicas may run on Spot nodes. */
  readonly spot: boolean;
  readonly priority: PriorityName;
  readonly resources: {
    readonly requests: Amounts;
    readonly limits: Amounts;
  };
  readonly scaling: Scaling;
  readonly canary?: Canary;
}

/** Kubernetes' quantities of the agent's own container. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

export interface Scaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Percent of what the agent's own container requests. */
  readonly targetCPU: number;
  readonly targetMemory: number;
  readonly customMetrics: readonly CustomMetric[];
}

/** The metrics that the platform has a source for. */
export const CUSTOM_METRICS = ["agno_pending_requests", "num_undelivered_messages"] as const;

export interface CustomMetric {
  readonly name: (typeof CUSTOM_METRICS)[number];
  /** For each replica. */
  readonly target: number;
}

export interface Canary {
  /** With a digest. */
  readonly image: string;
  /** Percent of the requests, 1–50. */
  readonly weight: number;
}

/** What holds where an agent says nothing; the figures are the reference's unless a comment says why not. */
export const AGENT_DEFAULTS = {
  tools: [],
  pool: "cpu",
  spot: true,
  resources: {
    // The reference's defaults for a container, but for the memory: Agno alone takes up to 176 MiB.
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { cpu: "500m", memory: "1Gi" },
  },
  scaling: {
    minReplicas: 2,
    maxReplicas: 100,
    targetCPU: 70,
    targetMemory: 80,
    // Not the reference's queue depth: Google has no figure for a queue that nothing passes through, and while one is
    // missing, no replica is ever taken away. An agent that takes messages adds it.
    customMetrics: [{ name: "agno_pending_requests", target: 30 }],
  },
  canaryWeight: 10,
} as const;

/** What an agent inherits. */
export interface Inherited {
  readonly image: string;
  readonly priority: PriorityName;
  /** GPUs of a node of its pool. */
  readonly gpusOf: (pool: string) => number;
}

/**
 * Adds the defaults. `maxReplicas` is the declared ceiling or the reference's 100; fitReplicas cuts the latter to what
 * the tenant's quota holds.
 */
export function agentOf(name: string, patch: AgentPatch, { image, priority, gpusOf }: Inherited): AgentSettings {
  const pool = patch.pool ?? AGENT_DEFAULTS.pool;
  const { requests, limits } = patch.resources ?? {};
  return {
    name,
    modelName: patch.modelName,
    image: patch.image ?? image,
    tools: patch.tools ?? AGENT_DEFAULTS.tools,
    pool,
    gpus: gpusOf(pool) > 0 ? 1 : 0,
    spot: patch.spot ?? AGENT_DEFAULTS.spot,
    priority: patch.priority ?? priority,
    resources: {
      requests: amountsOf(AGENT_DEFAULTS.resources.requests, requests),
      limits: amountsOf(AGENT_DEFAULTS.resources.limits, limits),
    },
    scaling: { ...AGENT_DEFAULTS.scaling, ...patch.scaling },
    ...(patch.canary && { canary: { weight: AGENT_DEFAULTS.canaryWeight, ...patch.canary } }),
  };
}

function amountsOf(defaults: Amounts, patch: Readonly<Partial<Record<keyof Amounts, string | number>>> = {}): Amounts {
  return { cpu: String(patch.cpu ?? defaults.cpu), memory: String(patch.memory ?? defaults.memory) };
}
