/** What one container, pod or claim of a tenant may be, and what it gets when it asks for nothing. */
import type { LimitRangeArgs } from "@pulumi/kubernetes/core/v1";
import { CONTAINER_DISK } from "../agent/replicas";
import { SIDECAR } from "../mesh/sidecar";
import { millisOf } from "./quantity";
import type { Quota } from "./quota";
import { type TenantSettings, namespaceOf } from "./settings";

/** The reference's. */
const DEFAULT_LIMITS = { cpu: "500m", memory: "1Gi" } as const;
const DEFAULT_REQUESTS = { cpu: "100m", memory: "128Mi" } as const;
/** The reference's. */
export const LEAST_CONTAINER = { cpu: "50m", memory: "64Mi" } as const;

/** Google's smallest disk. */
const SMALLEST_CLAIM = "1Gi";

export function limitRangeOf(tenant: Pick<TenantSettings, "id" | "quota">) {
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: `tenant-${tenant.id}-limits`, namespace: namespaceOf(tenant) },
    spec: { limits: [containerLimits(tenant.quota), podLimits(tenant.quota), ...claimLimits(tenant.quota)] },
  } satisfies LimitRangeArgs;
}

/** What holds for each container, the mesh's included. */
export function containerLimits({ containerCpu, containerMemory }: Quota) {
  return {
    type: "Container",
    // Kubernetes refuses a default above the maximum.
    default: {
      cpu: smaller(DEFAULT_LIMITS.cpu, containerCpu),
      memory: smaller(DEFAULT_LIMITS.memory, containerMemory),
      "ephemeral-storage": CONTAINER_DISK.limits,
    },
    defaultRequest: {
      cpu: smaller(DEFAULT_REQUESTS.cpu, containerCpu),
      memory: smaller(DEFAULT_REQUESTS.memory, containerMemory),
      "ephemeral-storage": CONTAINER_DISK.requests,
    },
    max: { cpu: containerCpu, memory: containerMemory },
    min: { cpu: smaller(LEAST_CONTAINER.cpu, containerCpu), memory: smaller(LEAST_CONTAINER.memory, containerMemory) },
  };
}

/** The largest container with the mesh's beside it: many small ones must not make a pod that no node has room for. */
function podLimits({ containerCpu, containerMemory }: Quota) {
  const cpu = millisOf(containerCpu) + millisOf(SIDECAR.limits.cpu);
  const memory = (millisOf(containerMemory) + millisOf(SIDECAR.limits.memory)) / 1000;
  return { type: "Pod", max: { cpu: `${cpu}m`, memory: `${Math.ceil(memory / 2 ** 20)}Mi` } };
}

/** One claim may take all of the quota; with less than the smallest disk of it, none is possible. */
function claimLimits({ storage }: Quota) {
  if (millisOf(storage) < millisOf(SMALLEST_CLAIM)) return [];
  return [{ type: "PersistentVolumeClaim", min: { storage: SMALLEST_CLAIM }, max: { storage } }];
}

function smaller(a: string, b: string): string {
  return millisOf(a) <= millisOf(b) ? a : b;
}
