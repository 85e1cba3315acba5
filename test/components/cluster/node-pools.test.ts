import assert from "node:assert/strict";
import fc from "fast-check";
import { MACHINE_TYPES } from "../../../components/cluster/machine-types";
import {
  type NodePool,
  type PoolSettings,
  cloudNameOf,
  mostNodes,
  planPools,
  zonesFor,
} from "../../../components/cluster/node-pools";
import { GOOGLE_REGIONS, type GoogleRegion } from "../../../components/region/google-regions";

const cpu: PoolSettings = {
  machineType: "n1-standard-4",
  min: 2,
  max: 100,
  spotShare: 0.7,
  gpus: 0,
  labels: { "workload-type": "cpu-agents" },
  taints: [],
};
const gpu: PoolSettings = { ...cpu, min: 0, max: 20, gpus: 1 };
const memory: PoolSettings = { ...cpu, machineType: "n1-highmem-8", min: 1, max: 50 };

/** The pools of a region, each as "name min..max". */
function planned(region: GoogleRegion, settings: Readonly<Record<string, PoolSettings>>): readonly string[] {
  return planPools(region, settings).pools.map(({ name, min, max }) => `${name} ${min}..${max}`);
}

describe("node pools of a region", () => {
  it("are the reference's three, each with a Spot part of 70 %, and those with GPUs last", () => {
    assert.deepEqual(planned("us-central1", { cpu, gpu, memory }), [
      "cpu 2..30",
      "cpu-spot 0..70",
      "memory 1..15",
      "memory-spot 0..35",
      "gpu 0..6",
      "gpu-spot 0..14",
    ]);
  });

  it("keep what they were given: machine, accelerators, labels; and are of a compute class with their Spot part", () => {
    const { pools } = planPools("us-central1", { gpu: { ...gpu, gpus: 4, labels: { team: "vision" } } });
    assert.deepEqual(
      pools.map(({ machineType, gpus, labels }) => ({ machineType, gpus, labels })),
      [1, 2].map(() => ({
        machineType: "n1-standard-4",
        gpus: 4,
        labels: { team: "vision", "cloud.google.com/compute-class": "agno-gpu" },
      })),
    );
  });

  it("are named after Google's prefix", () => {
    assert.equal(cloudNameOf({ name: "cpu" }), "agno-agents-cpu");
    assert.equal(cloudNameOf({ name: "memory-spot" }), "agno-agents-memory-spot");
  });

  it("have names that Google takes, also the Spot part of the longest that a stack file may use", () => {
    const longest = "a".repeat(23);
    const names = planPools("us-central1", { [longest]: cpu }).pools.map(cloudNameOf);
    assert.deepEqual(
      names.map(({ length }) => length),
      [35, 40],
    );
  });

  it("do not have one whose maximum is 0, which is no omission", () => {
    assert.deepEqual(planPools("us-central1", { cpu: { ...cpu, min: 0, max: 0 } }), { pools: [], omitted: [] });
  });

  it("leave out with the reason what no zone of the region offers", () => {
    const plan = planPools("us-east5", { cpu: { ...cpu, machineType: "e2-standard-4" }, gpu, memory });
    assert.deepEqual(
      plan.pools.map(({ name }) => name),
      ["cpu", "cpu-spot"],
    );
    assert.deepEqual(plan.omitted, [
      { name: "gpu", reason: "no zone of us-east5 offers nvidia-tesla-t4 with n1-standard-4" },
      { name: "memory", reason: "no zone of us-east5 offers n1-highmem-8" },
    ]);
  });
});

