import assert from "node:assert/strict";
import fc from "fast-check";
import { type Load, fitReplicas, mostLoad, mostPods, podLoad, shortOf } from "../../../components/agent/replicas";
import type { AgentSettings } from "../../../components/agent/settings";
import { type Quota, TIERS } from "../../../components/tenant/quota";

const GI = 2 ** 30 * 1000;

interface Patch {
  readonly name?: string;
  readonly min?: number;
  readonly max?: number;
  readonly gpus?: number;
  readonly cpu?: string;
}

function agent({ name = "support", min = 2, max = 100, gpus = 0, cpu = "100m" }: Patch = {}): AgentSettings {
  return {
    name,
    modelName: "m",
    image: "",
    tools: [],
    pool: "cpu",
    gpus,
    spot: true,
    priority: "normal",
    resources: { requests: { cpu, memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
    scaling: { minReplicas: min, maxReplicas: max, targetCPU: 70, targetMemory: 80, customMetrics: [] },
  };
}

const ceilingsOf = (agents: readonly AgentSettings[]) => agents.map(({ scaling }) => scaling.maxReplicas);

describe("what replicas count", () => {
  it("is the agent's container and the mesh's", () => {
    assert.deepEqual(podLoad(agent({ gpus: 1 })), {
      cpu: 150,
      memory: 0.375 * GI,
      cpuLimit: 1000,
      memoryLimit: 1.25 * GI,
      ephemeralStorage: 0.5 * GI,
      ephemeralStorageLimit: 2 * GI,
      gpus: 1000,
      pods: 1000,
    });
  });

  it("is all that may be there at once: a rollout's pod, and a canary's", () => {
    assert.equal(mostPods(agent({ max: 7 })), 8);
    assert.equal(mostPods({ ...agent({ min: 3, max: 7 }), canary: { image: "next", weight: 10 } }), 12);
  });

  it("is the sum of all agents at their ceilings", () => {
    const { cpu, pods, gpus } = mostLoad([agent({ max: 3 }), agent({ max: 5, gpus: 1, cpu: "1" })]);
    assert.deepEqual([cpu, pods, gpus], [4 * 150 + 6 * 1050, 10_000, 6000]);
    assert.deepEqual(new Set(Object.values(mostLoad([]))), new Set([0]));
  });

  it("is short only of what is less than it", () => {
    const load: Load = { ...mostLoad([]), cpu: 10_000, memory: 20 * GI + 1, pods: 50_001, gpus: 1 };
    assert.deepEqual(shortOf(load, TIERS.standard), ["memory", "gpus", "pods"]);
  });
});

describe("ceilings that nobody declared", () => {
  const cases: readonly (readonly [
    string,
    readonly AgentSettings[],
    Partial<Quota>,
    readonly string[],
    readonly number[],
  ])[] = [
    [
      "are the reference's 100 where all fits",
      [agent()],
      { ...TIERS.large, cpuLimit: "500", memoryLimit: "500Gi" },
      [],
      [100],
    ],
    ["end where pods do", [agent()], { pods: 12 }, [], [11]],
    ["end where CPUs to reserve do", [agent({ cpu: "1" })], {}, [], [8]],
    ["end where CPUs to use do", [agent()], {}, [], [19]],
    ["end where memory does", [agent()], { memory: "3Gi" }, [], [7]],
    ["end where disk does", [agent()], { ephemeralStorage: "4Gi" }, [], [7]],
    ["are the same for all", [agent({ name: "a" }), agent({ name: "b" }), agent({ name: "c" })], {}, [], [5, 5, 5]],
    ["leave what is declared as it is", [agent({ name: "a", max: 9 }), agent({ name: "b" })], {}, ["a"], [9, 9]],
    ["leave the declared their share", [agent({ name: "a", max: 15 }), agent({ name: "b" })], {}, ["a"], [15, 3]],
    ["are never below the minimum", [agent({ name: "a", min: 12 }), agent({ name: "b" })], {}, [], [12, 6]],
    [
      "are the minima where not even those fit",
      [agent({ name: "a", min: 12 }), agent({ name: "b", min: 9 })],
      {},
      [],
      [12, 9],
    ],
    [
      "end for agents with GPUs where those do, and go on for the others",
      [agent({ name: "a", gpus: 1 }), agent({ name: "b" }), agent({ name: "c" })],
      { gpus: 4 },
      [],
      [3, 7, 7],
    ],
    [
      "may be a minimum above 100",
      [agent({ min: 150 })],
      { ...TIERS.large, cpuLimit: "999", memoryLimit: "999Gi" },
      [],
      [150],
    ],
    ["are none without agents", [], {}, [], []],
  ];
  for (const [what, agents, quota, declared, expected] of cases) {
    it(what, () => {
      const fitted = fitReplicas(agents, { ...TIERS.standard, ...quota }, new Set(declared));
      assert.deepEqual(ceilingsOf(fitted), expected);
    });
  }

  const scenarios = fc.record({
    agents: fc
      .array(
        fc.record({
          min: fc.integer({ min: 1, max: 12 }),
          max: fc.option(fc.integer({ min: 12, max: 40 }), { nil: undefined }),
          gpus: fc.constantFrom(0, 0, 1),
          cpu: fc.constantFrom("50m", "100m", "1500m"),
        }),
        { maxLength: 6 },
      )
      .map((patches) => patches.map(({ max, ...rest }, index) => ({ ...rest, max, name: `agent-${index}` }))),
    quota: fc.record({
      cpu: fc.integer({ min: 1, max: 60 }).map(String),
      cpuLimit: fc.integer({ min: 1, max: 200 }).map(String),
      memoryLimit: fc.integer({ min: 1, max: 250 }).map((gi) => `${gi}Gi`),
      gpus: fc.integer({ min: 0, max: 20 }),
      pods: fc.integer({ min: 1, max: 250 }),
    }),
  });

  it("fit, or not even the minima do; and none could be higher without more of it for all like it", () => {
    let fitting = 0;
    const property = fc.property(scenarios, ({ agents: patches, quota: some }) => {
      const quota = { ...TIERS.large, ...some };
      const agents = patches.map(({ max = 100, ...rest }) => agent({ ...rest, max }));
      const declared = new Set(patches.filter(({ max }) => max !== undefined).map(({ name }) => name));
      const fitted = fitReplicas(agents, quota, declared);
      const fits = (some: readonly AgentSettings[]) => shortOf(mostLoad(some), quota).length === 0;
      const withCeiling = (one: AgentSettings, maxReplicas: number) => ({
        ...one,
        scaling: { ...one.scaling, maxReplicas },
      });

      const least = agents.map((one) => (declared.has(one.name) ? one : withCeiling(one, one.scaling.minReplicas)));
      assert.equal(fits(fitted), fits(least));
      for (const [index, one] of fitted.entries()) {
        assert.ok(one.scaling.maxReplicas >= one.scaling.minReplicas && one.scaling.maxReplicas <= 100);
        if (declared.has(one.name)) assert.deepEqual(one, agents[index]);
      }
      if (!fits(fitted)) return;
      fitting++;
      const grown = fitted.filter(
        ({ name, scaling }) => !declared.has(name) && scaling.maxReplicas > scaling.minReplicas,
      );
      for (const ceiling of new Set(ceilingsOf(grown))) {
        if (ceiling === 100) continue;
        const more = fitted.map((one) =>
          !declared.has(one.name) && one.scaling.maxReplicas === ceiling ? withCeiling(one, ceiling + 1) : one,
        );
        assert.ok(!fits(more), `${ceiling} could be more`);
      }
    });
    fc.assert(property, { numRuns: 500 });
    assert.ok(fitting > 50, `only ${fitting} scenarios fitted`);
  });

  it("do not depend on the order of the agents", () => {
    fc.assert(
      fc.property(scenarios, ({ agents: patches, quota }) => {
        const agents = patches.map(({ max = 100, ...rest }) => agent({ ...rest, max }));
        const fit = (some: readonly AgentSettings[]) =>
          Object.fromEntries(
            fitReplicas(some, { ...TIERS.large, ...quota }, new Set()).map(({ name, scaling }) => [
              name,
              scaling.maxReplicas,
            ]),
          );
        assert.deepEqual(fit([...agents].reverse()), fit(agents));
      }),
    );
  });
});
