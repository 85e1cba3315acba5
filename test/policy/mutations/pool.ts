import { type Mutation, set } from "../mutate";

const GPU_ZONES = ["europe-west3-a"];

const INLINE_POOL = {
  name: "agno-agents-inline",
  autoscaling: { totalMaxNodeCount: 1 },
  networkConfig: { enablePrivateNodes: true },
  nodeConfig: {
    serviceAccount: "agno-nodes@acme.iam.gserviceaccount.com",
    shieldedInstanceConfig: { enableSecureBoot: true },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    guestAccelerators: [{ type: "nvidia-l4", count: 1 }],
  },
};

export const POOLS: Readonly<Record<string, readonly Mutation[]>> = {
  "gpu-pools-are-tainted": [
    set("gpu", "nodeConfig.taints", undefined, "empty"),
    set("gpu", "nodeConfig.taints", [], "empty"),
    set("gpu", "nodeConfig.taints.0.effect", "PREFER_NO_SCHEDULE", "nvidia.com/gpu PREFER_NO_SCHEDULE"),
    set("gpu", "nodeConfig.taints.0.key", "other", "other NO_SCHEDULE"),
    set("cluster", "nodePools", [INLINE_POOL], "empty"),
  ],
  "gpu-pools-stand-where-gpus-are": [
    set("gpu", "nodeLocations", [...GPU_ZONES], "europe-west3-a"),
    set("gpu", "location", "us-east1", "europe-west4-a"),
  ],
  "spot-pools-are-tainted": [
    set("cpu-spot", "nodeConfig.taints", undefined, "empty"),
    set("cpu-spot", "nodeConfig.taints.0.key", "other", "other NO_SCHEDULE"),
  ],
  "spot-nodes-leave-time": [
    set("cpu-spot", "nodeConfig.kubeletConfig", undefined, "0"),
    set("cpu-spot", "nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds", 16, "104"),
  ],
  "spot-share-is-bounded": [
    set("cpu", "autoscaling.totalMaxNodeCount", "3", "70 of 73"),
    set("cpu", "autoscaling.totalMaxNodeCount", 7, "70 of 77"),
  ],
  "pools-mend-themselves": [
    set("cpu", "management.autoRepair", false, "false"),
    set("cpu", "management.autoUpgrade", "false", "false"),
  ],
  "pools-stay-within-ceilings": [
    set("cpu", "autoscaling.totalMaxNodeCount", 123, "201"),
    set("cpu", "autoscaling", undefined, "without bound"),
    set("gpu", "autoscaling.totalMaxNodeCount", 21, "21"),
    set("gpu", "nodeConfig.guestAccelerators.0.count", 4, "32"),
  ],
  "nodes-have-their-own-account": [
    set("cpu", "nodeConfig.serviceAccount", undefined, "not set"),
    set("cpu", "nodeConfig.serviceAccount", "default", "default"),
    set("cpu", "nodeConfig.serviceAccount", "1-compute@developer.gserviceaccount.com", "1-compute@"),
  ],
};
