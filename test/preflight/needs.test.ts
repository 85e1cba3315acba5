import assert from "node:assert/strict";
import { loadEnvironment } from "../../config/load";
import { type Need, needsOf } from "../../preflight/needs";
import { REPOSITORY } from "../program/language-host";

describe("what a stack needs of its project", () => {
  const needs = (stack: string, scope?: string) =>
    needsOf(loadEnvironment({ directory: REPOSITORY, stack, ...(scope !== undefined && { scope }) }));
  const amounts = (all: readonly Need[], region?: string) =>
    Object.fromEntries(all.filter((need) => need.region === region).map(({ metric, amount }) => [metric, amount]));

  it("is every pool at its ceiling, with a node more of each while it is upgraded", () => {
    // cpu 2 and 2 Spot of 4 CPUs, memory 1 and 1 Spot of 8, system 2 of 4, gpu 1 of 4 with a T4: six pools.
    const dev = needs("dev");
    assert.deepEqual(amounts(dev, "us-central1"), {
      CPUS: (2 + 1) * 4 + (1 + 1) * 8 + (2 + 1) * 4 + (1 + 1) * 4,
      PREEMPTIBLE_CPUS: (2 + 1) * 4 + (1 + 1) * 8,
      NVIDIA_T4_GPUS: 2,
      SSD_TOTAL_GB: 1500,
      INSTANCES: 15,
      STATIC_ADDRESSES: 2,
      IN_USE_ADDRESSES: 2,
    });
    assert.deepEqual(amounts(dev), {
      NETWORKS: 1,
      SUBNETWORKS: 1,
      ROUTERS: 1,
      FORWARDING_RULES: 1,
      CPUS_ALL_REGIONS: 76,
      GPUS_ALL_REGIONS: 2,
    });
  });

  it("adds up what is counted over all regions", () => {
    const prod = needs("prod");
    const regions = ["us-central1", "europe-west4", "asia-southeast1"].map((region) => amounts(prod, region));
    const sum = (metric: string) => regions.reduce((total, region) => total + (region[metric] ?? 0), 0);
    const whole = amounts(prod);
    assert.equal(whole.NETWORKS, 3);
    assert.equal(whole.FORWARDING_RULES, 3);
    assert.equal(whole.GPUS_ALL_REGIONS, sum("NVIDIA_T4_GPUS") + sum("PREEMPTIBLE_NVIDIA_T4_GPUS"));
    assert.equal(whole.CPUS_ALL_REGIONS, sum("CPUS") + sum("PREEMPTIBLE_CPUS"));
  });

  it("is of the regions that the stack holds", () => {
    const part = needs("prod", "europe-west4");
    assert.deepEqual([...new Set(part.map(({ region }) => region))], ["europe-west4", undefined]);
    assert.equal(amounts(part).NETWORKS, 1);
    assert.equal(amounts(part, "europe-west4").STATIC_ADDRESSES, 1);
    assert.deepEqual(
      needs("prod", "global"),
      ["us-central1", "europe-west4", "asia-southeast1"].map((region) => ({
        ...{ metric: "STATIC_ADDRESSES", region, amount: 1 },
      })),
    );
  });
});
