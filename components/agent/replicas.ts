/** How many replicas of its agents a tenant's quota holds. */
import { SIDECAR } from "../mesh/sidecar";
import { millisOf } from "../tenant/quantity";
import type { Quota } from "../tenant/quota";
import { AGENT_DEFAULTS, type AgentSettings, type Amounts } from "./settings";

/** Pods that a rollout adds to each Deployment for a while, before it takes old ones away. */
export const SURGE_PODS = 1;

/** Local disk of each container. Agents keep nothing there but temporary files. */
export const CONTAINER_DISK = { requests: "256Mi", limits: "1Gi" } as const;

/** What is counted against a quota, in thousandths of each unit. */
export type Load = Readonly<Record<LoadKey, number>>;
export type LoadKey =
  "cpu" | "memory" | "cpuLimit" | "memoryLimit" | "ephemeralStorage" | "ephemeralStorageLimit" | "gpus" | "pods";

/** What one replica counts, sidecar included. */
export function podLoad({ resources, gpus }: Pick<AgentSettings, "resources" | "gpus">): Load {
  const both = (part: "requests" | "limits", what: keyof Amounts) =>
    millisOf(resources[part][what]) + millisOf(SIDECAR[part][what]);
  return {
    cpu: both("requests", "cpu"),
    memory: both("requests", "memory"),
    cpuLimit: both("limits", "cpu"),
    memoryLimit: both("limits", "memory"),
    ephemeralStorage: 2 * millisOf(CONTAINER_DISK.requests),
    ephemeralStorageLimit: 2 * millisOf(CONTAINER_DISK.limits),
    gpus: gpus * 1000,
    pods: 1000,
  };
}

/** The most pods that an agent has at once: all replicas, a canary's, and what rollouts add. */
export function mostPods({ scaling, canary }: Pick<AgentSettings, "scaling" | "canary">): number {
  return scaling.maxReplicas + SURGE_PODS + (canary ? scaling.minReplicas + SURGE_PODS : 0);
}

/** What all agents count together when each has as many replicas as it may. */
export function mostLoad(agents: readonly AgentSettings[]): Load {
  const sum: Record<LoadKey, number> = {
    ...{ cpu: 0, memory: 0, cpuLimit: 0, memoryLimit: 0 },
    ...{ ephemeralStorage: 0, ephemeralStorageLimit: 0, gpus: 0, pods: 0 },
  };
  for (const agent of agents) {
    const pod = podLoad(agent);
    for (const key of Object.keys(sum) as LoadKey[]) sum[key] += pod[key] * mostPods(agent);
  }
  return sum;
}

/** What a quota has too little of for this load, by the names of its settings. */
export function shortOf(load: Load, quota: Quota): readonly LoadKey[] {
  return (Object.keys(load) as LoadKey[]).filter((key) => load[key] > millisOf(String(quota[key])));
}

/**
 * Agents whose ceiling is not declared share what the declared ones leave. All of them get the same, at most the
 * reference's 100 and at least their minimum; those that lack something of their own, such as GPUs, stop where it ends,
 * and the others go on. With all others at their ceilings they then fit the quota, if the minima do.
 *
 * @param declared the names of agents whose ceiling the stack file says; those stay as they are.
 */
export function fitReplicas(
  agents: readonly AgentSettings[],
  quota: Quota,
  declared: ReadonlySet<string>,
): readonly AgentSettings[] {
  let fitted = agents;
  let growing = agents.map(({ name }) => name).filter((name) => !declared.has(name));
  while (growing.length > 0) {
    const ceiling = largestThatFits((candidate) => raised(fitted, growing, candidate), quota);
    fitted = raised(fitted, growing, ceiling);
    const alone = growing.filter((name) => fits(raised(fitted, [name], ceiling + 1), quota));
    // Where each could go on alone, they lack it together: a larger share for some would be a gift.
    growing = alone.length === growing.length ? [] : alone;
  }
  return fitted;
}

/** Reference: maxReplicas 100. */
const HIGHEST = AGENT_DEFAULTS.scaling.maxReplicas;

function fits(agents: readonly AgentSettings[], quota: Quota): boolean {
  return shortOf(mostLoad(agents), quota).length === 0;
}

/** From 1, also where not even that fits. */
function largestThatFits(agentsAt: (ceiling: number) => readonly AgentSettings[], quota: Quota): number {
  let [ceiling, tooMany]: [number, number] = [1, HIGHEST + 1];
  while (tooMany - ceiling > 1) {
    const middle = Math.floor((ceiling + tooMany) / 2);
    if (fits(agentsAt(middle), quota)) ceiling = middle;
    else tooMany = middle;
  }
  return ceiling;
}

/** These agents with a new ceiling; the others as they are. */
function raised(agents: readonly AgentSettings[], names: readonly string[], ceiling: number): readonly AgentSettings[] {
  return agents.map((agent) => {
    if (!names.includes(agent.name)) return agent;
    const maxReplicas = Math.max(ceiling, agent.scaling.minReplicas);
    return { ...agent, scaling: { ...agent.scaling, maxReplicas } };
  });
}
