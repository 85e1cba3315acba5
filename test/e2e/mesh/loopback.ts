/**
 * What loopback forces on the project's own manifests, all of it:
 * - nothing redirects what a pod sends and receives (iptables), so its Sidecar says where Envoy listens;
 * - no kubelet runs pods, and the API server takes no endpoints on loopback, so WorkloadEntries stand for them;
 * - everything is on one machine, so each Envoy listens at an address of its own;
 * - the outside is not there, so model hosts end at a server of the test;
 * - nobody signs certificates (cert-manager), so the gateway's Secret is made by hand.
 */
import { PORT } from "../../../components/agent/labels";
import { GATEWAY, hostOf, hostsIn, secretNameOf } from "../../../components/mesh/gateway";
import { type Authority, createAuthority } from "../../../sandbox/cluster/certificates";
import type { MeshPod } from "../../../sandbox/mesh/proxy";

/**
 * Where a pod's Envoy takes what its agent sends to other agents, at their port: at the pod's address but for its second
 * number, which is 1 more.
 */
export function outboundOf(pod: MeshPod): string {
  const [first, second, ...rest] = pod.address.split(".");
  return [first, Number(second) + 1, ...rest].join(".");
}

type Spec = Readonly<Record<string, unknown>>;
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Spec;
}

/** Stands for a pod: Services find it by its labels, Istio knows it by its address. */
export function workloadEntryOf({ name, namespace, account, labels, address, kind }: MeshPod) {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "WorkloadEntry",
    metadata: { name, namespace, labels: { ...labels, "security.istio.io/tlsMode": "istio" } },
    spec: { address, labels, serviceAccount: account, ...(kind === "sidecar" && { ports: { http: PORT } }) },
  };
}

/**
 * A Sidecar for one pod: what it may reach is the tenant's own Sidecar's to say; where its Envoy listens is said here
 * instead of by iptables.
 *
 * @param agentPort Where the agent itself listens on 127.0.0.1.
 * @param tlsPort Where Envoy takes TLS to the outside. By the name in it alone, hosts are told apart only where it
 * listens at every address, as it does behind iptables; so no two pods can have the same.
 */
export function sidecarFor(pod: MeshPod, tenants: Manifest, agentPort: number, tlsPort?: number) {
  const { name, namespace, labels, address } = pod;
  const { egress, outboundTrafficPolicy } = tenants.spec as {
    readonly egress: readonly { readonly hosts: readonly string[] }[];
    readonly outboundTrafficPolicy: unknown;
  };
  const captureMode = "NONE";
  const [{ hosts } = { hosts: [] }] = egress;
  return {
    apiVersion: tenants.apiVersion,
    kind: tenants.kind,
    metadata: { name, namespace },
    spec: {
      workloadSelector: { labels },
      ingress: [
        {
          ...{ bind: address, captureMode },
          port: { number: PORT, protocol: "HTTP", name: "http-agent" },
          defaultEndpoint: `127.0.0.1:${agentPort}`,
        },
      ],
      egress: [
        { bind: outboundOf(pod), captureMode, port: { number: PORT, protocol: "HTTP", name: "http" }, hosts },
        ...(tlsPort === undefined
          ? []
          : [{ bind: "0.0.0.0", captureMode, port: { number: tlsPort, protocol: "TLS", name: "tls" }, hosts }]),
      ],
      outboundTrafficPolicy,
    },
  };
}

/** The gateway's Envoy listens at the gateway's own address only. */
export function gatewayAt<Server extends object>(
  gateway: { readonly spec: { readonly servers: readonly Server[] } },
  bind: string,
) {
  const servers = gateway.spec.servers.map((server) => ({ ...server, bind }));
  return { ...gateway, spec: { ...gateway.spec, servers } };
}

/**
 * Ends at a port of this machine.
 *
 * @param tlsPort What callers name instead of 443, where only who is privileged may listen.
 */
export function outsideAt(entry: Manifest, port: number, tlsPort: number) {
  return {
    ...entry,
    spec: {
      ...entry.spec,
      ports: [{ number: tlsPort, name: "tls", protocol: "TLS" }],
      endpoints: [{ address: "127.0.0.1", ports: { tls: port } }],
    },
  };
}

/** The Secret that cert-manager would keep, and who signed it. */
export async function certificateFor(
  domain: string,
): Promise<{ readonly authority: Authority; readonly secret: object }> {
  const authority = await createAuthority("outside");
  const { certificate, key } = await authority.issue({ name: hostOf(domain), hosts: hostsIn(domain) });
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secretNameOf(domain), namespace: GATEWAY.namespace },
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": certificate, "tls.key": key },
  };
  return { authority, secret };
}
