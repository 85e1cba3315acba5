import assert from "node:assert/strict";
import { nodesOfRegion } from "../../components/cluster/nodes";
import type { PoolSettings } from "../../components/cluster/node-pools";
import type { KubernetesObject } from "../../proofs/objects";
import { type QuotaProof, figure, proveQuotas } from "../../proofs/quota";
import { autoscaler, deployment, resourceQuota } from "./manifests";

const cpu: PoolSettings = {
  machineType: "n1-standard-4",
  min: 0,
  max: 2,
  spotShare: 0,
  gpus: 0,
  labels: {},
  taints: [],
};
const pools = { cpu, gpu: { ...cpu, gpus: 1, max: 1 } };

/** A region with two nodes of 3.92 CPUs and one with a GPU, which keeps others away. */
function prove(...objects: readonly KubernetesObject[]): QuotaProof {
  const nodes = nodesOfRegion({ name: "us-central1", pools, podsPerNode: 110 }, ({ max }) => max);
  return proveQuotas([{ region: "us-central1", objects, nodes }]);
}

const one = { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "1", memory: "2Gi" } };
const sidecar = {
  "sidecar.istio.io/proxyCPU": "100m",
  "sidecar.istio.io/proxyMemory": "128Mi",
  "sidecar.istio.io/proxyCPULimit": "500m",
  "sidecar.istio.io/proxyMemoryLimit": "256Mi",
};

