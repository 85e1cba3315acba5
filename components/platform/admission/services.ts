import type { Guard } from "./guard";

const MADE = ["CREATE", "UPDATE"] as const;

/** Agents are reached through the gateway only: everything else goes around its TLS and its routes. */
export const services: Guard = {
  name: "agno-services",
  requests: [{ group: "", resources: ["services"], operations: MADE }],
  where: "tenants",
  rules: [
    {
      holds: 'object.spec.?type.orValue("ClusterIP") == "ClusterIP"',
      message:
        "services of tenants are of type ClusterIP: NodePort, LoadBalancer and ExternalName lead around the gateway",
    },
    {
      // Traffic of the whole cluster to that address would come here (CVE-2020-8554).
      holds: "size(object.spec.?externalIPs.orValue([])) == 0",
      message: "services of tenants have no externalIPs",
    },
    {
      // Network endpoint groups are what load balancers of Google's lead to.
      holds: '!object.metadata.?annotations.orValue({}).exists(key, key.startsWith("cloud.google.com/"))',
      message: "services of tenants must not be made known to Google's load balancers",
    },
  ],
};

/** Who else leads traffic into a namespace. */
export const entrances: Guard = {
  name: "agno-entrances",
  requests: [
    { group: "networking.k8s.io", resources: ["ingresses"], operations: MADE },
    { group: "gateway.networking.k8s.io", resources: ["*"], operations: MADE },
    { group: "networking.istio.io", resources: ["gateways"], operations: MADE },
  ],
  where: "tenants",
  rules: [{ holds: "false", message: "tenants have no entrance but agno-agents-gateway in agno-system" }],
};
