import assert from "node:assert/strict";
import { Network } from "@pulumi/gcp/compute/network";
import { Provider } from "@pulumi/gcp/provider";
import * as pulumi from "@pulumi/pulumi";
import { evaluate } from "../../emulator/run";

/** The former URNs of each resource, by name. */
async function formerOf(program: () => void): Promise<Readonly<Record<string, readonly string[]>>> {
  const { resources } = await evaluate(() => {
    program();
  });
  return Object.fromEntries(resources.map(({ name, formerUrns }) => [name, formerUrns]));
}

const NETWORK = "gcp:compute/network:Network";
const urn = (type: string, name: string, stack = "test") => `urn:pulumi:${stack}::agno-platform::${type}::${name}`;
const google = () => new Provider("google", { project: "acme-agents" });
const network = (name: string, opts: pulumi.CustomResourceOptions) =>
  new Network(name, { name, autoCreateSubnetworks: false, routingMode: "REGIONAL" }, { provider: google(), ...opts });

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions, inner?: pulumi.CustomResourceOptions) {
    super("agno:test:Group", name, {}, opts);
    network(`${name}-network`, { parent: this, ...inner });
    this.registerOutputs({ named: name });
  }
}

describe("formerUrns", () => {
  it("are none without aliases", async () => {
    assert.deepEqual((await formerOf(() => network("n", {}))).n, []);
  });

  for (const [said, expected] of [
    [{ name: "old" }, urn(NETWORK, "old")],
    [{ type: "gcp:old:Network" }, urn("gcp:old:Network", "n")],
    [{ stack: "other" }, urn(NETWORK, "n", "other")],
    [urn(NETWORK, "whole"), urn(NETWORK, "whole")],
  ] as const) {
    it(`are what the alias ${JSON.stringify(said)} says`, async () => {
      const aliases = [said];
      const former = await formerOf(() => network("n", { aliases }));
      assert.deepEqual(former.n, [expected]);
    });
  }

  it("leave out what the resource is named now", async () => {
    const aliases = [{ name: "n" }];
    assert.deepEqual((await formerOf(() => network("n", { aliases }))).n, []);
  });

  it("follow from a renamed parent, whose name begins the child's", async () => {
    const former = await formerOf(() => new Group("new", { aliases: [{ name: "old" }] }));
    assert.deepEqual(former.new, [urn("agno:test:Group", "old")]);
    assert.deepEqual(former["new-network"], [urn(`agno:test:Group$${NETWORK}`, "old-network")]);
  });

  it("follow from a parent that was of another type, and from both names of the child", async () => {
    const group = { aliases: [{ type: "agno:old:Group" }] };
    const former = await formerOf(() => new Group("g", group, { aliases: [{ name: "net" }] }));
    assert.deepEqual(former["g-network"], [
      urn(`agno:test:Group$${NETWORK}`, "net"),
      urn(`agno:old:Group$${NETWORK}`, "g-network"),
      urn(`agno:old:Group$${NETWORK}`, "net"),
    ]);
  });

  it("are those of a resource that had no parent", async () => {
    const former = await formerOf(() => new Group("g", {}, { aliases: [{ parent: pulumi.rootStackResource }] }));
    assert.deepEqual(former["g-network"], [urn(NETWORK, "g-network")]);
  });
});
