/** What Google's metrics adapter may do, and how the API server hands questions to it. */
import type { APIServiceArgs } from "@pulumi/kubernetes/apiregistration/v1";
import type { ClusterRoleArgs, ClusterRoleBindingArgs, RoleBindingArgs } from "@pulumi/kubernetes/rbac/v1";
import type { GoogleRegion } from "../region/google-regions";
import { ADAPTER, adapterAccountName } from "./adapter-workload";

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"];

/** It asks which pods there are, whose metrics are wanted. */
function resourceReader() {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: "custom-metrics-resource-reader" },
    rules: [{ apiGroups: [""], resources: ["pods", "nodes", "nodes/stats"], verbs: READ }],
  } satisfies ClusterRoleArgs;
}

/** The autoscaler asks for metrics of what is not in the cluster, such as queues. */
function externalReader() {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: "external-metrics-reader" },
    rules: [{ apiGroups: ["external.metrics.k8s.io"], resources: ["*"], verbs: READ }],
  } satisfies ClusterRoleArgs;
}

export function adapterRoles() {
  return [resourceReader(), externalReader()];
}

interface Account {
  readonly kind: "ServiceAccount";
  readonly name: string;
  readonly namespace: string;
}

const AUTOSCALER: Account = { kind: "ServiceAccount", name: "horizontal-pod-autoscaler", namespace: "kube-system" };

function adapterOf(region: GoogleRegion): Account {
  return { kind: "ServiceAccount", name: adapterAccountName(region), namespace: ADAPTER.namespace };
}

function clusterBinding(name: string, role: string, subject: Account) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: role },
    subjects: [subject],
  } satisfies ClusterRoleBindingArgs;
}

export function adapterClusterBindings(region: GoogleRegion) {
  const adapter = adapterOf(region);
  return [
    // Whether who asks it may ask, it lets the API server say.
    clusterBinding("custom-metrics-auth-delegator", "system:auth-delegator", adapter),
    clusterBinding("custom-metrics-resource-reader", resourceReader().metadata.name, adapter),
    clusterBinding("external-metrics-reader", externalReader().metadata.name, AUTOSCALER),
  ];
}

/** By it, the adapter knows the API server that hands on a question. */
export function adapterAuthReader(region: GoogleRegion) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    metadata: { name: "custom-metrics-auth-reader", namespace: "kube-system" },
    roleRef: { apiGroup: RBAC, kind: "Role", name: "extension-apiserver-authentication-reader" },
    subjects: [adapterOf(region)],
  } satisfies RoleBindingArgs;
}

/** The metric APIs that it answers; where a group has two versions, the higher priority is preferred. */
const APIS = [
  ["custom.metrics.k8s.io", "v1beta1", 100],
  ["custom.metrics.k8s.io", "v1beta2", 200],
  ["external.metrics.k8s.io", "v1beta1", 100],
] as const;

export function adapterApis() {
  return APIS.map(
    ([group, version, versionPriority]) =>
      ({
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: { name: `${version}.${group}` },
        spec: {
          group,
          version,
          groupPriorityMinimum: 100,
          versionPriority,
          service: { name: ADAPTER.name, namespace: ADAPTER.namespace, port: 443 },
          // Its certificate is its own, new at each start; docs/decisions/0013-platform-layer.md says what that costs.
          insecureSkipTLSVerify: true,
        },
      }) satisfies APIServiceArgs,
  );
}
