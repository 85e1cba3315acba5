import { type Mutation, set, without } from "../mutate";

export const MESH: Readonly<Record<string, readonly Mutation[]>> = {
  "mesh-is-strict": [
    set("PeerAuthentication strict", "spec.mtls.mode", "PERMISSIVE", "PERMISSIVE"),
    set("PeerAuthentication strict", "spec.portLevelMtls", { 8000: { mode: "DISABLE" } }, "DISABLE"),
    set("PeerAuthentication strict", "spec.mtls", undefined, "not set"),
  ],
  "tenants-have-a-strict-mesh": [
    without("PeerAuthentication strict", "not there"),
    set("PeerAuthentication strict", "spec.selector", { matchLabels: { app: "support" } }, "not there"),
  ],
  "tenants-ask-who-calls": [
    without("AuthorizationPolicy allow", "not there"),
    set("AuthorizationPolicy allow", "spec.action", "AUDIT", "not there"),
  ],
  "callers-are-named": [
    set("AuthorizationPolicy allow", "spec.rules.0", {}, "everybody"),
    set("AuthorizationPolicy allow", "spec.rules.0.from.0", {}, "anybody"),
    set("AuthorizationPolicy allow", "spec.rules.0.from.0.source.namespaces", ["*"], "*"),
  ],
  "egress-is-registered": [
    set("Sidecar egress", "spec.outboundTrafficPolicy.mode", "ALLOW_ANY", "ALLOW_ANY"),
    set("Sidecar egress", "spec.outboundTrafficPolicy", undefined, "not set"),
    set("Sidecar egress", "spec.egress.0.hosts", ["*/*"], "*/*"),
    set("Sidecar egress", "spec.egress.0.hosts", ["agno-tenant-initech/*"], "agno-tenant-initech/*"),
  ],
  "tenants-have-registered-egress": [
    without("Sidecar egress", "not there"),
    set("Sidecar egress", "spec.workloadSelector", { labels: { app: "support" } }, "not there"),
  ],
  "routes-keep-the-meshs-tls": [
    set("DestinationRule support", "spec.trafficPolicy.tls.mode", "DISABLE", "DISABLE"),
    set("DestinationRule support", "spec.trafficPolicy.tls.mode", "SIMPLE", "SIMPLE"),
  ],
  "gateways-speak-tls": [
    set("Gateway agno-agents-gateway", "spec.servers.1.tls.httpsRedirect", false, "false"),
    set("Gateway agno-agents-gateway", "spec.servers.0.tls.minProtocolVersion", "TLSV1_0", "TLSV1_0"),
    set("Gateway agno-agents-gateway", "spec.servers.0.hosts.0", "*", "*"),
    set("Gateway agno-agents-health", "spec.servers.0.hosts.0", "*", "*"),
  ],
  "health-leads-nowhere": [
    set("VirtualService agno-agents-health", "spec.http.0", { route: [] }, "a route"),
    set("VirtualService agno-agents-health", "spec.tcp", [{ route: [] }], "a route"),
    set("VirtualService support-canary", "spec.gateways", ["agno-system/agno-agents-health"], "a route"),
    set("VirtualService support-canary", "spec.gateways", ["agno-agents-health.agno-system"], "a route"),
  ],
  "canary-weights-add-up": [
    set("VirtualService support-canary", "spec.http.0.route.1.weight", 20, "110"),
    set("VirtualService support-canary", "spec.http.0.route.0.weight", undefined, "10"),
  ],
  "routes-stay-with-the-tenant": [
    set(
      "VirtualService support-canary",
      "spec.http.0.route.0.destination.host",
      "billing.agno-tenant-initech.svc.cluster.local",
      "billing.agno-tenant-initech.svc.cluster.local",
    ),
    set("VirtualService support-canary", "spec.hosts.0", "*", "*"),
  ],
};
