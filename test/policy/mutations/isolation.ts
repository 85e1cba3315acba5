import { type Mutation, kubernetes, plus, set, without } from "../mutate";
import { IN_TENANT } from "./tenant";

const OPEN = { ipBlock: { cidr: "0.0.0.0/0" } };
export const ISOLATION: Readonly<Record<string, readonly Mutation[]>> = {
  "tenants-let-nobody-in": [
    without("NetworkPolicy deny-ingress", "not there"),
    set("NetworkPolicy deny-ingress", "spec.podSelector", { matchLabels: { app: "support" } }, "not there"),
    set("NetworkPolicy deny-ingress", "spec.policyTypes", ["Egress"], "not there"),
    set("NetworkPolicy deny-ingress", "metadata.namespace", "agno-system", "not there"),
  ],
  "tenants-reach-nobody": [
    without("NetworkPolicy deny-egress", "not there"),
    set("NetworkPolicy deny-egress", "spec.policyTypes", undefined, "not there"),
    set(
      "NetworkPolicy deny-egress",
      "spec.podSelector.matchExpressions",
      [{ key: "a", operator: "Exists" }],
      "not there",
    ),
  ],
  "network-policies-name-their-peers": [
    set("NetworkPolicy allow", "spec.ingress", [{}], "everybody"),
    set("NetworkPolicy allow", "spec.egress", [{ to: [] }], "everybody"),
    set("NetworkPolicy allow", "spec.ingress.0.from", [{ namespaceSelector: {} }], "{"),
    set("NetworkPolicy allow", "spec.egress.0.to", [OPEN], "0.0.0.0/0 without exception"),
    set("NetworkPolicy allow", "spec.egress.0.to.1.ipBlock.except", ["10.0.0.0/8"], "0.0.0.0/0 without exception"),
    set(
      "NetworkPolicy allow",
      "spec.ingress.0.from.0.namespaceSelector.matchLabels['kubernetes.io/metadata.name']",
      "agno-tenant-initech",
      "agno-tenant-initech",
    ),
    plus(
      kubernetes("kubernetes:extensions/v1beta1:NetworkPolicy", "old-spelling", {
        metadata: { name: "old", ...IN_TENANT },
        spec: { podSelector: {}, ingress: [{}] },
      }),
      "everybody",
    ),
    plus(
      kubernetes("kubernetes:networking.k8s.io/v1:NetworkPolicyList", "list", {
        items: [{ metadata: { name: "inside", ...IN_TENANT }, spec: { podSelector: {}, ingress: [{}] } }],
      }),
      "everybody",
    ),
  ],
  "guards-are-not-patched": [
    plus(
      kubernetes("kubernetes:networking.k8s.io/v1:NetworkPolicyPatch", "patch", {
        ...{
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "deny-ingress", ...IN_TENANT },
        },
      }),
      "deny-ingress",
    ),
    plus(
      kubernetes("kubernetes:core/v1:ResourceQuotaPatch", "quota-patch", { metadata: { name: "quota", ...IN_TENANT } }),
      "quota",
    ),
    plus(
      kubernetes("kubernetes:security.istio.io/v1:PeerAuthenticationPatch", "strict-patch", {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { name: "strict", ...IN_TENANT },
        spec: { mtls: { mode: "STRICT" } },
      }),
      "strict",
    ),
  ],
  "tenant-namespaces-are-restricted": [
    set("namespace", "metadata.labels['pod-security.kubernetes.io/enforce']", "baseline", "baseline"),
    set("namespace", "metadata.labels['pod-security.kubernetes.io/enforce']", undefined, "not set"),
    plus(
      kubernetes("kubernetes:core/v1:NamespacePatch", "namespace-patch", {
        metadata: {
          name: "agno-tenant-globex",
          labels: { "pod-security.kubernetes.io/enforce": "privileged" },
        },
      }),
      "privileged",
    ),
  ],
  "tenant-namespaces-are-in-the-mesh": [
    set("namespace", "metadata.labels.istio-injection", "disabled", "disabled"),
    set("namespace", "metadata.labels.istio-injection", undefined, "not set"),
  ],
  "hosts-outside-are-named": [
    set("FQDNNetworkPolicy model", "spec.egress.0.matches.0", { pattern: "*" }, "*"),
    set("FQDNNetworkPolicy model", "spec.egress.0.matches.0.name", "*.openai.com", "*.openai.com"),
    set("ServiceEntry model-host", "spec.hosts.0", "*.example", "*.example"),
  ],
  "secrets-come-from-secret-manager": [
    plus(kubernetes("kubernetes:core/v1:Secret", "secret-object", { metadata: { name: "key", ...IN_TENANT } }), "key"),
    plus(
      kubernetes("kubernetes:v1:Secret", "custom-resource", {
        ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "custom", ...IN_TENANT } },
      }),
      "custom",
    ),
  ],
  "accounts-mount-no-tokens": [
    set("ServiceAccount support", "automountServiceAccountToken", undefined, "not set"),
    set("ServiceAccount support", "automountServiceAccountToken", true, "true"),
  ],
};
