/** Whether a tenant's agents fit its quota. What is declared must; what is not is cut until it does. */
import { type Load, type LoadKey, fitReplicas, mostLoad, podLoad, shortOf } from "../components/agent/replicas";
import type { AgentSettings } from "../components/agent/settings";
import { millisOf } from "../components/tenant/quantity";
import type { Quota } from "../components/tenant/quota";
import type { TenantSettings } from "../components/tenant/settings";
import type { Finding } from "./finding";
import { type Path, listed } from "./problem";
import type { EnvironmentSettings } from "./schema";
import { agentPath, tenantPath } from "./tenant-paths";

export function* replicaFindings(tenant: TenantSettings, settings: EnvironmentSettings): Generator<Finding> {
  yield* checkGpus(tenant);
  yield* checkReplicas(tenant, settings);
}

/** What the figures follow from, besides themselves. */
const ELSEWHERE: readonly Path[] = [
  ["config", "agno:pools"],
  ["config", "agno:regions"],
];

function* checkGpus(tenant: TenantSettings): Generator<Finding> {
  const agent = tenant.agents.find(({ gpus }) => gpus > 0);
  if (agent === undefined || tenant.quota.gpus > 0) return;
  const needed = mostLoad([atLeast(agent)]).gpus / 1000;
  const message =
    `pool ${agent.pool} has GPUs, of which the tenant may use none; choose another pool, or allow some by quota.gpus: ` +
    `minReplicas ${agent.scaling.minReplicas} and a rollout need ${needed}`;
  const paths = [tenantPath(tenant, "quota", "gpus"), agentPath(tenant, agent, "pool"), agentPath(tenant, agent)];
  yield { paths, causes: ELSEWHERE, message };
}

function* checkReplicas(tenant: TenantSettings, settings: EnvironmentSettings): Generator<Finding> {
  // That there are no GPUs at all is told above.
  const quota = tenant.quota.gpus > 0 ? tenant.quota : { ...tenant.quota, gpus: ENOUGH };
  const least = tenant.agents.map(atLeast);
  const leastFits = shortOf(mostLoad(least), quota).length === 0;
  const load = mostLoad(leastFits ? tenant.agents : least);
  const short = shortOf(load, quota);
  if (short.length === 0) return;
  const what = leastFits ? "maxReplicas" : "minReplicas";
  const figures = short.map((key) => shortage(key, load, quota)).join(", ");
  const message =
    `${what} of all agents together, sidecars and rollouts included, need more than the quota has: ${figures}; ` +
    `lower ${what}${leastFits ? ` (${whatWouldFit(tenant.agents, quota)} would fit)` : ""}, or raise the quota`;
  yield { paths: placesOf(tenant, settings, what, short), causes: [tenantPath(tenant), ...ELSEWHERE], message };
}

/** More GPUs than any tenant's agents could ask for. */
const ENOUGH = 1e9;

function atLeast(agent: AgentSettings): AgentSettings {
  const { minReplicas, maxReplicas } = agent.scaling;
  return { ...agent, scaling: { ...agent.scaling, maxReplicas: Math.min(minReplicas, maxReplicas) } };
}

function shortage(key: LoadKey, load: Load, quota: Quota): string {
  return `${key} ${amountInWords(key, load[key])} of ${amountInWords(key, millisOf(String(quota[key])), Math.floor)}`;
}

/** A figure as people write it: bytes in Gi or Mi with two decimals, rounded up as what is needed must be. */
export function amountInWords(key: LoadKey, millis: number, round: (value: number) => number = Math.ceil): string {
  if (!/memory|storage/i.test(key)) return String(millis / 1000);
  const [unit, size] = millis >= 1000 * 2 ** 30 ? ["Gi", 2 ** 30] : ["Mi", 2 ** 20];
  return `${round((millis / 10) * (1 / size)) / 100}${unit}`;
}

function whatWouldFit(agents: readonly AgentSettings[], quota: Quota): string {
  return listed(fitReplicas(agents, quota, new Set()).map(({ name, scaling }) => `${name} ${scaling.maxReplicas}`));
}

/** Where somebody said how many, the largest first; then what is too little. */
function placesOf(
  tenant: TenantSettings,
  settings: EnvironmentSettings,
  what: "minReplicas" | "maxReplicas",
  short: readonly LoadKey[],
): readonly Path[] {
  const written = settings["agno:tenants"]?.[tenant.id]?.agents ?? {};
  const cpusOf = (agent: AgentSettings) => podLoad(agent).cpuLimit * agent.scaling[what];
  const agents = tenant.agents
    .filter(({ name }) => written[name]?.scaling?.[what] !== undefined)
    .sort((a, b) => cpusOf(b) - cpusOf(a));
  return [
    ...agents.map((agent) => agentPath(tenant, agent, "scaling", what)),
    ...short.map((key) => tenantPath(tenant, "quota", key)),
    tenantPath(tenant, "agents"),
  ];
}
