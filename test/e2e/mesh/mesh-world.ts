/** Two tenants in a real mesh on loopback: a gateway, and beside each agent an Envoy, with the project's own manifests. */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { labelsOf } from "../../../components/agent/labels";
import { serviceAccountOf, serviceOf } from "../../../components/agent/service";
import { agentRoutesOf } from "../../../components/mesh/agent-routes";
import { GATEWAY, GATEWAY_PODS, gatewayOf, hostOf } from "../../../components/mesh/gateway";
import { gatewayAccountOf, gatewayRoleBindingOf, gatewayRoleOf } from "../../../components/mesh/gateway-access";
import { GATEWAY_PORTS, gatewayServiceOf } from "../../../components/mesh/gateway-pods";
import { healthGatewayOf, healthRouteOf } from "../../../components/mesh/health";
import { gatewayPolicyOf, meshPoliciesOf } from "../../../components/mesh/mesh-policies";
import { tenantMeshOf } from "../../../components/mesh/tenant-mesh";
import { namespaceObjectOf } from "../../../components/tenant/namespace";
import { type TenantSettings, namespaceOf } from "../../../components/tenant/settings";
import type { ApiOptions } from "../../../sandbox/cluster/api";
import { createAuthority } from "../../../sandbox/cluster/certificates";
import type { Cluster } from "../../../sandbox/cluster/cluster";
import { freePort } from "../../../sandbox/cluster/ports";
import { startIstiod } from "../../../sandbox/mesh/istiod";
import { type MeshPod, type Proxy, startProxy } from "../../../sandbox/mesh/proxy";
import { GLOBEX, INITECH } from "../../components/tenant/tenants";
import { applyAll } from "./apply";
import { Backend } from "./backend";
import { type Manifest, certificateFor, gatewayAt, outsideAt, sidecarFor, workloadEntryOf } from "./loopback";
import { type Answer, ask } from "./requests";

export const DOMAIN = "acme.example";

/** Its image is nobody's: backends of the test stand for agents. */
const CANARY = { image: "", weight: 10 };
export const SUPPORT = { name: "support", canary: CANARY };
export const BILLING = { name: "billing" };

export interface MeshWorld {
  readonly pods: Readonly<Record<PodName, MeshPod>>;
  readonly backends: Readonly<Record<AgentPod, Backend>>;
  readonly proxies: Readonly<Record<PodName, Proxy>>;
  /** A model host: by whom it is certified, and where support-canary's Envoy takes TLS to it. */
  readonly outside: { readonly authority: string; readonly tlsPort: number };
  /** A request to the gateway, from outside, to agents.DOMAIN where no other host is said. */
  fromOutside(path: string, options?: Parameters<typeof ask>[0] | object): Promise<Answer>;
  stop(): Promise<void>;
}

type AgentPod = "support-stable" | "support-canary" | "billing-one" | "billing-two";
type PodName = AgentPod | "gateway";

/** Each run has addresses of its own, as several may run on one machine. */
function addresses(): (last: number) => string {
  const [second, third] = [process.pid % 251, Math.floor(process.pid / 251) % 251].map((number) => number + 2);
  return (last) => `127.${second ?? 2}.${third ?? 2}.${last}`;
}

function podsAt(at: (last: number) => string): Readonly<Record<PodName, MeshPod>> {
  const agentPod = (name: AgentPod, tenant: TenantSettings, agent: { readonly name: string }, last: number) => ({
    name,
    namespace: namespaceOf(tenant),
    account: agent.name,
    // The pod's own label is what its Sidecar here finds it by.
    labels: { ...labelsOf(agent, tenant, name.endsWith("-canary") ? "canary" : "stable"), pod: name },
    address: at(last),
    kind: "sidecar" as const,
  });
  return {
    gateway: {
      name: "gateway",
      namespace: GATEWAY.namespace,
      account: GATEWAY.name,
      labels: GATEWAY_PODS,
      address: at(2),
      kind: "router",
    },
    "support-stable": agentPod("support-stable", GLOBEX, SUPPORT, 11),
    "support-canary": agentPod("support-canary", GLOBEX, SUPPORT, 12),
    "billing-one": agentPod("billing-one", INITECH, BILLING, 21),
    "billing-two": agentPod("billing-two", INITECH, BILLING, 22),
  };
}

