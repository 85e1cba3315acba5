import assert from "node:assert/strict";
import type { NodePool } from "../../../components/cluster/node-pools";
import { initialNodesPerZone, nodeConfigOf } from "../../../components/cluster/node-pool-resources";
import { RegionalCluster } from "../../../components/cluster/regional-cluster";
import type { RegisteredResource } from "../../../emulator/monitor";
import { type Made, PROJECT, evaluateComponent, inputOf } from "../evaluate-component";

const cpu: NodePool = {
  name: "cpu",
  machineType: "n1-standard-4",
  min: 4,
  max: 30,
  spotShare: 0.7,
  spot: false,
  gpus: 0,
  labels: { "workload-type": "cpu-agents" },
  taints: [],
  zones: ["europe-west4-a", "europe-west4-b", "europe-west4-c"],
};
const cpuSpot: NodePool = {
  ...cpu,
  name: "cpu-spot",
  min: 0,
  max: 70,
  spot: true,
  taints: [{ key: "cloud.google.com/gke-spot", value: "true", effect: "NoSchedule" }],
};
const gpu: NodePool = {
  ...cpu,
  name: "gpu",
  min: 1,
  max: 6,
  gpus: 2,
  taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
  zones: ["europe-west4-b"],
};
const gpuSpot: NodePool = { ...gpu, name: "gpu-spot", min: 0, max: 14, spot: true };

