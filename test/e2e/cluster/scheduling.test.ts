import assert from "node:assert/strict";
import { createPod, place, placementOf, removePods, running } from "./pods";
import { nodesOfStack, withCluster } from "./with-cluster";

const SPOT = { key: "cloud.google.com/gke-spot", operator: "Exists" } as const;
const CLASS = { key: "cloud.google.com/compute-class", operator: "Exists" } as const;
const ON_SPOT = { "cloud.google.com/gke-spot": "true" };

/** What choosing a compute class comes to. */
const ofClass = (name: string) => ({ nodeSelector: { [CLASS.key]: name }, tolerations: [CLASS] });

/** Of the six nodes, all but the system's are tainted. */
const ALL_TAINTED = /1 node\(s\) didn't match Pod's node affinity\/selector, 5 node\(s\) had untolerated taint\(s\)/;

describe("the real scheduler, on the nodes of stack local", () => {
  const current = withCluster("scheduling", nodesOfStack("local"));

  afterEach(() => removePods(current().api));

  it("runs a pod that chooses nothing, as the cluster's own do, in the system's pool", async () => {
    const { api } = current();
    assert.deepEqual(await place(api, "plain", { requests: { cpu: "500m", memory: "1Gi" } }), { pool: "system" });
    await running(api, "plain");
  });

  const table = [
    ["a GPU", { ...ofClass("agno-gpu"), requests: { "nvidia.com/gpu": "1" } }, "gpu"],
    ["more memory than other nodes have", { tolerations: [CLASS], requests: { memory: "40Gi" } }, "memory"],
    ["more CPUs than other nodes have", { tolerations: [CLASS], requests: { cpu: "5" } }, "memory"],
    ["the class of its agent", ofClass("agno-cpu"), "cpu"],
    [
      "Spot, and tolerates it",
      { nodeSelector: { ...ON_SPOT, [CLASS.key]: "agno-cpu" }, tolerations: [CLASS, SPOT] },
      "cpu-spot",
    ],
    [
      "Spot and much memory",
      { requests: { memory: "40Gi" }, nodeSelector: ON_SPOT, tolerations: [CLASS, SPOT] },
      "memory-spot",
    ],
  ] as const;
  for (const [what, needs, pool] of table) {
    it(`puts a pod that needs ${what} on ${pool}`, async () => {
      assert.deepEqual(await place(current().api, "pod", needs), { pool });
    });
  }

  it("gives a GPU once", async () => {
    const { api } = current();
    const needs = { tolerations: [CLASS], requests: { "nvidia.com/gpu": "1" } };
    assert.deepEqual(await place(api, "first", needs), { pool: "gpu" });
    const second = await place(api, "second", needs);
    assert.match("pending" in second ? second.pending : "placed", /4 Insufficient nvidia\.com\/gpu/);
  });

  const refused = [
    ["agents' nodes without choosing their class", { nodeSelector: { "workload-type": "cpu-agents" } }, ALL_TAINTED],
    [
      "Spot without tolerating it",
      { nodeSelector: ON_SPOT, tolerations: [CLASS] },
      /3 node\(s\) had untolerated taint/,
    ],
    ["the GPU pool without asking for a GPU", ofClass("agno-gpu"), /3 node\(s\) had untolerated taint/],
    ["more memory than any node has", { tolerations: [CLASS], requests: { memory: "52Gi" } }, /Insufficient memory/],
    [
      "two GPUs, where a node has one",
      { tolerations: [CLASS], requests: { "nvidia.com/gpu": "2" } },
      /Insufficient nvidia\.com\/gpu/,
    ],
  ] as const;
  for (const [what, needs, message] of refused) {
    it(`leaves a pod pending that wants ${what}`, async () => {
      const placement = await place(current().api, "pod", needs);
      assert.match("pending" in placement ? placement.pending : `on ${placement.pool}`, message);
    });
  }

  it("never puts a pod without the toleration on a GPU node, even when all else is full", async () => {
    const { api } = current();
    // All that agents and the system may use: 3920m twice and 7910m, of which each takes a whole number.
    const names = Array.from({ length: 16 }, (_, index) => `full-${index}`);
    await Promise.all(names.map((name) => createPod(api, name, { tolerations: [CLASS], requests: { cpu: "980m" } })));
    const placements = await Promise.all(names.map((name) => placementOf(api, name)));
    assert.deepEqual(
      placements.filter((placement) => "pending" in placement),
      [],
    );

    const placement = await place(api, "one-more", { tolerations: [CLASS], requests: { cpu: "500m" } });
    assert.match(
      "pending" in placement ? placement.pending : `on ${placement.pool}`,
      /3 Insufficient cpu.*3 node\(s\) had untolerated taint\(s\)/,
    );
    // The GPU node is empty all the while: whoever may use it can.
    assert.deepEqual(
      await place(api, "with-gpu", { tolerations: [CLASS], requests: { cpu: "500m", "nvidia.com/gpu": "1" } }),
      {
        pool: "gpu",
      },
    );
    assert.ok("pending" in (await placementOf(api, "one-more")));
  });
});
