/** What a tenant's namespace may hold, as Kubernetes counts it. */
import type { ResourceQuotaArgs } from "@pulumi/kubernetes/core/v1";
import { type TenantSettings, namespaceOf } from "./settings";

/**
 * The tenant's quota. Everything that a tenant can make more of is counted, so that it can fill neither the nodes nor
 * the API server.
 */
export function quotaOf(tenant: Pick<TenantSettings, "id" | "quota">) {
  const { quota } = tenant;
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: `tenant-${tenant.id}-quota`, namespace: namespaceOf(tenant) },
    spec: {
      hard: {
        "requests.cpu": quota.cpu,
        "requests.memory": quota.memory,
        "limits.cpu": quota.cpuLimit,
        "limits.memory": quota.memoryLimit,
        "requests.ephemeral-storage": quota.ephemeralStorage,
        "limits.ephemeral-storage": quota.ephemeralStorageLimit,
        "requests.storage": quota.storage,
        persistentvolumeclaims: `${quota.volumeClaims}`,
        // Of such resources, Kubernetes counts requests only, and limits must be the same.
        "requests.nvidia.com/gpu": `${quota.gpus}`,
        pods: `${quota.pods}`,
        services: `${quota.services}`,
        // Agents are reached through the gateway. A way in beside it would be without its TLS, and cost money.
        "services.loadbalancers": "0",
        "services.nodeports": "0",
        secrets: `${quota.secrets}`,
        configmaps: `${quota.configMaps}`,
        "count/agnoagents.ai.company.com": `${quota.agents}`,
      },
    },
  } satisfies ResourceQuotaArgs;
}
