import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { rangesOf } from "../../../components/network/address-plan";
import { FIREWALL_RULES } from "../../../components/network/firewall-rules";

type Direction = "INGRESS" | "EGRESS";

/** What Google decides for a connection of the region in slot 1: the lowest number wins, and a denial before a permission. */
function decide(direction: Direction, peer: string, protocol: string, port: number): string {
  const [first] = FIREWALL_RULES.filter((rule) => rule.direction === direction)
    .filter((rule) => contains(rule.peers(rangesOf(1)), peer))
    .filter(({ protocols }) =>
      protocols.some(
        (traffic) =>
          (traffic.protocol === "all" || traffic.protocol === protocol) &&
          (traffic.ports === undefined || traffic.ports.includes(String(port))),
      ),
    )
    .sort((a, b) => a.priority - b.priority || (a.action === "deny" ? -1 : 1));
  // Where no rule matches, Google lets egress through and refuses ingress.
  return first?.action ?? (direction === "EGRESS" ? "allow" : "deny");
}

function contains(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [network, prefix] = range.split("/") as [string, string];
    list.addSubnet(network, Number(prefix));
  }
  return list.check(address);
}

describe("firewall rules", () => {
  const questions: readonly (readonly [string, Direction, string, string, number, "allow" | "deny"])[] = [
    // who                                direction  peer             protocol port  decision
    ["the internet comes in with HTTPS", "INGRESS", "198.51.100.9", "tcp", 443, "deny"],
    ["the internet comes in with SSH", "INGRESS", "198.51.100.9", "tcp", 22, "deny"],
    ["Google's tunnel for SSH comes in", "INGRESS", "35.235.240.1", "tcp", 22, "deny"],
    ["another region comes in", "INGRESS", "10.32.0.5", "tcp", 443, "deny"],
    ["a health check comes in", "INGRESS", "35.191.0.1", "tcp", 8080, "allow"],
    ["a health check comes in from the other range", "INGRESS", "130.211.3.255", "tcp", 15021, "allow"],
    ["the neighbour of the health checks comes in", "INGRESS", "130.211.4.0", "tcp", 8080, "deny"],
    ["a health check comes in with UDP", "INGRESS", "35.191.0.1", "udp", 53, "deny"],
    ["a node asks another node", "EGRESS", "10.16.0.9", "tcp", 10250, "allow"],
    ["a node asks a pod", "EGRESS", "10.20.3.4", "udp", 53, "allow"],
    ["a node asks a Service", "EGRESS", "10.17.0.1", "tcp", 5432, "allow"],
    ["a node asks a managed database", "EGRESS", "10.16.64.3", "tcp", 5432, "allow"],
    ["a node asks another region's database", "EGRESS", "10.32.64.3", "tcp", 5432, "deny"],
    ["a node asks another region with HTTPS", "EGRESS", "10.32.0.5", "tcp", 443, "allow"],
    ["an agent calls its model with HTTPS", "EGRESS", "198.51.100.9", "tcp", 443, "allow"],
    ["an agent calls out with HTTP", "EGRESS", "198.51.100.9", "tcp", 80, "deny"],
    ["an agent calls out with QUIC", "EGRESS", "198.51.100.9", "udp", 443, "deny"],
    ["an agent sends mail", "EGRESS", "198.51.100.9", "tcp", 25, "deny"],
  ];
  for (const [who, direction, peer, protocol, port, expected] of questions) {
    it(`${expected === "deny" ? "stop" : "let through"}: ${who}`, () => {
      assert.equal(decide(direction, peer, protocol, port), expected);
    });
  }

  it("deny everything else, in both directions, after everything else", () => {
    const denials = FIREWALL_RULES.filter(({ action }) => action === "deny");
    assert.deepEqual(denials.map(({ direction }) => direction).sort(), ["EGRESS", "INGRESS"]);
    for (const { name, priority, peers, protocols } of denials) {
      assert.equal(priority, 65534, name);
      assert.deepEqual(peers(rangesOf(1)), ["0.0.0.0/0"], name);
      assert.deepEqual(protocols, [{ protocol: "all" }], name);
    }
  });

  it("say why, in no more words than Google keeps", () => {
    for (const { name, reason } of FIREWALL_RULES) {
      assert.match(reason, /^[A-Z].{20,2046}\.$/, name);
    }
  });

  it("have names of their own", () => {
    assert.equal(new Set(FIREWALL_RULES.map(({ name }) => name)).size, FIREWALL_RULES.length);
  });
});
