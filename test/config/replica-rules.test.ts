import assert from "node:assert/strict";
import { amountInWords } from "../../config/replica-rules";
import { fileWithTenants, load, problemsOf } from "./load-text";

describe("the replicas of a tenant's agents", () => {
  const TOGETHER = "of all agents together, sidecars and rollouts included, need more than the quota has:";

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a ceiling above the quota, with what would fit",
      "globex: { agents: { support: { modelName: m, scaling: { maxReplicas: 100 } } } }",
      [
        `Pulumi.test.yaml:6:74 agno:tenants.globex.agents.support.scaling.maxReplicas: maxReplicas ${TOGETHER} cpu 15.15 of 10, memory 37.88Gi of 20Gi, cpuLimit 101 of 20, memoryLimit 126.25Gi of 40Gi, ephemeralStorage 50.5Gi of 25Gi, ephemeralStorageLimit 202Gi of 100Gi, pods 101 of 50; lower maxReplicas (support 19 would fit), or raise the quota`,
      ],
    ],
    [
      "ceilings that fit each but not together, at the largest",
      "globex: { agents: { a: { modelName: m, scaling: { maxReplicas: 9 } }, b: { modelName: m, scaling: { maxReplicas: 12 } } } }",
      [
        `Pulumi.test.yaml:6:118 agno:tenants.globex.agents.b.scaling.maxReplicas: maxReplicas ${TOGETHER} cpuLimit 23 of 20; lower maxReplicas (a 9, b 9 would fit), or raise the quota`,
      ],
    ],
    [
      "a declared ceiling that leaves others less than their minimum",
      "globex: { agents: { a: { modelName: m, scaling: { maxReplicas: 18 } }, b: { modelName: m } } }",
      [
        `Pulumi.test.yaml:6:68 agno:tenants.globex.agents.a.scaling.maxReplicas: maxReplicas ${TOGETHER} cpuLimit 22 of 20; lower maxReplicas (a 9, b 9 would fit), or raise the quota`,
      ],
    ],
    [
      "minima above the quota",
      "globex: { agents: { a: { modelName: m, scaling: { minReplicas: 60 } } } }",
      [
        `Pulumi.test.yaml:6:68 agno:tenants.globex.agents.a.scaling.minReplicas: minReplicas ${TOGETHER} memory 22.88Gi of 20Gi, cpuLimit 61 of 20, memoryLimit 76.25Gi of 40Gi, ephemeralStorage 30.5Gi of 25Gi, ephemeralStorageLimit 122Gi of 100Gi, pods 61 of 50; lower minReplicas, or raise the quota`,
      ],
    ],
    [
      "a quota too small for the default minima, at the quota",
      "globex: { quota: { cpu: 300m }, agents: { a: { modelName: m } } }",
      [
        `Pulumi.test.yaml:6:29 agno:tenants.globex.quota.cpu: minReplicas ${TOGETHER} cpu 0.45 of 0.3; lower minReplicas, or raise the quota`,
      ],
    ],
    [
      "more agents than the tier has room for",
      "globex: { tier: trial, agents: { a: { modelName: m }, b: { modelName: m }, c: { modelName: m } } }",
      [
        `Pulumi.test.yaml:6:28 agno:tenants.globex.agents: minReplicas ${TOGETHER} cpuLimit 9 of 8; lower minReplicas, or raise the quota`,
      ],
    ],
    [
      "fewer GPUs than the minimum and a rollout need",
      "globex: { quota: { gpus: 2 }, agents: { a: { modelName: m, pool: gpu } } }",
      [
        `Pulumi.test.yaml:6:30 agno:tenants.globex.quota.gpus: minReplicas ${TOGETHER} gpus 3 of 2; lower minReplicas, or raise the quota`,
      ],
    ],
    [
      "no GPUs, and too much of something else besides",
      "globex: { agents: { a: { modelName: m, pool: gpu, scaling: { maxReplicas: 20 } } } }",
      [
        "Pulumi.test.yaml:6:50 agno:tenants.globex.agents.a.pool: pool gpu has GPUs, of which the tenant may use none; choose another pool, or allow some by quota.gpus: minReplicas 2 and a rollout need 3",
        `Pulumi.test.yaml:6:79 agno:tenants.globex.agents.a.scaling.maxReplicas: maxReplicas ${TOGETHER} cpuLimit 21 of 20; lower maxReplicas (a 19 would fit), or raise the quota`,
      ],
    ],
    [
      "a canary that takes the room",
      "globex: { agents: { a: { modelName: m, canary: { image: DIGEST }, scaling: { maxReplicas: 17 } } } }".replace(
        "DIGEST",
        `"r.example/a@sha256:${"a".repeat(64)}"`,
      ),
      [
        `Pulumi.test.yaml:6:174 agno:tenants.globex.agents.a.scaling.maxReplicas: maxReplicas ${TOGETHER} cpuLimit 21 of 20; lower maxReplicas (a 16 would fit), or raise the quota`,
      ],
    ],
  ];
  for (const [what, tenants, expected] of cases) {
    it(`are refused where there is ${what}`, () => {
      assert.deepEqual(problemsOf(fileWithTenants(tenants)), expected);
    });
  }

  it("are as many as the quota holds where the file says nothing, and as many as it says", () => {
    const agents = "{ a: { modelName: m }, b: { modelName: m, scaling: { maxReplicas: 4 } } }";
    const [tenant] = load(fileWithTenants(`globex: { agents: ${agents} }`)).tenants;
    assert.deepEqual(
      tenant?.agents.map(({ scaling }) => scaling.maxReplicas),
      [14, 4],
    );
  });

  it("are counted in words that may be copied into the file: rounded up", () => {
    assert.equal(amountInWords("memory", 2 ** 30 * 1000 + 1), "1.01Gi");
    assert.equal(amountInWords("memory", 2 ** 30 * 1000), "1Gi");
    assert.equal(amountInWords("ephemeralStorage", 2 ** 20 * 1500), "1.5Mi");
    assert.equal(amountInWords("memoryLimit", 2 ** 30 * 2999, Math.floor), "2.99Gi");
    assert.equal(amountInWords("cpu", 4050), "4.05");
  });
});
