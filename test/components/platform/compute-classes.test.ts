import assert from "node:assert/strict";
import { type PoolSettings, planPools } from "../../../components/cluster/node-pools";
import { computeClassesOf } from "../../../components/platform/compute-classes";
import { pool } from "../pool";

describe("compute classes", () => {
  const classes = (settings: Readonly<Record<string, PoolSettings>>) =>
    computeClassesOf(planPools("us-central1", settings).pools);

  it("are one for each pool but the system's, Spot before what is on demand", () => {
    const settings = { cpu: pool, gpu: { ...pool, gpus: 1 }, memory: { ...pool, spotShare: 0 }, system: pool };
    const found = classes(settings).map(({ metadata, spec }) => [metadata.name, spec.priorities]);
    assert.deepEqual(found, [
      ["agno-cpu", [{ nodepools: ["agno-agents-cpu-spot"] }, { nodepools: ["agno-agents-cpu"] }]],
      ["agno-memory", [{ nodepools: ["agno-agents-memory"] }]],
      ["agno-gpu", [{ nodepools: ["agno-agents-gpu-spot"] }, { nodepools: ["agno-agents-gpu"] }]],
    ]);
  });

  it("give nodes back by the reference's figures, and never make a pool", () => {
    const [{ apiVersion, kind, spec }] = classes({ cpu: pool }) as [ReturnType<typeof classes>[number]];
    assert.deepEqual([apiVersion, kind], ["cloud.google.com/v1", "ComputeClass"]);
    assert.deepEqual(
      { ...spec, priorities: [] },
      {
        priorities: [],
        nodePoolAutoCreation: { enabled: false },
        whenUnsatisfiable: "DoNotScaleUp",
        autoscalingPolicy: {
          consolidationDelayMinutes: 10,
          consolidationThreshold: 50,
          gpuConsolidationThreshold: 50,
        },
      },
    );
  });

  it("name only pools whose nodes have the class's label and taint, as GKE asks", () => {
    const { pools } = planPools("us-central1", { cpu: pool, gpu: { ...pool, gpus: 1 } });
    for (const { metadata, spec } of computeClassesOf(pools)) {
      for (const { nodepools } of spec.priorities) {
        const named = pools.find(({ name }) => nodepools.includes(`agno-agents-${name}`))!;
        assert.equal(named.labels["cloud.google.com/compute-class"], metadata.name);
        const taint = { key: "cloud.google.com/compute-class", value: metadata.name, effect: "NoSchedule" };
        assert.deepEqual(named.taints[0], taint);
      }
    }
  });

  it("are none where a region has no such pool", () => {
    assert.deepEqual(classes({ gpu: { ...pool, max: 0, min: 0 } }), []);
  });
});
