/** How requests come to an agent: from outside by its path, from its tenant's other agents by its name. */
import { PORT, type Version } from "../agent/labels";
import type { AgentSettings } from "../agent/settings";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { GATEWAY, hostOf, referenceTo, tenantHostOf } from "./gateway";

type Agent = Pick<AgentSettings, "name" | "canary">;
type Tenant = Pick<TenantSettings, "id">;

/** Where an agent is reached at each host; it itself sees paths without it. */
export function pathOf(agent: Agent, tenant: Tenant): string {
  return `/${tenant.id}/${agent.name}/`;
}

/**
 * Its routes and the traffic policy that they lead through.
 *
 * @param domain Agents are reached at agents.DOMAIN and TENANT.agents.DOMAIN; "": this one only from its tenant's others.
 */
export function agentRoutesOf(agent: Agent, tenant: Tenant, domain: string) {
  const outside = domain === "" ? [] : [routesFromOutside(agent, tenant, domain)];
  return [destinationOf(agent, tenant), ...outside, routesFromInside(agent, tenant)];
}

/** Reference: {service}-canary. The reference's is bound to no gateway, hence reached from nowhere outside. */
function routesFromOutside(agent: Agent, tenant: Tenant, domain: string) {
  const here = { uri: { prefix: pathOf(agent, tenant) } };
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: `${agent.name}-canary`, namespace: namespaceOf(tenant) },
    spec: {
      hosts: [hostOf(domain), tenantHostOf(domain, tenant)],
      gateways: [referenceTo(GATEWAY)],
      http: versionsOf(agent).map(({ headers, weights }) => ({
        match: [{ ...here, ...headers }],
        rewrite: { uri: "/" },
        route: destinations(agent, tenant, weights),
        retries: RETRIES,
      })),
    },
  };
}

/** The same division for the tenant's other agents, who know it as http://{agent}:8000. Nobody else sees these routes. */
function routesFromInside(agent: Agent, tenant: Tenant) {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: `${agent.name}-inside`, namespace: namespaceOf(tenant) },
    spec: {
      hosts: [serviceHost(agent, tenant)],
      gateways: ["mesh"],
      exportTo: ["."],
      http: versionsOf(agent).map(({ headers, weights }) => ({
        ...(headers && { match: [headers] }),
        route: destinations(agent, tenant, weights),
        retries: RETRIES,
      })),
    },
  };
}

/** Shares of the requests, in percent. */
type Weights = Readonly<Partial<Record<Version, number>>>;

/** Which requests go to which version: the first that fits. Who says canary: true gets it, as long as there is one. */
function versionsOf({ canary }: Agent): readonly { readonly headers?: object; readonly weights: Weights }[] {
  if (canary === undefined) return [{ weights: { stable: 100 } }];
  return [
    { headers: { headers: { canary: { exact: "true" } } }, weights: { canary: 100 } },
    { weights: { stable: 100 - canary.weight, canary: canary.weight } },
  ];
}

function destinations(agent: Agent, tenant: Tenant, weights: Weights) {
  const shares = Object.entries(weights);
  return shares.map(([subset, weight]) => ({
    destination: { host: serviceHost(agent, tenant), port: { number: PORT }, subset },
    ...(shares.length > 1 && { weight }),
  }));
}

/**
 * A run that has reached an agent is never sent again, as it may have acted already: only what no agent has seen yet is
 * tried elsewhere. There is no timeout, which is Istio's default (it refuses to be told "0s"): an answer may stream for
 * as long as it likes.
 */
const RETRIES = { attempts: 2, retryOn: "connect-failure,refused-stream,reset-before-request" } as const;

/** Both versions are always known: a route to a subset that is not is answered by 503, and updates have no order. */
const SUBSETS: readonly Version[] = ["stable", "canary"];

/** Reference: {service}-destination, with its figures. */
function destinationOf(agent: Agent, tenant: Tenant) {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: `${agent.name}-destination`, namespace: namespaceOf(tenant) },
    spec: {
      host: serviceHost(agent, tenant),
      trafficPolicy: {
        // The reference's LEAST_CONN is its old name.
        loadBalancer: { simple: "LEAST_REQUEST" },
        // Of each proxy that asks and each version, and of each replica's own: what does not fit is answered by 503 at once.
        connectionPool: {
          tcp: { maxConnections: 100 },
          http: { http1MaxPendingRequests: 50, maxRequestsPerConnection: 10, idleTimeout: IDLE },
        },
        outlierDetection: OUTLIERS,
        tls: { mode: "ISTIO_MUTUAL" },
      },
      subsets: SUBSETS.map((version) => ({ name: version, labels: { version } })),
    },
  };
}

/**
 * How long an idle connection is kept, also to the agent itself. Agents close theirs after 5 s (uvicorn's default), and a
 * request that meets that moment is answered by 503: 7 of 2,800 in bursts 5 s apart, with Istio's own hour.
 */
const IDLE = "3s";

/**
 * The reference has these in places that do not exist. Gateway errors are 502, 503 and 504; an agent's own 500 is no
 * reason to take a replica away. Half of the replicas stay in any case.
 */
const OUTLIERS = {
  consecutiveGatewayErrors: 5,
  consecutive5xxErrors: 0,
  interval: "30s",
  baseEjectionTime: "30s",
  maxEjectionPercent: 50,
} as const;

function serviceHost(agent: Agent, tenant: Tenant): string {
  return `${agent.name}.${namespaceOf(tenant)}.svc.cluster.local`;
}