describe("Spot part of a pool", () => {
  const table = [
    // min  max  share   on demand   Spot
    [2, 100, 0.7, "cpu 2..30", "cpu-spot 0..70"],
    [1, 10, 0.7, "cpu 1..3", "cpu-spot 0..7"], // 0.7 × 10 is 6.999… in binary
    [0, 100, 0.29, "cpu 0..71", "cpu-spot 0..29"], // 0.29 × 100 is 28.999… in binary
    [0, 10, 0.25, "cpu 0..8", "cpu-spot 0..2"],
    [5, 10, 0.9, "cpu 1..1", "cpu-spot 4..9"],
    [10, 10, 0.9, "cpu 1..1", "cpu-spot 9..9"],
    [3, 4, 0.5, "cpu 2..2", "cpu-spot 1..2"],
    [0, 2, 0.5, "cpu 0..1", "cpu-spot 0..1"],
  ] as const;
  for (const [min, max, spotShare, onDemand, spot] of table) {
    it(`of ${spotShare} of ${min} to ${max} nodes leaves ${onDemand} and is ${spot}`, () => {
      assert.deepEqual(planned("us-central1", { cpu: { ...cpu, min, max, spotShare } }), [onDemand, spot]);
    });
  }

  for (const [max, spotShare] of [
    [100, 0],
    [1, 0.9],
    [3, 0.3],
  ] as const) {
    it(`of ${spotShare} of ${max} nodes is no node, so there is no such pool`, () => {
      assert.deepEqual(planned("us-central1", { cpu: { ...cpu, min: 1, max, spotShare } }), [`cpu 1..${max}`]);
    });
  }

  const settings = fc
    .record({
      max: fc.integer({ min: 1, max: 15_000 }),
      minShare: fc.double({ min: 0, max: 1, noNaN: true }),
      // What a person writes: 0.7, 0.25, 0.333.
      spotShare: fc.integer({ min: 0, max: 900 }).map((thousandths) => thousandths / 1000),
      gpus: fc.constantFrom(0, 1, 2, 4),
    })
    .map(({ minShare, ...pool }): PoolSettings => ({ ...cpu, ...pool, min: Math.floor(pool.max * minShare) }));

  function partsOf(pool: PoolSettings): readonly [NodePool, NodePool | undefined] {
    const [onDemand, spot] = planPools("us-central1", { pool }).pools;
    return [onDemand!, spot];
  }

  it("never exceeds its share at the ceiling, and misses it by less than a node", () => {
    fc.assert(
      fc.property(settings, (pool) => {
        const spotMax = partsOf(pool)[1]?.max ?? 0;
        const thousandths = Math.round(pool.spotShare * 1000);
        assert.ok(spotMax * 1000 <= pool.max * thousandths, `${spotMax} Spot nodes`);
        assert.ok((spotMax + 1) * 1000 > pool.max * thousandths, `${spotMax} Spot nodes`);
      }),
    );
  });

  it("adds up with the part on demand to the pool's minimum and maximum", () => {
    fc.assert(
      fc.property(settings, (pool) => {
        const [onDemand, spot] = partsOf(pool);
        assert.equal(onDemand.max + (spot?.max ?? 0), pool.max);
        assert.equal(onDemand.min + (spot?.min ?? 0), pool.min);
      }),
    );
  });

  it("leaves the minimum on demand as far as it fits, and at least one node on demand", () => {
    fc.assert(
      fc.property(settings, (pool) => {
        const [onDemand, spot] = partsOf(pool);
        assert.ok(onDemand.max >= 1);
        assert.ok(onDemand.min <= onDemand.max);
        if (spot !== undefined) {
          assert.ok(spot.min <= spot.max);
          assert.ok(spot.min === 0 || onDemand.min === onDemand.max);
        }
      }),
    );
  });

  it("says in its name and its flag what it is", () => {
    const { pools } = planPools("us-central1", { cpu });
    assert.deepEqual(
      pools.map(({ name, spot }) => [name, spot]),
      [
        ["cpu", false],
        ["cpu-spot", true],
      ],
    );
  });
});

