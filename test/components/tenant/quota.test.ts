import assert from "node:assert/strict";
import { fitReplicas } from "../../../components/agent/replicas";
import { agentOf } from "../../../components/agent/settings";
import { millisOf } from "../../../components/tenant/quantity";
import { type Quota, TIERS } from "../../../components/tenant/quota";

describe("a tier of quotas", () => {
  it("named standard is the reference's, with figures for what it does not name", () => {
    assert.deepEqual(TIERS.standard, {
      ...{ cpu: "10", memory: "20Gi", cpuLimit: "20", memoryLimit: "40Gi" },
      ...{ volumeClaims: 10, pods: 50, services: 20, secrets: 30 },
      ...{ containerCpu: "2", containerMemory: "4Gi" },
      // Not the reference's.
      ...{ ephemeralStorage: "25Gi", ephemeralStorageLimit: "100Gi", storage: "100Gi" },
      ...{ gpus: 0, configMaps: 30, agents: 20 },
    });
  });

  it("is larger or smaller than another in every figure of pods", () => {
    const tiers: readonly Quota[] = [TIERS.trial, TIERS.standard, TIERS.large];
    for (const key of ["cpu", "memory", "cpuLimit", "memoryLimit", "ephemeralStorage", "pods", "services"] as const) {
      const [a, b, c] = tiers.map((quota) => millisOf(String(quota[key])));
      assert.ok(a! < b! && b! < c!, key);
    }
  });

  for (const [tier, quota] of Object.entries(TIERS)) {
    it(`named ${tier} reserves no more than it may use`, () => {
      for (const key of ["cpu", "memory", "ephemeralStorage"] as const) {
        assert.ok(millisOf(quota[key]) <= millisOf(quota[`${key}Limit`]), key);
      }
    });
  }

  // The reference's maxReplicas is 100; the CPUs that sidecars and agents may use at most (20) end before that.
  const ceilings: readonly (readonly [keyof typeof TIERS, readonly number[]])[] = [
    ["trial", [7]],
    ["trial", [3, 3]],
    ["standard", [19]],
    ["standard", [9, 9]],
    ["standard", [2, 2, 2, 2, 2, 2]],
    ["large", [79]],
    ["large", [15, 15, 15, 15, 15]],
  ];
  for (const [tier, expected] of ceilings) {
    it(`named ${tier} holds ${expected.join(" and ")} replicas of agents that say nothing`, () => {
      const inherited = { image: "", priority: "normal", gpusOf: () => 0 } as const;
      const agents = expected.map((_, index) => agentOf(`agent-${index}`, { modelName: "m" }, inherited));
      const fitted = fitReplicas(agents, TIERS[tier], new Set());
      assert.deepEqual(
        fitted.map(({ scaling }) => scaling.maxReplicas),
        expected,
      );
    });
  }
});
