import assert from "node:assert/strict";
import fc from "fast-check";
import { PODS_PER_NODE, SLOTS, capacityOf, rangesOf, sizeOf } from "../../../components/network/address-plan";

/** First and last address of a range as numbers. */
function boundsOf(cidr: string): readonly [first: number, last: number] {
  const [address, length] = cidr.split("/") as [string, string];
  const first = address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}

function overlap(a: string, b: string): boolean {
  const [firstOfA, lastOfA] = boundsOf(a);
  const [firstOfB, lastOfB] = boundsOf(b);
  return firstOfA <= lastOfB && firstOfB <= lastOfA;
}

describe("address plan", () => {
  const plan = [
    // slot region           nodes            managed services  services         pods
    [0, "10.0.0.0/12", "10.0.0.0/20", "10.0.64.0/20", "10.1.0.0/20", "10.4.0.0/14"],
    [1, "10.16.0.0/12", "10.16.0.0/20", "10.16.64.0/20", "10.17.0.0/20", "10.20.0.0/14"],
    [2, "10.32.0.0/12", "10.32.0.0/20", "10.32.64.0/20", "10.33.0.0/20", "10.36.0.0/14"],
    [15, "10.240.0.0/12", "10.240.0.0/20", "10.240.64.0/20", "10.241.0.0/20", "10.244.0.0/14"],
  ] as const;
  for (const [slot, region, nodes, managedServices, services, pods] of plan) {
    it(`gives slot ${slot} its own ${region}`, () => {
      assert.deepEqual(rangesOf(slot), { region, nodes, managedServices, services, pods });
    });
  }

  for (const slot of [-1, 16, 1.5, NaN, Infinity]) {
    it(`refuses slot ${slot}`, () => {
      assert.throws(() => rangesOf(slot), {
        name: "RangeError",
        message: `slot ${slot} is not a whole number from 0 to 15`,
      });
    });
  }

  const everySlot = Array.from({ length: SLOTS }, (_, slot) => slot);

  it("has sixteen slots, which fill 10.0.0.0/8 and never overlap", () => {
    const regions = everySlot.map((slot) => rangesOf(slot).region);
    assert.equal(
      regions.reduce((sum, region) => sum + sizeOf(region), 0),
      sizeOf("10.0.0.0/8"),
    );
    for (const [index, region] of regions.entries()) {
      assert.ok(overlap(region, "10.0.0.0/8"), region);
      for (const other of regions.slice(index + 1)) assert.ok(!overlap(region, other), `${region} and ${other}`);
    }
  });

  it("keeps every range inside its region's, beside the others, and where a network of its size begins", () => {
    for (const slot of everySlot) {
      const { region, ...parts } = rangesOf(slot);
      const [first, last] = boundsOf(region);
      const ranges = Object.values(parts);
      for (const [index, range] of ranges.entries()) {
        const [firstOfRange, lastOfRange] = boundsOf(range);
        assert.ok(first <= firstOfRange && lastOfRange <= last, `${range} in ${region}`);
        assert.equal(firstOfRange % sizeOf(range), 0, range);
        for (const other of ranges.slice(index + 1)) assert.ok(!overlap(range, other), `${range} and ${other}`);
      }
    }
  });

  const sizes = [
    ["10.0.0.0/8", 16_777_216],
    ["10.0.0.0/12", 1_048_576],
    ["10.4.0.0/14", 262_144],
    ["10.0.0.0/20", 4_096],
    ["10.0.0.1/32", 1],
  ] as const;
  for (const [range, addresses] of sizes) {
    it(`counts ${addresses} addresses in ${range}`, () => {
      assert.equal(sizeOf(range), addresses);
    });
  }
});

describe("capacity of a region", () => {
  const table = [
    // pods on a node, block of each node → nodes, pods, what runs out first
    [8, "/28", 4_092, 32_736, "nodes"],
    [32, "/26", 4_092, 130_944, "nodes"],
    [33, "/25", 2_048, 67_584, "pods"],
    [64, "/25", 2_048, 131_072, "pods"],
    [65, "/24", 1_024, 66_560, "pods"],
    [110, "/24", 1_024, 112_640, "pods"],
    [128, "/24", 1_024, 131_072, "pods"],
    [129, "/23", 512, 66_048, "pods"],
    [256, "/23", 512, 131_072, "pods"],
  ] as const;
  for (const [podsPerNode, block, nodes, pods, limitedBy] of table) {
    it(`is ${nodes} nodes where ${podsPerNode} pods a node take a ${block}`, () => {
      assert.deepEqual(capacityOf(rangesOf(0), podsPerNode), { nodes, pods, limitedBy });
    });
  }

  it("is no longer the nodes' to limit once their range is larger than the pods'", () => {
    assert.equal(capacityOf({ nodes: "10.0.0.0/20", pods: "10.64.0.0/10" }, 110).limitedBy, "nodes");
    assert.equal(capacityOf({ nodes: "10.0.0.0/20", pods: "10.16.0.0/12" }, 110).limitedBy, "nodes");
    assert.equal(capacityOf({ nodes: "10.0.0.0/19", pods: "10.16.0.0/12" }, 110).limitedBy, "pods");
  });

  const podsPerNode = fc.integer({ min: PODS_PER_NODE.min, max: PODS_PER_NODE.max });
  const slot = fc.integer({ min: 0, max: SLOTS - 1 });

  it("never grows in nodes when each may run more pods", () => {
    fc.assert(
      fc.property(podsPerNode, podsPerNode, (a, b) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
        return capacityOf(rangesOf(0), fewer).nodes >= capacityOf(rangesOf(0), more).nodes;
      }),
    );
  });

  it("leaves each node twice as many addresses as pods, and no block wider than that needs", () => {
    fc.assert(
      fc.property(slot, podsPerNode, (slot, podsPerNode) => {
        const { nodes, limitedBy } = capacityOf(rangesOf(slot), podsPerNode);
        const each = sizeOf(rangesOf(slot).pods) / nodes;
        assert.ok(each >= 2 * podsPerNode, `${each} addresses for ${podsPerNode} pods`);
        if (limitedBy === "pods") assert.ok(each < 4 * podsPerNode, `${each} addresses for ${podsPerNode} pods`);
      }),
    );
  });
});
