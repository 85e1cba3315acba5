import assert from "node:assert/strict";
import { read } from "../../../sandbox/cluster/api";
import { nodesOfStack, withCluster } from "./with-cluster";

interface SeenNode {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly taints?: readonly { key: string; value?: string; effect: string }[] };
  readonly status: {
    readonly capacity: Readonly<Record<string, string>>;
    readonly allocatable: Readonly<Record<string, string>>;
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
  };
}

const SPOT = "cloud.google.com/gke-spot=true:NoSchedule";
const GPU = "nvidia.com/gpu=present:NoSchedule";
const ofClass = (pool: string) => `cloud.google.com/compute-class=agno-${pool}:NoSchedule`;

/** [pool, instance type, CPUs, memory, allocatable CPU, GPUs, the pool's own label, taints] */
const POOLS = [
  ["cpu", "n1-standard-4", "4", "15Gi", "3920m", undefined, "cpu-agents", [ofClass("cpu")]],
  ["cpu-spot", "n1-standard-4", "4", "15Gi", "3920m", undefined, "cpu-agents", [ofClass("cpu"), SPOT]],
  ["gpu", "n1-standard-4", "4", "15Gi", "3920m", "1", "gpu-agents", [ofClass("gpu"), GPU]],
  ["memory", "n1-highmem-8", "8", "52Gi", "7910m", undefined, "memory-intensive-agents", [ofClass("memory")]],
  [
    "memory-spot",
    ...(["n1-highmem-8", "8", "52Gi", "7910m", undefined, "memory-intensive-agents"] as const),
    [ofClass("memory"), SPOT],
  ],
  ["system", "e2-standard-4", "4", "16Gi", "3920m", undefined, "system", []],
] as const;

for (const stack of ["local", "dev"]) {
  describe(`the nodes of stack ${stack}, in a real cluster`, () => {
    const current = withCluster(`nodes-${stack}`, nodesOfStack(stack));

    it("are one for each pool, all of them Ready", async () => {
      const nodes = await seenNodes();
      assert.deepEqual(
        [...nodes.keys()].sort(),
        POOLS.map(([pool]) => `agno-agents-${pool}`),
      );
      for (const { status } of nodes.values()) {
        assert.equal(status.conditions.find(({ type }) => type === "Ready")?.status, "True");
      }
    });

    for (const [pool, machine, cpu, memory, allocatable, gpus, workload, taints] of POOLS) {
      it(`have in pool ${pool} its labels, taints and sizes`, async () => {
        const node = (await seenNodes()).get(`agno-agents-${pool}`);
        assert.ok(node !== undefined);
        assert.equal(node.metadata.labels["workload-type"], workload);
        assert.equal(node.metadata.labels["node.kubernetes.io/instance-type"], machine);
        assert.equal(node.metadata.labels["topology.kubernetes.io/region"], "us-central1");
        assert.match(node.metadata.labels["topology.kubernetes.io/zone"] ?? "", /^us-central1-[abc]$/);
        const found = (node.spec.taints ?? []).map(({ key, value, effect }) => `${key}=${value ?? ""}:${effect}`);
        assert.deepEqual(found, taints);
        assert.equal(node.status.capacity.cpu, cpu);
        assert.equal(node.status.capacity.memory, memory);
        assert.equal(node.status.allocatable.cpu, allocatable);
        assert.equal(node.status.allocatable["nvidia.com/gpu"], gpus);
        assert.equal(node.status.allocatable.pods, "110");
      });
    }

    async function seenNodes(): Promise<ReadonlyMap<string, SeenNode>> {
      const { items } = await read<{ items: readonly SeenNode[] }>(current().api, "/api/v1/nodes");
      return new Map(items.map((node) => [node.metadata.labels["cloud.google.com/gke-nodepool"] ?? "", node]));
    }
  });
}