export async function openMesh(cluster: Cluster, api: ApiOptions, directory: string): Promise<MeshWorld> {
  const pods = podsAt(addresses());
  const names = Object.keys(pods).filter((name) => name !== "gateway") as AgentPod[];
  const backends = byName(names, (name) => new Backend(name));
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await backends[name].start()] as const)),
  ) as Record<AgentPod, number>;
  const outside = { ...(await startOutside()), tlsPort: await freePort() };
  const { authority, secret } = await certificateFor(DOMAIN);

  await applyAll(api, [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: GATEWAY.namespace } },
    ...meshPoliciesOf(),
    ...[gatewayAccountOf(), gatewayRoleOf(), gatewayRoleBindingOf(), gatewayServiceOf(), gatewayPolicyOf()],
    ...[secret, gatewayAt(gatewayOf(DOMAIN), pods.gateway.address), workloadEntryOf(pods.gateway)],
    ...[gatewayAt(healthGatewayOf(DOMAIN), pods.gateway.address), healthRouteOf(DOMAIN)],
    ...tenantObjects(GLOBEX, SUPPORT, outside),
    ...tenantObjects(INITECH, BILLING, outside),
    ...names.flatMap((name) => [
      workloadEntryOf(pods[name]),
      sidecarFor(
        pods[name],
        egressOf(pods[name]),
        ports[name],
        name === "support-canary" ? outside.tlsPort : undefined,
      ),
    ]),
  ]);

  const shared = { directory: join(directory, "mesh"), logs: cluster.logs };
  const istiod = await startIstiod({ ...shared, kubeconfig: cluster.kubeconfig });
  const started = Object.values(pods).map((pod) => startProxy({ pod, istiod, api, ...shared }));
  const proxies = Object.fromEntries((await Promise.all(started)).map((proxy) => [proxy.pod.name, proxy])) as Record<
    PodName,
    Proxy
  >;
  return {
    ...{ pods, backends, proxies, outside },
    fromOutside: (path, options = {}) =>
      ask({
        secure: true,
        host: pods.gateway.address,
        port: GATEWAY_PORTS.https,
        servername: hostOf(DOMAIN),
        ca: authority.certificate,
        path,
        ...options,
        headers: { host: hostOf(DOMAIN), ...(options as { headers?: object }).headers },
      }),
    stop: async () => {
      await Promise.all([...Object.values(proxies), istiod].map((part) => part.stop()));
      for (const backend of Object.values(backends)) backend.stop();
      outside.stop();
    },
  };
}

/** What the project makes of a tenant with one agent, as far as the mesh reads it. */
function tenantObjects(
  tenant: TenantSettings,
  agent: Parameters<typeof agentRoutesOf>[0],
  { port, tlsPort }: { readonly port: number; readonly tlsPort: number },
): readonly object[] {
  const mesh = tenantMeshOf(tenant, "google") as readonly Manifest[];
  return [
    namespaceObjectOf(tenant, "google"),
    ...[serviceAccountOf(agent, tenant), serviceOf(agent, tenant)],
    ...mesh.map((object) => (object.kind === "ServiceEntry" ? outsideAt(object, port, tlsPort) : object)),
    ...agentRoutesOf(agent, tenant, DOMAIN),
  ];
}

function egressOf(pod: MeshPod): Manifest {
  const tenant = pod.namespace === namespaceOf(GLOBEX) ? GLOBEX : INITECH;
  const found = (tenantMeshOf(tenant, "google") as readonly Manifest[]).find(({ kind }) => kind === "Sidecar");
  if (found === undefined) throw new Error(`${tenant.id} has no Sidecar`);
  return found;
}

/** A model host that is outside of the mesh. */
async function startOutside() {
  const authority = await createAuthority("model host");
  const { certificate, key } = await authority.issue({
    name: "api.openai.com",
    hosts: ["api.openai.com", "example.org"],
  });
  const server = createServer({ cert: certificate, key }, (_, response) => response.end("a model's answer"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    authority: authority.certificate,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function byName<Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;
}
