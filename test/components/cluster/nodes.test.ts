import assert from "node:assert/strict";
import type { NodePool } from "../../../components/cluster/node-pools";
import { type NodesOptions, nodesOf } from "../../../components/cluster/nodes";

const CPU: NodePool = {
  name: "cpu",
  machineType: "n1-standard-4",
  min: 0,
  max: 10,
  spotShare: 0.5,
  gpus: 0,
  spot: false,
  zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
  labels: { "workload-type": "cpu-agents" },
  taints: [],
};
const SPOT_GPU: NodePool = {
  ...CPU,
  name: "gpu-spot",
  gpus: 1,
  spot: true,
  zones: ["us-central1-f"],
  taints: [
    { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
    { key: "cloud.google.com/gke-spot", value: "true", effect: "NoSchedule" },
  ],
};

function made(options: Partial<NodesOptions>) {
  return nodesOf({
    cluster: "agno-agents-us-central1",
    region: "us-central1",
    pools: [CPU],
    podsPerNode: 32,
    ...options,
  });
}

describe("the nodes that GKE would make", () => {
  it("are whole objects", () => {
    assert.deepEqual(made({}), [
      {
        apiVersion: "v1",
        kind: "Node",
        metadata: {
          name: "gke-agno-agents-us-central-agno-agents-cpu-4e46b696-54cd",
          labels: {
            "workload-type": "cpu-agents",
            "kubernetes.io/hostname": "gke-agno-agents-us-central-agno-agents-cpu-4e46b696-54cd",
            "kubernetes.io/os": "linux",
            "kubernetes.io/arch": "amd64",
            "node.kubernetes.io/instance-type": "n1-standard-4",
            "topology.kubernetes.io/region": "us-central1",
            "topology.kubernetes.io/zone": "us-central1-a",
            "topology.gke.io/zone": "us-central1-a",
            "cloud.google.com/gke-nodepool": "agno-agents-cpu",
            "cloud.google.com/machine-family": "n1",
            "cloud.google.com/gke-provisioning": "standard",
            "iam.gke.io/gke-metadata-server-enabled": "true",
          },
        },
        spec: {
          providerID: "gce://sandbox/us-central1-a/gke-agno-agents-us-central-agno-agents-cpu-4e46b696-54cd",
          taints: [],
        },
        status: {
          capacity: { cpu: "4", memory: "15728640Ki", "ephemeral-storage": "98868448Ki", pods: "32" },
          allocatable: { cpu: "3920m", memory: "13004800Ki", "ephemeral-storage": "45989987Ki", pods: "32" },
        },
      },
    ]);
  });

  it("have GPUs and Spot in labels, taints and sizes", () => {
    const [node] = made({ pools: [SPOT_GPU] });
    assert.ok(node !== undefined);
    const { labels } = node.metadata;
    assert.equal(labels["cloud.google.com/gke-spot"], "true");
    assert.equal(labels["cloud.google.com/gke-provisioning"], "spot");
    assert.equal(labels["cloud.google.com/gke-accelerator"], "nvidia-tesla-t4");
    assert.equal(labels["cloud.google.com/gke-accelerator-count"], "1");
    assert.equal(labels["topology.kubernetes.io/zone"], "us-central1-f");
    assert.deepEqual(node.spec.taints, SPOT_GPU.taints);
    assert.equal(node.status.allocatable["nvidia.com/gpu"], "1");
  });

  const counts = [
    // minimum, nodes
    [0, 1],
    [1, 1],
    [3, 3],
  ] as const;
  for (const [min, count] of counts) {
    it(`are ${count} of a pool whose minimum is ${min}`, () => {
      assert.equal(made({ pools: [{ ...CPU, min }] }).length, count);
    });
  }

  it("are as many of each pool as the caller says, none too", () => {
    const nodes = made({ pools: [CPU, SPOT_GPU], count: ({ spot }) => (spot ? 0 : 4) });
    const zones = nodes.map(({ metadata }) => metadata.labels["topology.kubernetes.io/zone"]);
    assert.deepEqual(zones, ["us-central1-a", "us-central1-b", "us-central1-c", "us-central1-a"]);
  });

  it("have names of their own that Kubernetes takes, the same each time", () => {
    const options = { pools: [CPU, SPOT_GPU, { ...CPU, name: "memory-of-a-long-name" }], count: () => 3000 };
    const names = made(options).map(({ metadata }) => metadata.name);
    assert.equal(new Set(names).size, 9000);
    for (const name of names) assert.match(name, /^(?=.{1,63}$)gke-[a-z0-9-]+-[0-9a-f]{8}-[0-9a-f]{4}$/);
    assert.deepEqual(
      made(options).map(({ metadata }) => metadata.name),
      names,
    );
  });

  it("have other names in another cluster, however alike its name", () => {
    const [here, there] = ["agno-agents-us-central1", "agno-agents-us-central2"].map((cluster) => made({ cluster })[0]);
    assert.notEqual(here?.metadata.name, there?.metadata.name);
  });

  it("are refused where no machine is known", () => {
    assert.throws(
      () => made({ pools: [{ ...CPU, machineType: "n9-standard-4" }] }),
      /pool cpu has no zone or an unknown/,
    );
  });
});
