/** Rules about node pools. */
import type { ResourceValidationPolicy } from "@pulumi/policy";

const NODE_POOL = "gcp:container/nodePool:NodePool";

interface PoolInputs {
  readonly nodeConfig?: {
    readonly guestAccelerators?: readonly unknown[];
    readonly taints?: readonly { readonly key: string; readonly effect: string }[];
  };
}

/** Pods without need of an accelerator would otherwise fill the nodes that cost most. */
export const gpuPoolsAreTainted: ResourceValidationPolicy = {
  name: "gpu-pools-are-tainted",
  description: "Nodes with accelerators refuse pods that do not ask for one.",
  enforcementLevel: "mandatory",
  validateResource: ({ type, props, name }, report) => {
    const { nodeConfig } = props as PoolInputs;
    if (type !== NODE_POOL || (nodeConfig?.guestAccelerators ?? []).length === 0) return;
    const tainted = nodeConfig?.taints?.some(({ key, effect }) => key === "nvidia.com/gpu" && effect === "NO_SCHEDULE");
    if (tainted === true) return;
    report(
      `${name} has accelerators and no taint nvidia.com/gpu: any pod may fill it; ` +
        'add taints: { nvidia.com/gpu: "present:NoSchedule" } to the pool',
    );
  },
};
