import assert from "node:assert/strict";
import { type NodePool, planPools } from "../../../../components/cluster/node-pools";
import { nodeLabelsOf, tolerationsOf } from "../../../../components/platform/admission/placement";
import { DEFAULT_POOLS } from "../../../../config/defaults";

const { pools } = planPools("us-central1", DEFAULT_POOLS);

describe("placement", () => {
  it("lets pods choose the labels of pools for agents, not those of the system's", () => {
    assert.deepEqual(nodeLabelsOf(pools), {
      "cloud.google.com/gke-spot": ["true"],
      "workload-type": ["cpu-agents", "memory-intensive-agents", "gpu-agents"],
      "cost-optimization": ["enabled"],
      "cloud.google.com/compute-class": ["agno-cpu", "agno-memory", "agno-gpu"],
      accelerator: ["nvidia-tesla-t4"],
    });
  });

  it("lets pods tolerate what keeps others off those pools", () => {
    assert.deepEqual(tolerationsOf(pools), [
      "cloud.google.com/compute-class",
      "cloud.google.com/gke-spot",
      "nvidia.com/gpu",
      "node.kubernetes.io/not-ready",
      "node.kubernetes.io/unreachable",
    ]);
  });

  it("knows the taints that a stack file adds", () => {
    const [cpu] = pools;
    const tainted: NodePool = { ...cpu!, taints: [{ key: "acme.example/quiet", value: "true", effect: "NoSchedule" }] };
    assert.deepEqual(tolerationsOf([tainted]).slice(0, 1), ["acme.example/quiet"]);
  });

  it("lets pods choose Spot nodes only, where there are no pools", () => {
    assert.deepEqual(nodeLabelsOf([]), { "cloud.google.com/gke-spot": ["true"] });
    assert.deepEqual(tolerationsOf([]), ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]);
  });
});
