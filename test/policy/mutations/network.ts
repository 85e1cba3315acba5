import { type Mutation, kubernetes, plus, set } from "../mutate";
import { IN_TENANT } from "./tenant";

export const DOORS: Readonly<Record<string, readonly Mutation[]>> = {
  "nodes-are-private": [
    set("cluster", "privateClusterConfig.enablePrivateNodes", false, "false"),
    set("cluster", "privateClusterConfig", undefined, "not set"),
    set("cpu", "networkConfig.enablePrivateNodes", false, "false"),
  ],
  "control-planes-are-private": [
    set("cluster", "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled", true, "true"),
    set("cluster", "controlPlaneEndpointsConfig", undefined, "not set"),
  ],
  "authorized-networks-are-narrow": [
    set("cluster", "masterAuthorizedNetworksConfig.cidrBlocks.0.cidrBlock", "0.0.0.0/0", "0.0.0.0/0"),
    set("cluster", "masterAuthorizedNetworksConfig.cidrBlocks.0.cidrBlock", "::/0", "::/0"),
    set("cluster", "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled", true, "true"),
  ],
  "firewalls-let-nobody-in": [
    set("firewall", "sourceRanges", ["0.0.0.0/0"], "0.0.0.0/0"),
    set("firewall", "sourceRanges", ["0.0.0.0/1", "128.0.0.0/1"], "0.0.0.0/1"),
    set("firewall", "sourceRanges", undefined, "0.0.0.0/0"),
    set("egress", "direction", undefined, "0.0.0.0/0"),
  ],
  "services-of-tenants-stay-inside": [
    ...["LoadBalancer", "NodePort", "ExternalName"].map((type) => set("Service support", "spec.type", type, type)),
    set("Service support", "spec.externalIPs", ["203.0.113.7"], "203.0.113.7"),
    plus(
      kubernetes("kubernetes:core/v1:ServicePatch", "service-patch", {
        metadata: { name: "support", ...IN_TENANT },
        spec: { type: "LoadBalancer" },
      }),
      "LoadBalancer",
    ),
  ],
  "only-the-gateway-is-outside": [
    set("Service agno-agents-gateway", "metadata.name", "other", "LoadBalancer"),
    set("Service agno-agents-gateway", "spec.type", "NodePort", "NodePort"),
  ],
  "nobody-has-an-ingress": [
    set(
      "Gateway agno-agents-gateway",
      "metadata.namespace",
      "agno-tenant-globex",
      "agno-tenant-globex/agno-agents-gateway",
    ),
    plus(
      kubernetes("kubernetes:networking.k8s.io/v1:Ingress", "ingress", { metadata: { name: "door", ...IN_TENANT } }),
      "door",
    ),
  ],
  "subnets-reach-google-privately": [
    set("subnet", "privateIpGoogleAccess", false, "false"),
    set("subnet", "privateIpGoogleAccess", undefined, "not set"),
  ],
};
