import assert from "node:assert/strict";
import { proveIsolation } from "../../proofs/isolation";
import { policy, tenantNamespace } from "./manifests";

const own = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const closed = (name: string) =>
  policy(name, "closed", {
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [own(name)] }],
    egress: [{ to: [own(name)] }],
  });

function prove(...objects: Parameters<typeof proveIsolation>[0][number]["objects"]) {
  return proveIsolation([{ region: "here", objects, range: "10.0.0.0/12" }]);
}

describe("the isolation proof", () => {
  const tenants = ["a", "b", "c"].map(tenantNamespace);

  it("looks at every ordered pair of tenants", () => {
    const { regions, violations } = prove(...tenants, ...["a", "b", "c"].map(closed));
    assert.equal(regions[0]?.pairs, 6);
    assert.deepEqual([regions[0].crossing, violations], [[], []]);
  });

  it("tells what each may reach at all", () => {
    const { regions } = prove(...tenants, ...["a", "b", "c"].map(closed));
    assert.deepEqual(
      regions[0]?.allowed.map(({ from, to, ports }) => [from, to, ports.length]),
      [
        ["a", "a", 3],
        ["b", "b", 3],
        ["c", "c", 3],
      ],
    );
  });

  it("names the flow where one tenant is open", () => {
    const { violations } = prove(...tenants, ...["a", "b"].map(closed));
    assert.deepEqual(violations, []);
    const open = prove(...tenants, closed("a")).violations;
    assert.deepEqual(open, [
      "here: b reaches c on TCP 1-65535, UDP 1-65535, SCTP 1-65535",
      "here: c reaches b on TCP 1-65535, UDP 1-65535, SCTP 1-65535",
    ]);
  });
});
