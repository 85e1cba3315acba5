/** What the gateway's pods may do and who may speak with them. */
import type { ServiceAccountArgs } from "@pulumi/kubernetes/core/v1";
import type { NetworkPolicyArgs } from "@pulumi/kubernetes/networking/v1";
import type { RoleArgs, RoleBindingArgs } from "@pulumi/kubernetes/rbac/v1";
import { GATEWAY, GATEWAY_PODS } from "./gateway";
import { GATEWAY_PORTS } from "./gateway-pods";

/** Its Secret reaches it through Istio; it asks the API server nothing itself. */
export function gatewayAccountOf() {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: GATEWAY,
    automountServiceAccountToken: false,
  } satisfies ServiceAccountArgs;
}

/** Istio hands a certificate out only to who may list the Secrets of its namespace: it does not ask for one by name. */
export function gatewayRoleOf() {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: GATEWAY,
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }],
  } satisfies RoleArgs;
}

export function gatewayRoleBindingOf() {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: GATEWAY,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: GATEWAY.name },
    subjects: [{ kind: "ServiceAccount", namespace: GATEWAY.namespace, name: GATEWAY.name }],
  } satisfies RoleBindingArgs;
}

/** From everywhere, as it is the way in; from it, only to agents, and to those who tell it how to get there. */
export function gatewayNetworkPolicyOf() {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: GATEWAY,
    spec: {
      podSelector: { matchLabels: GATEWAY_PODS },
      policyTypes: ["Ingress", "Egress"],
      // The last two: its metrics, and whether it is ready.
      ingress: [{ ports: [...Object.values(GATEWAY_PORTS), 15_020, 15_021].map(tcp) }],
      egress: [
        { to: [{ namespaceSelector: { matchLabels: { platform: "agno-agents" } } }], ports: [tcp(8000)] },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-system" } },
              podSelector: { matchLabels: { app: "istiod" } },
            },
          ],
          ports: [tcp(15_012)],
        },
        {
          to: [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
            { ipBlock: { cidr: "169.254.20.10/32" } },
          ],
          ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
        },
      ],
    },
  } satisfies NetworkPolicyArgs;
}

function tcp(port: number) {
  return { protocol: "TCP", port };
}
