import assert from "node:assert/strict";
import { NAT_PORTS, egressAddressesFor } from "../../../components/network/egress-plan";

describe("the addresses a region leaves by", () => {
  const table = [
    // nodes addresses (252 nodes of 256 ports fill one)
    [0, 1],
    [1, 1],
    [252, 1],
    [253, 2],
    [1024, 5],
    [4092, 17],
  ] as const;
  for (const [nodes, addresses] of table) {
    it(`are ${addresses} for ${nodes} nodes`, () => {
      assert.equal(egressAddressesFor(nodes), addresses);
    });
  }

  it("give every node its least even where all ports are asked for", () => {
    for (let nodes = 1; nodes <= 4092; nodes++) assert.ok(egressAddressesFor(nodes) * 64_512 >= nodes * NAT_PORTS.min);
  });
});
