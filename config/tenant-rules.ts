/** What the schema cannot say of tenants: rules between their settings, and with regions. */
import { SIDECAR } from "../components/mesh/sidecar";
import { PRIORITIES } from "../components/platform/priorities";
import { millisOf } from "../components/tenant/quantity";
import type { TenantSettings } from "../components/tenant/settings";
import { agentFindings } from "./agent-rules";
import type { Environment } from "./environment";
import type { Finding } from "./finding";
import { groupFindings } from "./group-rules";
import { listed, suggestion } from "./problem";
import { replicaFindings } from "./replica-rules";
import type { EnvironmentSettings } from "./schema";
import { tenantPath } from "./tenant-paths";
import { checkTwice } from "./twice";

/** Everything that is wrong with tenants and their agents. */
export function* tenantFindings(settings: EnvironmentSettings, environment: Environment): Generator<Finding> {
  yield* checkDomain(environment);
  yield* groupFindings(environment);
  for (const tenant of environment.tenants) {
    yield* checkResidency(tenant, settings, environment);
    yield* checkModelHosts(tenant);
    yield* checkPriorities(tenant);
    yield* checkLimits(tenant);
    yield* checkLargestContainer(tenant);
    yield* checkServices(tenant);
    for (const agent of tenant.agents) yield* agentFindings(tenant, agent, environment);
    yield* replicaFindings(tenant, settings);
  }
}

function* checkDomain({ tenants, domain }: Environment): Generator<Finding> {
  if (tenants.length === 0 || domain !== "") return;
  const message = "is missing; tenants' agents are reached at agents.DOMAIN: allowed is a DNS name of yours";
  yield { paths: [["config", "agno:domain"]], message };
}

/** A region that the environment does not have would quietly confine the tenant to less. */
function* checkResidency(
  tenant: TenantSettings,
  settings: EnvironmentSettings,
  { regions }: Environment,
): Generator<Finding> {
  const residency = settings["agno:tenants"]?.[tenant.id]?.residency ?? [];
  const known: readonly string[] = regions.map(({ name }) => name);
  for (const [index, region] of residency.entries()) {
    if (known.includes(region)) continue;
    const message = `"${region}" is no region of this environment; allowed is one of ${listed(known)}${suggestion(region, known)}`;
    yield { paths: [tenantPath(tenant, "residency", index)], causes: [["config", "agno:regions"]], message };
  }
  yield* checkTwice(residency, tenantPath(tenant, "residency"));
}

/** Each host is an object named after it. */
function* checkModelHosts(tenant: TenantSettings): Generator<Finding> {
  yield* checkTwice(tenant.modelHosts, tenantPath(tenant, "modelHosts"));
}

function* checkPriorities(tenant: TenantSettings): Generator<Finding> {
  const { priority, maxPriority } = tenant;
  const ceiling = PRIORITIES[maxPriority].value;
  const tooHigh = `is above the tenant's maxPriority ${maxPriority}; lower it or raise maxPriority`;
  if (PRIORITIES[priority].value > ceiling) {
    const paths = [tenantPath(tenant, "priority"), tenantPath(tenant, "maxPriority")];
    yield { paths, message: `priority ${priority} ${tooHigh}` };
  }
  for (const agent of tenant.agents) {
    // What it has from the tenant is told there.
    if (agent.priority === priority || PRIORITIES[agent.priority].value <= ceiling) continue;
    const paths = [tenantPath(tenant, "agents", agent.name, "priority")];
    const causes = [tenantPath(tenant, "maxPriority")];
    yield { paths, causes, message: `priority ${agent.priority} ${tooHigh}` };
  }
}

/** What pods may use at most is at least what they may reserve. */
function* checkLimits(tenant: TenantSettings): Generator<Finding> {
  const { quota } = tenant;
  for (const name of ["cpu", "memory", "ephemeralStorage"] as const) {
    const limit = `${name}Limit` as const;
    if (millisOf(quota[name]) <= millisOf(quota[limit])) continue;
    const message = `${name} ${quota[name]} is more than ${limit} ${quota[limit]}; lower ${name} or raise ${limit}`;
    yield { paths: [tenantPath(tenant, "quota", name), tenantPath(tenant, "quota", limit)], message };
  }
}

/** The limit range holds for the mesh's sidecar as well, without which no pod starts. */
function* checkLargestContainer(tenant: TenantSettings): Generator<Finding> {
  for (const [setting, least] of [
    ["containerCpu", SIDECAR.limits.cpu],
    ["containerMemory", SIDECAR.limits.memory],
  ] as const) {
    if (millisOf(tenant.quota[setting]) >= millisOf(least)) continue;
    const message = `${tenant.quota[setting]} is less than the mesh's sidecar in each pod has; allowed is at least ${least}`;
    yield { paths: [tenantPath(tenant, "quota", setting)], message };
  }
}

function* checkServices(tenant: TenantSettings): Generator<Finding> {
  const { agents, quota } = tenant;
  if (agents.length <= quota.services) return;
  const message = `${agents.length} agents have a service each, and quota.services is ${quota.services}; raise it`;
  const paths = [tenantPath(tenant, "quota", "services"), tenantPath(tenant, "agents")];
  yield { paths, message };
}