describe("the quota proof", () => {
  it("counts autoscalers at their ceilings, rollouts and sidecars", () => {
    const { regions, violations } = prove(
      resourceQuota("t", { "requests.cpu": "10", "limits.memory": "40Gi", pods: "50" }),
      deployment("t", "support", { ...one, annotations: sidecar }),
      autoscaler("t", "support", 4),
    );
    const [{ namespaces, placement }] = regions as [(typeof regions)[number]];
    assert.deepEqual(namespaces, [
      {
        namespace: "t",
        replicas: 4,
        uses: [
          { resource: "requests.cpu", used: 5 * 0.6, available: 10 },
          { resource: "limits.memory", used: 5 * 2.25 * 2 ** 30, available: 40 * 2 ** 30 },
          { resource: "pods", used: 5, available: 50 },
        ],
      },
    ]);
    assert.deepEqual([placement.nodesUsed, placement.nodes, placement.homeless], [1, 3, []]);
    assert.deepEqual(violations, []);
  });

  const broken: readonly (readonly [string, readonly KubernetesObject[], readonly string[]])[] = [
    [
      "a ceiling above the quota",
      [resourceQuota("t", { "requests.cpu": "2" }), deployment("t", "a", one), autoscaler("t", "a", 4)],
      ["us-central1: t at its ceilings needs 2.5 requests.cpu, its quota is 2; lower maxReplicas or raise the quota"],
    ],
    [
      "more promised than there is",
      [resourceQuota("t", { "requests.cpu": "8" }), resourceQuota("u", { "requests.cpu": "8" })],
      ["us-central1: tenants are promised 16 cpu, the pools hold 10.6; lower quotas or raise max of the pools"],
    ],
    [
      "more pods than the nodes hold, though the sum would fit",
      [
        resourceQuota("t", { "requests.cpu": "10" }),
        deployment("t", "a", { requests: { cpu: "2", memory: "1Gi" }, replicas: 3, maxSurge: 0 }),
      ],
      ["us-central1: 1 of 3 pods of t/a find no node at their ceilings; raise max of the pool that they run on"],
    ],
    [
      "pods that want a pool that is not there",
      [deployment("t", "a", { ...one, replicas: 1, maxSurge: 0, nodeSelector: { pool: "memory" } })],
      ["us-central1: 1 of 1 pods of t/a find no node at their ceilings; raise max of the pool that they run on"],
    ],
    [
      "GPUs without the toleration",
      [deployment("t", "a", { requests: { ...one.requests, "nvidia.com/gpu": "1" }, replicas: 1, maxSurge: 0 })],
      ["us-central1: 1 of 1 pods of t/a find no node at their ceilings; raise max of the pool that they run on"],
    ],
  ];
  for (const [what, objects, expected] of broken) {
    it(`names ${what}`, () => {
      assert.deepEqual(prove(...objects).violations, expected);
    });
  }

  it("lets pods with the toleration onto GPUs", () => {
    const requests = { ...one.requests, "nvidia.com/gpu": "1" };
    const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists" }];
    const { violations } = prove(deployment("t", "a", { requests, tolerations, replicas: 1, maxSurge: 0 }));
    assert.deepEqual(violations, []);
  });

  it("takes Kubernetes' defaults: one replica, and a limit for what is not requested", () => {
    const [region] = prove(
      resourceQuota("t", { "requests.cpu": "10" }),
      deployment("t", "a", { limits: { cpu: "2" }, maxSurge: "25%" }),
    ).regions;
    assert.deepEqual(region?.namespaces[0]?.uses, [{ resource: "requests.cpu", used: 4, available: 10 }]);
  });

  describe("when a region is lost", () => {
    const nodes = nodesOfRegion({ name: "us-central1", pools, podsPerNode: 110 }, ({ max }) => max);
    const tenant = (name: string, replicas: number) => [
      resourceQuota(name, {}),
      deployment(name, "a", { ...one, replicas, maxSurge: 0 }),
    ];
    const regions = [
      { region: "here", nodes, objects: [...tenant("both", 3), ...tenant("confined", 2), ...tenant("empty", 0)] },
      { region: "there", nodes, objects: tenant("both", 1) },
    ];

    it("says what remains, and refuses nothing that nobody has asked for", () => {
      const { losses, violations } = proveQuotas(regions, new Map([["both", 0.25]]));
      assert.deepEqual(losses, [
        { region: "here", namespace: "both", before: 4, after: 1, required: 0.25 },
        { region: "here", namespace: "confined", before: 2, after: 0, required: 0 },
        { region: "here", namespace: "empty", before: 0, after: 0, required: 0 },
        { region: "there", namespace: "both", before: 4, after: 3, required: 0.25 },
      ]);
      assert.deepEqual(violations, []);
    });

    it("names the tenants that keep too little", () => {
      const kept = new Map([
        ["both", 0.3],
        ["confined", 0.01],
        ["empty", 0.9],
      ]);
      const remedy = "give it more regions, or more in the others, or lower it";
      assert.deepEqual(proveQuotas(regions, kept).violations, [
        `without here: both keeps 1 of 4 replicas, its keptOnRegionLoss is 0.3; ${remedy}`,
        `without here: confined keeps 0 of 2 replicas, its keptOnRegionLoss is 0.01; ${remedy}`,
      ]);
    });

    it("takes a share that is just reached, whatever its last bit", () => {
      const hundred = [
        { region: "here", nodes: [], objects: tenant("t", 93) },
        { region: "there", nodes: [], objects: tenant("t", 7) },
      ];
      const short = (share: number) =>
        proveQuotas(hundred, new Map([["t", share]])).violations.filter((one) => one.startsWith("without here"));
      assert.deepEqual([short(0.07).length, short(0.071).length], [0, 1]);
    });

    it("says nothing where it does not see all regions", () => {
      assert.deepEqual(proveQuotas(regions).losses, []);
    });
  });

  it("promises nobody the system pool, and lets the platform's pods stand there", () => {
    const system = { ...cpu, machineType: "e2-standard-4", max: 1 };
    const nodes = nodesOfRegion({ name: "us-central1", pools: { system }, podsPerNode: 110 }, ({ max }) => max);
    const requests = { cpu: "100m" };
    const adapter = {
      ...deployment("custom-metrics", "adapter"),
      spec: { template: { metadata: {}, spec: { containers: [{ name: "a", resources: { requests } }] } } },
    };
    const { regions, violations } = proveQuotas([{ region: "us-central1", objects: [adapter], nodes }]);
    assert.deepEqual([regions[0]?.promised[0]?.available, regions[0]?.placement.nodesUsed], [0, 1]);
    assert.deepEqual(violations, []);
  });

  it("writes figures in the unit that people use", () => {
    assert.deepEqual(
      [figure("requests.cpu", 2.55), figure("memory", 1.5 * 2 ** 30), figure("pods", 12)],
      ["2.5", "1.5Gi", "12"],
    );
  });
});
