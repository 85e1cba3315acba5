/**
 * What holds in the whole mesh, and for the gateway: nobody speaks in plain text, nobody is let in who is not named,
 * nobody gets out to what is not registered.
 */
import { GATEWAY, GATEWAY_PODS } from "./gateway";
import { GATEWAY_PORTS } from "./gateway-pods";

/** Istio's root namespace: policies without a selector there hold everywhere. Whoever installs Istio makes it. */
export const ROOT = "istio-system";

const SECURITY = "security.istio.io/v1";
const NETWORKING = "networking.istio.io/v1";

/** Only for clusters that are ours alone: on others they would bind whoever else is in the mesh. */
export function meshPoliciesOf() {
  return [
    {
      apiVersion: SECURITY,
      kind: "PeerAuthentication",
      metadata: { namespace: ROOT, name: "agno-strict" },
      spec: { mtls: { mode: "STRICT" } },
    },
    {
      // Without a rule it allows nothing.
      apiVersion: SECURITY,
      kind: "AuthorizationPolicy",
      metadata: { namespace: ROOT, name: "agno-deny-all" },
      spec: {},
    },
    {
      apiVersion: NETWORKING,
      kind: "Sidecar",
      metadata: { namespace: ROOT, name: "agno-registry-only" },
      spec: { egress: [{ hosts: ["./*"] }], outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } },
    },
  ];
}

/** The gateway takes what comes in at its ports; its routes say where it goes. */
export function gatewayPolicyOf() {
  const ports = Object.values(GATEWAY_PORTS).map(String);
  return {
    apiVersion: SECURITY,
    kind: "AuthorizationPolicy",
    metadata: GATEWAY,
    spec: { selector: { matchLabels: GATEWAY_PODS }, action: "ALLOW", rules: [{ to: [{ operation: { ports } }] }] },
  };
}