describe("node pools at Google", () => {
  let made: Made;

  before(async () => {
    made = await evaluateComponent((options) => {
      new RegionalCluster(
        "europe-west4-cluster",
        {
          region: "europe-west4",
          project: PROJECT,
          zones: cpu.zones,
          networkId: "network",
          subnetworkId: "subnetwork",
          keyId: `projects/${PROJECT}/locations/europe-west4/keyRings/keys/cryptoKeys/key`,
          pools: [cpu, cpuSpot, gpu, gpuSpot],
          podsPerNode: 64,
          maintenance: { days: ["SA", "SU"], start: "02:00", hours: 6, exclusions: {} },
          releaseChannel: "REGULAR",
          deletionProtection: true,
        },
        options,
      );
    });
  });

  const at = (pool: string, path: string) => inputOf(made.named(`europe-west4-cluster-${pool}`), path);
  const pools = (): readonly RegisteredResource[] => made.all("gcp:container/nodePool:NodePool");

  const table = [
    // pool      cloud name              least most initial  policy      Spot   zones
    ["cpu", "agno-agents-cpu", 4, 30, 2, "BALANCED", false, ["a", "b", "c"]],
    ["cpu-spot", "agno-agents-cpu-spot", 0, 70, 0, "ANY", true, ["a", "b", "c"]],
    ["gpu", "agno-agents-gpu", 1, 6, 1, "BALANCED", false, ["b"]],
    ["gpu-spot", "agno-agents-gpu-spot", 0, 14, 0, "ANY", true, ["b"]],
  ] as const;
  for (const [pool, name, min, max, initial, locationPolicy, spot, zones] of table) {
    it(`${name} has ${min} to ${max} nodes over all zones, never counted for each`, () => {
      assert.equal(at(pool, "name"), name);
      assert.deepEqual(at(pool, "autoscaling"), { totalMinNodeCount: min, totalMaxNodeCount: max, locationPolicy });
    });

    it(`${name} begins with ${initial} in each of its zones, which are ${zones.join(", ")}`, () => {
      assert.equal(at(pool, "initialNodeCount"), initial);
      assert.deepEqual(
        at(pool, "nodeLocations"),
        zones.map((zone) => `europe-west4-${zone}`),
      );
    });

    it(`${name} ${spot ? "is" : "is not"} Spot`, () => {
      assert.equal(at(pool, "nodeConfig.spot"), spot);
    });
  }

  it("there are no others", () => {
    assert.equal(pools().length, table.length);
  });

  const facts: readonly (readonly [fact: string, path: string, value: unknown])[] = [
    ["belong to the region's cluster", "cluster", "agno-agents-europe-west4"],
    ["stand in the region, not in a zone", "location", "europe-west4"],
    ["have no public addresses", "networkConfig.enablePrivateNodes", true],
    ["have as many pods on a node as the address plan counted with", "maxPodsPerNode", 64],
    ["are mended and upgraded by Google", "management", { autoRepair: true, autoUpgrade: true }],
    [
      "get a new node before an upgrade takes an old one away",
      "upgradeSettings",
      { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    ],
    [
      "act as the nodes' own account",
      "nodeConfig.serviceAccount",
      `agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`,
    ],
    [
      "start from a verified image and notice when it was changed",
      "nodeConfig.shieldedInstanceConfig",
      { enableSecureBoot: true, enableIntegrityMonitoring: true },
    ],
    ["hide their own account from the pods", "nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"],
    ["hide it in the old way as well", "nodeConfig.metadata", { "disable-legacy-endpoints": "true" }],
    ["shut the kubelet's open port", "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled", "FALSE"],
    ["run Google's own image", "nodeConfig.imageType", "COS_CONTAINERD"],
    ["have a disk of 100 GB", "nodeConfig.diskSizeGb", 100],
    ["have the machine of their pool", "nodeConfig.machineType", "n1-standard-4"],
    ["have the labels of their pool", "nodeConfig.labels", { "workload-type": "cpu-agents" }],
  ];
  for (const [fact, path, value] of facts) {
    it(`all ${fact}`, () => {
      for (const pool of pools()) assert.deepEqual(inputOf(pool, path), value, pool.name);
    });
  }

  it("are not replaced for how many nodes they began with", () => {
    for (const { name, options } of pools()) assert.deepEqual(options.ignoreChanges, ["initialNodeCount"], name);
  });

  it("give up their name before a successor takes it", () => {
    for (const { name, options } of pools()) assert.equal(options.deleteBeforeReplace, true, name);
  });

  it("may be deleted: only clusters are protected", () => {
    for (const { name, options } of pools()) assert.equal(options.protect, false, name);
  });

  it("with GPUs wait for all without, so that GKE taints them", () => {
    const waits = pools().map((pool) => [
      pool.name,
      made.needs(pool).filter((name) => pools().some((other) => other.name === name)),
    ]);
    assert.deepEqual(waits, [
      ["europe-west4-cluster-cpu", []],
      ["europe-west4-cluster-cpu-spot", []],
      ["europe-west4-cluster-gpu", ["europe-west4-cluster-cpu", "europe-west4-cluster-cpu-spot"]],
      ["europe-west4-cluster-gpu-spot", ["europe-west4-cluster-cpu", "europe-west4-cluster-cpu-spot"]],
    ]);
  });
});

describe("configuration of a node", () => {
  it("gives a Spot node 120 s to end, of which the last 15 are the system's", () => {
    assert.deepEqual(nodeConfigOf(cpuSpot).kubeletConfig, {
      insecureKubeletReadonlyPortEnabled: "FALSE",
      shutdownGracePeriodSeconds: 120,
      shutdownGracePeriodCriticalPodsSeconds: 15,
    });
  });

  it("gives no such time to other nodes, where Google would refuse it", () => {
    assert.deepEqual(nodeConfigOf(cpu).kubeletConfig, { insecureKubeletReadonlyPortEnabled: "FALSE" });
  });

  it("attaches as many T4 as the pool says, with their driver", () => {
    assert.deepEqual(nodeConfigOf(gpu).guestAccelerators, [
      { type: "nvidia-tesla-t4", count: 2, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
    ]);
    assert.ok(!("guestAccelerators" in nodeConfigOf(cpu)));
  });

  const effects = [
    ["NoSchedule", "NO_SCHEDULE"],
    ["PreferNoSchedule", "PREFER_NO_SCHEDULE"],
    ["NoExecute", "NO_EXECUTE"],
  ] as const;
  for (const [kubernetes, google] of effects) {
    it(`writes the effect ${kubernetes} as Google does`, () => {
      const taint = { key: "example.com/batch", value: "true" };
      assert.deepEqual(nodeConfigOf({ ...cpu, taints: [{ ...taint, effect: kubernetes }] }).taints, [
        { ...taint, effect: google },
      ]);
    });
  }
});

describe("the nodes that each zone begins with", () => {
  const zones = ["a", "b", "c"];
  const table = [
    // min  max  in each of three zones
    [2, 30, 1],
    [7, 30, 3],
    [0, 70, 0],
    [1, 2, 0], // three nodes would be more than it may have
    [3, 3, 1],
  ] as const;
  for (const [min, max, expected] of table) {
    it(`are ${expected} for ${min} to ${max} nodes`, () => {
      assert.equal(initialNodesPerZone({ min, max, zones }), expected);
    });
  }
});
