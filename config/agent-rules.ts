/** What the schema cannot say of an agent: rules between its settings, with its tenant and with node pools. */
import { podLoad } from "../components/agent/replicas";
import type { AgentSettings } from "../components/agent/settings";
import { SYSTEM_PODS, resourcesOf } from "../components/cluster/allocatable";
import { machineTypeOf } from "../components/cluster/machine-types";
import {
  COMPUTE_CLASS,
  GPU_TAINT,
  type NodePool,
  SPOT_TAINT,
  SYSTEM_POOL,
  planPools,
} from "../components/cluster/node-pools";
import { SIDECAR } from "../components/mesh/sidecar";
import { LEAST_CONTAINER } from "../components/tenant/limit-range";
import { millisOf } from "../components/tenant/quantity";
import type { TenantSettings } from "../components/tenant/settings";
import type { Environment, RegionSettings } from "./environment";
import type { Finding } from "./finding";
import { listed, suggestion } from "./problem";
import { amountInWords } from "./replica-rules";
import { agentPath, tenantPath } from "./tenant-paths";
import { checkTwice } from "./twice";

export function* agentFindings(
  tenant: TenantSettings,
  agent: AgentSettings,
  environment: Environment,
): Generator<Finding> {
  yield* checkImages(tenant, agent);
  yield* checkResources(tenant, agent);
  yield* checkScaling(tenant, agent);
  yield* checkPool(tenant, agent, environment);
  yield* checkTwice(agent.tools, agentPath(tenant, agent, "tools"));
}

function* checkImages(tenant: TenantSettings, agent: AgentSettings): Generator<Finding> {
  const causes = [["config", "agno:agentImage"]];
  if (agent.image === "") {
    const message = "is missing; name the agent's image with its digest, or agno:agentImage for all agents";
    yield { paths: [agentPath(tenant, agent, "image")], causes, message };
  }
  if (agent.canary?.image === agent.image) {
    const message = "is the image that runs already; allowed is that of the new version";
    yield { paths: [agentPath(tenant, agent, "canary", "image")], causes, message };
  }
}

/** The API server would refuse the pods, one by one and late: there would be an agent without replicas. */
function* checkResources(tenant: TenantSettings, agent: AgentSettings): Generator<Finding> {
  const { requests, limits } = agent.resources;
  for (const [what, setting] of [
    ["cpu", "containerCpu"],
    ["memory", "containerMemory"],
  ] as const) {
    const [request, limit, most, least] = [requests[what], limits[what], tenant.quota[setting], LEAST_CONTAINER[what]];
    const requestPath = agentPath(tenant, agent, "resources", "requests", what);
    const limitPath = agentPath(tenant, agent, "resources", "limits", what);
    if (millisOf(request) > millisOf(limit)) {
      const message = `${what} request ${request} is more than the limit ${limit}; lower the request or raise the limit`;
      yield { paths: [requestPath, limitPath], message };
    }
    // Less than the sidecar has is told of the tenant.
    if (millisOf(limit) > millisOf(most) && millisOf(most) >= millisOf(SIDECAR.limits[what])) {
      const message = `${what} limit ${limit} is more than a container of the tenant may have, ${most}; lower it or raise quota.${setting}`;
      const causes = [tenantPath(tenant, "quota", setting)];
      yield { paths: [limitPath, tenantPath(tenant, "quota", setting)], causes, message };
    }
    if (millisOf(request) < millisOf(least)) {
      const message = `${what} request ${request} is less than a container must ask for; allowed is at least ${least}`;
      yield { paths: [requestPath], message };
    }
  }
}

function* checkScaling(tenant: TenantSettings, agent: AgentSettings): Generator<Finding> {
  const { minReplicas, maxReplicas, customMetrics } = agent.scaling;
  if (minReplicas > maxReplicas) {
    const message = `minReplicas ${minReplicas} is more than maxReplicas ${maxReplicas}; lower the one or raise the other`;
    const paths = ["minReplicas", "maxReplicas"].map((key) => agentPath(tenant, agent, "scaling", key));
    yield { paths, message };
  }
  const names = customMetrics.map(({ name }) => name);
  yield* checkTwice(names, agentPath(tenant, agent, "scaling", "customMetrics"), "name");
}

