import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { type ConnectionArgs, connect } from "../../../components/cluster/connection";
import { evaluateComponent } from "../evaluate-component";

class Parent extends pulumi.ComponentResource {
  constructor(args: ConnectionArgs) {
    super("agno:test:Parent", "parent");
    connect("parent-kubernetes", args, this);
    this.registerOutputs({ made: true });
  }
}

async function settingsOf(args: ConnectionArgs) {
  const made = await evaluateComponent(() => new Parent(args));
  return made.one("pulumi:providers:kubernetes").inputs;
}

describe("the provider of a region's cluster", () => {
  const before = process.env.KUBECONFIG;
  beforeEach(() => {
    process.env.KUBECONFIG = "/of/another/person";
  });
  afterEach(() => {
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
  });

  const table: readonly (readonly [string, ConnectionArgs, Record<string, unknown>])[] = [
    ["its own kubeconfig", { kubeconfig: "{}", context: "" }, { kubeconfig: "{}" }],
    ["the person's kubeconfig, whatever its path", { kubeconfig: "", context: "" }, { kubeconfig: "" }],
    ["a context of it", { kubeconfig: "", context: "kind-agno" }, { kubeconfig: "", context: "kind-agno" }],
  ];
  for (const [what, args, expected] of table) {
    it(`is given ${what}, and applies on the server's side`, async () => {
      assert.deepEqual(await settingsOf(args), { ...expected, enableServerSideApply: "true" });
    });
  }
});
