import assert from "node:assert/strict";
import type { Environment } from "../../config/environment";
import { countAt } from "../../cost/levels";
import { type Cost, costOf } from "../../cost/model";
import { PRICES } from "../../cost/prices";
import { fileWithTenants, load, stackFile } from "../config/load-text";

/** Two on-demand nodes at least; of ten at most, seven are Spot. */
const POOLS = "cpu: { min: 2, max: 10 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 }";

/** An agent of 2 replicas at least and 12 at most, each of 100m + 50m and 256Mi + 128Mi. */
const AGENT = "{ modelName: m, scaling: { minReplicas: 2, maxReplicas: 12 } }";

function costIn(region: string, pools = POOLS, tenants = `globex: { agents: { a: ${AGENT} } }`): Cost {
  return priced(load(fileWithTenants(tenants, `${region}: { slot: 0, pools: { ${pools} } }`)));
}

function priced(environment: Environment): Cost {
  const cost = costOf(environment, PRICES);
  assert.ok(cost);
  return cost;
}

/** "cpu-spot n1-cpu-spot 16 1739" for each line of a level: part, what, quantity and the month's cents. */
function linesOf({ lines }: Cost, at: string): readonly string[] {
  return lines
    .filter(({ level }) => level === at)
    .map(({ part, sku, quantity, amounts }) => `${part} ${sku} ${quantity} ${amounts?.monthly ?? "none"}`);
}

describe("what an environment costs", () => {
  it("is every part of a region at its floor", () => {
    assert.deepEqual(linesOf(costIn("us-central1"), "floor"), [
      "cpu n1-cpu 8 18461",
      "cpu n1-memory 30 9279",
      "cpu pd-balanced 200 2000",
      "system e2-cpu 4 6369",
      "system e2-memory 16 3415",
      "system pd-balanced 100 1000",
      "cluster gke-cluster 1 7300",
      "nat nat-vm 3 307",
      "nat nat-address 1 365",
      "nat nat-data 0.3 986",
      "gateway forwarding-rule 1 1825",
    ]);
  });

  it("is what an ordinary hour has, on demand and Spot apart", () => {
    // 3 of 3 on demand: 2 + ceil(0.3 × 1); 3 of 7 Spot: ceil(0.3 × 7).
    assert.deepEqual(linesOf(costIn("us-central1"), "expected").slice(0, 6), [
      "cpu n1-cpu 12 27691",
      "cpu n1-memory 45 13919",
      "cpu pd-balanced 300 3000",
      "cpu-spot n1-cpu-spot 12 13000",
      "cpu-spot n1-memory-spot 45 6531",
      "cpu-spot pd-balanced 300 3000",
    ]);
  });

  it("has GPUs, a flat price for a large NAT, and an address for each 252 nodes at the ceiling", () => {
    const pools = "gpu: { max: 2 }, cpu: { max: 300 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 }";
    const lines = linesOf(costIn("europe-west4", pools), "ceiling");
    assert.deepEqual(
      lines.filter((line) => /^nat | t4/.test(line)),
      [
        "gpu t4 1 26828",
        "gpu-spot t4-spot 1 12775",
        "nat nat-gateway 1 3212",
        "nat nat-address 2 730",
        "nat nat-data 30.3 99536",
      ],
    );
  });

  it("is shared by what tenants request; the rest of their pools is idle, all else common", () => {
    const { lines, levels } = costIn("us-central1");
    // 12 replicas of 150m on 10 nodes of 4 CPUs, of which three are on demand: 4.5 % of what these cost.
    const [cpu] = lines.filter(({ level, sku }) => level === "ceiling" && sku === "n1-cpu");
    assert.deepEqual(cpu?.requested, { capacity: 40_000, tenants: { globex: 1800 } });
    assert.deepEqual(cpu.amounts, { hourly: 38, daily: 910, monthly: 27_691 });
    assert.deepEqual(cpu.shares, {
      tenants: { globex: { hourly: 2, daily: 41, monthly: 1246 } },
      idle: { hourly: 36, daily: 869, monthly: 26_445 },
      common: { hourly: 0, daily: 0, monthly: 0 },
    });
    const { total, shared, idle, tenants } = levels.ceiling;
    const common = 6369 + 3415 + 1000 + 7300 + 1124 + 365 + 3614 + 1825;
    assert.deepEqual(
      [total.monthly, tenants.globex?.monthly, shared.monthly, idle.monthly, shared.monthly - idle.monthly],
      [122_193, 3546, 118_647, 93_635, common],
    );
  });

  it("is shared by all who are there where they request more than there is", () => {
    const small = "cpu: { min: 1, max: 1 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 }";
    const tenant = (replicas: number) =>
      `{ tier: large, agents: { a: { modelName: m, scaling: { minReplicas: ${replicas}, maxReplicas: 50 } } } }`;
    const { lines } = costIn("us-central1", small, `one: ${tenant(20)}\n    two: ${tenant(40)}`);
    const shares = lines.filter(({ level, sku }) => level === "floor" && sku === "n1-cpu").map((line) => line.shares);
    assert.deepEqual(
      shares.map(({ tenants: { one, two }, idle }) => [one?.monthly, two?.monthly, idle.monthly]),
      [[3077, 6153, 0]],
    );
  });

  it("is told to be incomplete where there is no price", () => {
    const { lines, levels } = costIn(
      "us-west1",
      "cpu: { machineType: n2-standard-4, min: 1 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }",
    );
    const { price, amounts } = lines[0]!;
    assert.deepEqual([price, amounts], [null, null]);
    const holes = ["n2-cpu in us-west1", "n2-memory in us-west1", "pd-balanced in us-west1"];
    assert.deepEqual(levels.floor.tenants.globex, { hourly: 0, daily: 0, monthly: 0, unpriced: holes });
    assert.deepEqual(levels.floor.regions["us-west1"]?.unpriced.slice(0, 3), holes);
    assert.equal(levels.floor.total.monthly, levels.floor.shared.monthly);
    assert.ok(levels.floor.total.monthly > 7300);
  });

  it("is unknown where clusters are somebody else's", () => {
    const environment = load(stackFile("us-east1: { slot: 0 }", "  agno:clusters: kubeconfig\n"));
    assert.equal(costOf(environment, PRICES), null);
  });

  for (const [min, max, load, expected] of [
    [0, 10, 0.3, 3],
    [2, 10, 0.3, 5],
    [1, 1, 0.3, 1],
    [0, 1, 0.3, 1],
    [0, 70, 0.1, 7],
    [3, 9, 0, 3],
    [3, 9, 1, 9],
  ] as const) {
    it(`has ${expected} of ${min} to ${max} at a load of ${load}`, () => {
      const counts = (["floor", "expected", "ceiling"] as const).map((level) => countAt(level, { min, max }, load));
      assert.deepEqual(counts, [min, expected, max]);
    });
  }
});