/** At the first region where the agent would find no node. */
function* checkPool(tenant: TenantSettings, agent: AgentSettings, environment: Environment): Generator<Finding> {
  for (const region of environment.regions.filter(({ name }) => tenant.regions.includes(name))) {
    const problem = poolProblem(agent, region, environment);
    if (problem === undefined) continue;
    const resources = agentPath(tenant, agent, "resources", "requests");
    const pool = agentPath(tenant, agent, "pool");
    const paths = [...(problem.ofSize ? [resources, pool] : [pool, resources]), agentPath(tenant, agent)];
    const causes = [["config", "agno:regions"], ["config", "agno:pools"], tenantPath(tenant, "residency")];
    yield { paths, causes, message: problem.message };
    return;
  }
}

interface PoolProblem {
  readonly message: string;
  /** Whether smaller replicas would fit. */
  readonly ofSize?: boolean;
}

function poolProblem(agent: AgentSettings, region: RegionSettings, { clusters }: Environment): PoolProblem | undefined {
  const { name, pools } = region;
  const open = Object.keys(pools).filter((pool) => pool !== SYSTEM_POOL && (pools[pool]?.max ?? 0) > 0);
  if (!open.includes(agent.pool)) {
    const misspelt = !Object.hasOwn(pools, agent.pool);
    const advice = `allowed is one of ${listed(open)}${misspelt ? suggestion(agent.pool, open) : ""}`;
    return { message: `"${agent.pool}" is no node pool for agents in ${name}; ${advice}` };
  }
  // Nobody knows which nodes a cluster of somebody else's has.
  if (clusters === "kubeconfig") return undefined;
  const planned = planPools(name, pools);
  const reason = planned.omitted.find((pool) => pool.name === agent.pool)?.reason;
  if (reason !== undefined) {
    const advice = "choose another pool, or confine the tenant to other regions by residency";
    return { message: `"${agent.pool}" is not there in ${name}: ${reason}; ${advice}` };
  }
  const pool = planned.pools.find((one) => one.name === agent.pool);
  return pool && (taintProblem(pool) ?? gpuProblem(agent, region, pool) ?? sizeProblem(agent, region, pool));
}

/** What agents tolerate where they need to. */
const TOLERATED: readonly string[] = [GPU_TAINT.key, SPOT_TAINT.key, COMPUTE_CLASS];

function taintProblem({ name, taints }: NodePool): PoolProblem | undefined {
  const own = taints.find(({ key, effect }) => !TOLERATED.includes(key) && effect !== "PreferNoSchedule");
  return own && { message: `pool ${name} keeps agents off by its taint ${own.key}; choose a pool without taints` };
}

/** An agent is the same in all its regions. */
function gpuProblem(agent: AgentSettings, { name }: RegionSettings, pool: NodePool): PoolProblem | undefined {
  if (pool.gpus > 0 === agent.gpus > 0) return undefined;
  const advice = "give it the same gpus everywhere, or confine the tenant by residency";
  return { message: `pool ${pool.name} has ${pool.gpus} GPUs in ${name}, and others in another region; ${advice}` };
}

function sizeProblem(agent: AgentSettings, region: RegionSettings, pool: NodePool): PoolProblem | undefined {
  const machine = machineTypeOf(pool.machineType);
  if (machine === undefined) return undefined;
  const { allocatable } = resourcesOf({ machine, gpus: pool.gpus, podsPerNode: region.podsPerNode });
  const load = podLoad(agent);
  for (const what of ["cpu", "memory"] as const) {
    const left = millisOf(allocatable[what] ?? "0") - millisOf(SYSTEM_PODS[what]);
    if (load[what] <= left) continue;
    const [needed, there] = [amountInWords(what, load[what]), amountInWords(what, left)];
    const message =
      `a replica with its sidecar needs ${what} ${needed}, and ${pool.machineType} of pool ${pool.name} has ${there} ` +
      "for it; lower its request or choose a pool of larger machines";
    return { message, ofSize: true };
  }
  return undefined;
}
