/** Whether a region's way in is there: what Google's probers ask, and the gateway itself answers. */
import { GATEWAY_PODS, hostOf, referenceTo } from "./gateway";
import { GATEWAY_PORTS } from "./gateway-pods";

/** In clear: probers name no host in TLS, without which Envoy turns them away, and take a redirect for a failure. */
export const HEALTH_GATEWAY = { namespace: "agno-system", name: "agno-agents-health" } as const;

/** Where probers ask. It leads nowhere: the answer is the gateway's own. */
export function healthGatewayOf(domain: string) {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: HEALTH_GATEWAY,
    spec: {
      selector: GATEWAY_PODS,
      servers: [{ port: { number: GATEWAY_PORTS.health, name: "health", protocol: "HTTP" }, hosts: [hostOf(domain)] }],
    },
  };
}

/** Reference: the health checks' path. */
export const HEALTH_PATH = "/health";

/** Nothing else is answered there. */
export function healthRouteOf(domain: string) {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: HEALTH_GATEWAY,
    spec: {
      hosts: [hostOf(domain)],
      gateways: [referenceTo(HEALTH_GATEWAY)],
      http: [{ match: [{ uri: { exact: HEALTH_PATH } }], directResponse: { status: 200 } }],
    },
  };
}
