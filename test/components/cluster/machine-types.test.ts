import assert from "node:assert/strict";
import { MACHINE_TYPES, machineTypeOf } from "../../../components/cluster/machine-types";

describe("machine types", () => {
  const table = [
    // name             family cpus  GiB
    ["n1-standard-1", "n1", 1, 3.75],
    ["n1-standard-4", "n1", 4, 15],
    ["n1-highmem-8", "n1", 8, 52],
    ["n1-highcpu-2", "n1", 2, 1.8],
    ["n1-highmem-96", "n1", 96, 624],
    ["e2-standard-2", "e2", 2, 8],
    ["e2-highmem-16", "e2", 16, 128],
    ["e2-highcpu-32", "e2", 32, 32],
    ["n2-standard-128", "n2", 128, 512],
    ["n2-highmem-48", "n2", 48, 384],
    ["n2d-standard-224", "n2d", 224, 896],
    ["n2d-highcpu-4", "n2d", 4, 4],
  ] as const;
  for (const [name, family, cpus, memory] of table) {
    it(`${name} has ${cpus} CPUs and ${memory} GiB`, () => {
      assert.deepEqual(machineTypeOf(name), { family, cpus, memory });
      assert.ok(MACHINE_TYPES.includes(name));
    });
  }

  const unknown = {
    "": "nothing",
    "n1-standard-3": "a size that the series does not have",
    "n2-highmem-128": "a size that only its sister has",
    "e2-highmem-32": "a size larger than the series",
    "n1-standard-4-gpu": "the reference's own name for a machine with an accelerator",
    "n1-standard-04": "a size in another spelling",
    "n1-standard-4.0": "a size in yet another spelling",
    "n1-standard-": "no size",
    "n1-standard": "a series",
    "N1-STANDARD-4": "capitals",
    " n1-standard-4": "a space",
    "g2-standard-4": "a family that the platform does not know",
  };
  for (const [name, what] of Object.entries(unknown)) {
    it(`"${name}" is ${what}, and unknown`, () => {
      assert.equal(machineTypeOf(name), undefined);
      assert.ok(!MACHINE_TYPES.includes(name));
    });
  }

  it("are all known by the names that a stack file may use, each once", () => {
    assert.equal(new Set(MACHINE_TYPES).size, MACHINE_TYPES.length);
    for (const name of MACHINE_TYPES) {
      const machine = machineTypeOf(name);
      assert.ok(machine !== undefined && name.startsWith(`${machine.family}-`) && name.endsWith(`-${machine.cpus}`));
      assert.ok(machine.memory >= 0.9 * machine.cpus && machine.memory <= 8 * machine.cpus, name);
    }
  });
});
