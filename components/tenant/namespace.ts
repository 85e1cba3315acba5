/** A tenant's namespace: whose it is, who pays for it, and what its pods are held to. */
import type { NamespaceArgs } from "@pulumi/kubernetes/core/v1";
import { AGENT_DEFAULTS } from "../agent/settings";
import { computeClassOf } from "../cluster/node-pools";
import { RESTRICTED } from "../platform/pod-security";
import { priorityClassOf } from "../platform/priorities";
import { type TenantSettings, namespaceOf } from "./settings";

/** What GKE only understands is left out of other clusters. */
export function namespaceObjectOf(tenant: TenantSettings, clusters: "google" | "kubeconfig") {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespaceOf(tenant), labels: labelsOf(tenant, clusters) },
  } satisfies NamespaceArgs;
}

function labelsOf(
  { id, costCentre, priority, maxPriority }: TenantSettings,
  clusters: "google" | "kubeconfig",
): Readonly<Record<string, string>> {
  return {
    // The reference's.
    "tenant-id": id,
    platform: "agno-agents",
    isolation: "namespace",
    // GKE's cost allocation sums by it.
    "cost-centre": costCentre,
    // What admission lets its pods have: see components/platform/admission/.
    "agno-priority": priorityClassOf(priority),
    "agno-max-priority": priorityClassOf(maxPriority),
    // Each pod gets the mesh's sidecar: without it, nobody in the mesh would speak with it.
    "istio-injection": "enabled",
    ...RESTRICTED,
    // Instead of the reference's annotation with a node selector, which GKE does not read.
    ...(clusters === "google" && { "cloud.google.com/default-compute-class": computeClassOf(AGENT_DEFAULTS.pool) }),
  };
}
