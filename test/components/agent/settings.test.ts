import assert from "node:assert/strict";
import { type Inherited, agentOf } from "../../../components/agent/settings";

const inherited: Inherited = { image: "inherited", priority: "low", gpusOf: (pool) => (pool === "gpu" ? 4 : 0) };

describe("the settings of an agent", () => {
  it("are the reference's where it says nothing but its model", () => {
    assert.deepEqual(agentOf("support", { modelName: "gpt-5-mini" }, inherited), {
      name: "support",
      modelName: "gpt-5-mini",
      image: "inherited",
      tools: [],
      pool: "cpu",
      gpus: 0,
      spot: true,
      priority: "low",
      // The reference's 128Mi are less than Agno takes.
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
      scaling: {
        minReplicas: 2,
        maxReplicas: 100,
        targetCPU: 70,
        targetMemory: 80,
        // The reference's queue depth is for agents that take messages.
        customMetrics: [{ name: "agno_pending_requests", target: 30 }],
      },
    });
  });

  it("are what it says", () => {
    const patch = {
      modelName: "qwen3",
      image: "own",
      tools: ["search"],
      pool: "gpu",
      spot: false,
      priority: "high",
      resources: { requests: { cpu: 1, memory: "2Gi" }, limits: { cpu: "1500m", memory: 4_000_000_000 } },
      scaling: { minReplicas: 3, maxReplicas: 9, targetCPU: 50, targetMemory: 60, customMetrics: [] },
      canary: { image: "next", weight: 25 },
    } as const;
    assert.deepEqual(
      agentOf("vision", { ...patch, tools: ["search"], scaling: { ...patch.scaling, customMetrics: [] } }, inherited),
      {
        ...patch,
        name: "vision",
        // A replica takes one, however many its node has.
        gpus: 1,
        resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "1500m", memory: "4000000000" } },
      },
    );
  });

  it("are mixed, setting by setting", () => {
    const patch = { modelName: "m", resources: { requests: { memory: "512Mi" } }, scaling: { targetCPU: 40 } };
    const { resources, scaling } = agentOf("support", patch, inherited);
    assert.deepEqual(resources.requests, { cpu: "100m", memory: "512Mi" });
    assert.deepEqual([scaling.minReplicas, scaling.targetCPU, scaling.targetMemory], [2, 40, 80]);
  });

  it("give a canary the reference's tenth of the requests", () => {
    const { canary } = agentOf("support", { modelName: "m", canary: { image: "next" } }, inherited);
    assert.deepEqual(canary, { image: "next", weight: 10 });
  });
});
