/** Hosts outside the mesh that pods may call, as its registry has them: all others it refuses. */
import { GATEWAY } from "./gateway";

/**
 * Speaks TLS from end to end: the mesh reads only the name in it, and looks up the address itself.
 *
 * @param exportTo Who sees them: "." its own namespace, "*" all.
 */
export function tlsHosts(name: string, namespace: string, hosts: readonly string[], exportTo: "." | "*") {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "ServiceEntry",
    metadata: { namespace, name },
    spec: {
      hosts,
      exportTo: [exportTo],
      location: "MESH_EXTERNAL",
      // Not where the caller says that the host is: it could name any address.
      resolution: "DNS",
      ports: [{ number: 443, name: "tls", protocol: "TLS" }],
    },
  };
}

/** Google's own that every agent at Google needs. */
const METADATA = "metadata.google.internal";
const APIS = ["pubsub.googleapis.com"];

/** By the names that Sidecar objects have for them. */
export const GOOGLE_HOSTS: readonly string[] = [METADATA, ...APIS].map((host) => `${GATEWAY.namespace}/${host}`);

/** Once a cluster, for all tenants. */
export function googleHostsOf() {
  return [
    tlsHosts("agno-google-apis", GATEWAY.namespace, APIS, "*"),
    {
      apiVersion: "networking.istio.io/v1",
      kind: "ServiceEntry",
      metadata: { namespace: GATEWAY.namespace, name: "agno-google-metadata" },
      spec: {
        hosts: [METADATA],
        location: "MESH_EXTERNAL",
        resolution: "STATIC",
        // Plain HTTP to the node that the pod is on: it hands out the identity that the pod has at Google.
        addresses: ["169.254.169.254"],
        endpoints: [{ address: "169.254.169.254" }],
        ports: [{ number: 80, name: "http", protocol: "HTTP" }],
      },
    },
  ];
}
