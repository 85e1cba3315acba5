import assert from "node:assert/strict";
import { machineTypeOf } from "../../../components/cluster/machine-types";
import { nodeDefaults } from "../../../components/cluster/node-pool-resources";
import { DISK, resourcesOf } from "../../../components/cluster/allocatable";

describe("what GKE leaves to pods", () => {
  /** Memory in MiB: GiB × 1024, less 25 % of the first 4, 20 % of 4, 10 % of 8, 6 % of 112, 2 % of the rest, and 100. */
  const table = [
    // machine          CPU       MiB      of which left
    ["n1-standard-1", "940m", 3840, 2780],
    ["n1-standard-2", "1930m", 7680, 5839.2],
    ["n1-standard-4", "3920m", 15360, 12700],
    ["n1-highmem-8", "7910m", 53248, 48273.76],
    ["e2-standard-4", "3920m", 16384, 13621.6],
    ["e2-standard-16", "15890m", 65536, 59824.48],
    ["n1-highcpu-2", "1930m", 1843.2, 1282.4],
    ["n2-standard-128", "127610m", 524288, 506780],
  ] as const;
  for (const [name, cpu, total, left] of table) {
    it(`of ${name} is ${cpu} and ${left} MiB`, () => {
      const machine = machineTypeOf(name);
      assert.ok(machine !== undefined);
      const { capacity, allocatable } = resourcesOf({ machine, gpus: 0, podsPerNode: 110 });
      assert.deepEqual(capacity, {
        cpu: name.split("-")[2],
        memory: `${Math.floor(total * 1024)}Ki`,
        "ephemeral-storage": "98868448Ki",
        pods: "110",
      });
      assert.deepEqual(allocatable, {
        cpu,
        memory: `${Math.floor(left * 1024)}Ki`,
        "ephemeral-storage": "45989987Ki",
        pods: "110",
      });
    });
  }

  it("has the GPUs, all of them", () => {
    const machine = { family: "n1", cpus: 4, memory: 15 } as const;
    const { capacity, allocatable } = resourcesOf({ machine, gpus: 2, podsPerNode: 32 });
    assert.equal(capacity["nvidia.com/gpu"], "2");
    assert.equal(allocatable["nvidia.com/gpu"], "2");
    assert.equal(allocatable.pods, "32");
  });

  it("reckons with the disk that the pools have", () => {
    assert.equal(DISK, nodeDefaults.diskSizeGb);
  });
});