describe("taints of a pool", () => {
  const own = { key: "example.com/batch", value: "true", effect: "PreferNoSchedule" } as const;
  const present = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };
  const spot = { key: "cloud.google.com/gke-spot", value: "true", effect: "NoSchedule" };
  const ofClass = { key: "cloud.google.com/compute-class", value: "agno-pool", effect: "NoSchedule" };
  const table = [
    ["a plain pool has none but its class's and Spot's", { ...cpu, taints: [] }, [], [spot]],
    ["a pool keeps its own", { ...cpu, taints: [own] }, [own], [own, spot]],
    ["a pool with GPUs keeps others away", { ...gpu, taints: [] }, [present], [present, spot]],
    ["a pool with GPUs keeps its own as well", { ...gpu, taints: [own] }, [present, own], [present, own, spot]],
  ] as const;
  for (const [what, settings, onDemand, onSpot] of table) {
    it(what, () => {
      const { pools } = planPools("us-central1", { pool: settings });
      assert.deepEqual(
        pools.map(({ taints }) => taints),
        [
          [ofClass, ...onDemand],
          [ofClass, ...onSpot],
        ],
      );
    });
  }

  it("are those of no compute class for the system's own, which takes every pod", () => {
    const { pools } = planPools("us-central1", { system: { ...cpu, spotShare: 0 }, cpu: { ...cpu, spotShare: 0 } });
    assert.deepEqual(
      pools.map(({ name, labels, taints }) => [name, Object.keys(labels), taints.length]),
      [
        ["system", ["workload-type"], 0],
        ["cpu", ["workload-type", "cloud.google.com/compute-class"], 1],
      ],
    );
  });
});

describe("zones of a pool", () => {
  const table: readonly (readonly [GoogleRegion, string, number, readonly string[]])[] = [
    ["us-central1", "n1-standard-4", 0, ["us-central1-a", "us-central1-b", "us-central1-c"]], // of four
    ["us-central1", "n1-standard-4", 1, ["us-central1-a", "us-central1-b", "us-central1-c"]],
    ["europe-west1", "e2-standard-4", 0, ["europe-west1-b", "europe-west1-c", "europe-west1-d"]], // has no a
    ["us-east1", "n1-standard-4", 1, ["us-east1-c", "us-east1-d"]],
    ["europe-west3", "n1-standard-4", 1, ["europe-west3-b"]],
    ["europe-west3", "n1-standard-4", 0, ["europe-west3-a", "europe-west3-b", "europe-west3-c"]],
    ["me-west1", "n1-standard-4", 0, ["me-west1-b", "me-west1-c"]], // N1 in two only
    ["me-west1", "n2-standard-4", 0, ["me-west1-a", "me-west1-b", "me-west1-c"]],
    ["us-east5", "n1-standard-4", 0, []],
    ["us-east5", "n2d-standard-4", 0, ["us-east5-a", "us-east5-b", "us-east5-c"]],
    ["asia-northeast2", "n1-standard-4", 1, []],
  ];
  for (const [region, machineType, gpus, zones] of table) {
    const machine = gpus > 0 ? `${machineType} with a T4` : machineType;
    it(`in ${region} for ${machine}: ${zones.join(", ") || "none"}`, () => {
      assert.deepEqual(zonesFor(region, { machineType, gpus }), zones);
    });
  }

  it("are at most three, all of the region, whatever the pool needs", () => {
    const anything = fc.tuple(fc.constantFrom(...GOOGLE_REGIONS), fc.constantFrom(...MACHINE_TYPES), fc.nat(4));
    fc.assert(
      fc.property(anything, ([region, machineType, gpus]) => {
        const zones = zonesFor(region, { machineType, gpus });
        assert.ok(zones.length <= 3);
        for (const zone of zones) assert.match(zone, new RegExp(`^${region}-[a-f]$`));
      }),
    );
  });

  it("are the same for both parts of a pool", () => {
    const { pools } = planPools("us-east1", { gpu });
    assert.deepEqual(
      pools.map(({ zones }) => zones),
      [
        ["us-east1-c", "us-east1-d"],
        ["us-east1-c", "us-east1-d"],
      ],
    );
  });
});

describe("most nodes that pools can have at once", () => {
  const table = [
    ["no pool", {}, 0],
    ["one pool and the node that an upgrade adds", { cpu: { ...cpu, max: 5, spotShare: 0 } }, 6],
    ["the Spot part's own upgrade besides", { cpu: { ...cpu, max: 5, spotShare: 0.5 } }, 7],
    ["the reference's three", { cpu, gpu, memory }, 176],
  ] as const;
  for (const [what, settings, nodes] of table) {
    it(`are ${nodes}: ${what}`, () => {
      assert.equal(mostNodes(planPools("us-central1", settings).pools), nodes);
    });
  }
});
