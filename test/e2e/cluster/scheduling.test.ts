import assert from "node:assert/strict";
import { createPod, place, placementOf, removePods, running } from "./pods";
import { nodesOfStack, withCluster } from "./with-cluster";

const TOLERATES_SPOT = [{ key: "cloud.google.com/gke-spot", operator: "Exists" }] as const;
const ON_SPOT = { "cloud.google.com/gke-spot": "true" };

/** Of the five nodes, two do not match and three are tainted. */
const ALL_TAINTED = /2 node\(s\) didn't match Pod's node affinity\/selector, 3 node\(s\) had untolerated taint\(s\)/;

describe("the real scheduler, on the nodes of stack local", () => {
  const current = withCluster("scheduling", nodesOfStack("local"));

  afterEach(() => removePods(current().api));

  it("runs a pod that needs nothing special where everybody may", async () => {
    const { api } = current();
    const placement = await place(api, "plain", { requests: { cpu: "500m", memory: "1Gi" } });
    assert.ok("pool" in placement && ["cpu", "memory"].includes(placement.pool), JSON.stringify(placement));
    await running(api, "plain");
  });

  const table = [
    ["a GPU", { requests: { "nvidia.com/gpu": "1" } }, "gpu"],
    ["more memory than a node of pool cpu has", { requests: { memory: "13Gi" } }, "memory"],
    ["more CPUs than a node of pool cpu has", { requests: { cpu: "5" } }, "memory"],
    ["agents' own pool", { nodeSelector: { "workload-type": "cpu-agents" } }, "cpu"],
    [
      "Spot, and tolerates it",
      { nodeSelector: { ...ON_SPOT, "workload-type": "cpu-agents" }, tolerations: TOLERATES_SPOT },
      "cpu-spot",
    ],
    [
      "Spot and much memory",
      { requests: { memory: "40Gi" }, nodeSelector: ON_SPOT, tolerations: TOLERATES_SPOT },
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
    const needs = { requests: { "nvidia.com/gpu": "1" } };
    assert.deepEqual(await place(api, "first", needs), { pool: "gpu" });
    const second = await place(api, "second", needs);
    assert.match("pending" in second ? second.pending : "placed", /3 Insufficient nvidia\.com\/gpu/);
  });

  const refused = [
    ["Spot without tolerating it", { nodeSelector: ON_SPOT }, ALL_TAINTED],
    ["the GPU pool without asking for a GPU", { nodeSelector: { "workload-type": "gpu-agents" } }, ALL_TAINTED],
    ["more memory than any node has", { requests: { memory: "52Gi" } }, /Insufficient memory/],
    ["two GPUs, where a node has one", { requests: { "nvidia.com/gpu": "2" } }, /Insufficient nvidia\.com\/gpu/],
  ] as const;
  for (const [what, needs, message] of refused) {
    it(`leaves a pod pending that wants ${what}`, async () => {
      const placement = await place(current().api, "pod", needs);
      assert.match("pending" in placement ? placement.pending : `on ${placement.pool}`, message);
    });
  }

  it("never puts a pod without the toleration on a GPU node, even when all else is full", async () => {
    const { api } = current();
    // All that anybody may use: 3920m and 7910m, of which each takes a whole number.
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => createPod(api, `full-${index}`, { requests: { cpu: "980m" } })),
    );
    const placements = await Promise.all(Array.from({ length: 12 }, (_, index) => placementOf(api, `full-${index}`)));
    assert.deepEqual(
      placements.filter((placement) => "pending" in placement),
      [],
    );

    const placement = await place(api, "one-more", { requests: { cpu: "500m" } });
    assert.match(
      "pending" in placement ? placement.pending : `on ${placement.pool}`,
      /2 Insufficient cpu.*3 node\(s\) had untolerated taint\(s\)/,
    );
    // The GPU node is empty all the while: whoever may use it can.
    assert.deepEqual(await place(api, "with-gpu", { requests: { cpu: "500m", "nvidia.com/gpu": "1" } }), {
      pool: "gpu",
    });
    assert.ok("pending" in (await placementOf(api, "one-more")));
  });
});
