import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { ProgramError, evaluate } from "../../emulator/run";
import { REPOSITORY } from "../program/language-host";

class Outer extends pulumi.ComponentResource {
  constructor(name: string, make: (parent: pulumi.Resource) => unknown, opts?: pulumi.ComponentResourceOptions) {
    super("agno:test:Outer", name, {}, opts);
    make(this);
    this.registerOutputs({ made: true });
  }
}

class Inner extends pulumi.ComponentResource {
  constructor(name: string, make: (parent: pulumi.Resource) => unknown, opts?: pulumi.ComponentResourceOptions) {
    super("agno:test:Inner", name, {}, opts);
    make(this);
    this.registerOutputs({ made: true });
  }
}

const withProvider = () => ({ providers: [new gcp.Provider("google", { project: "acme" })] });
const providedByGoogle = () => ({ provider: new gcp.Provider("google", { project: "acme" }) });
const network = (name: string, opts: pulumi.CustomResourceOptions, cloudName = name) =>
  new gcp.compute.Network(name, { name: cloudName, autoCreateSubnetworks: false, routingMode: "REGIONAL" }, opts);

describe("evaluating a program", () => {
  it("names resources by the types of all their parents, as the engine does", async () => {
    const { resources } = await evaluate(() => {
      new Outer(
        "a",
        (outer) => new Inner("a-b", (parent) => network("a-b-c", { parent }), { parent: outer }),
        withProvider(),
      );
    });
    assert.deepEqual(
      resources.map(({ urn }) => urn),
      [
        "urn:pulumi:test::agno-platform::agno:test:Outer$agno:test:Inner$gcp:compute/network:Network::a-b-c",
        "urn:pulumi:test::agno-platform::agno:test:Outer$agno:test:Inner::a-b",
        "urn:pulumi:test::agno-platform::agno:test:Outer::a",
        "urn:pulumi:test::agno-platform::pulumi:providers:gcp::google",
        "urn:pulumi:test::agno-platform::pulumi:pulumi:Stack::agno-platform-test",
      ],
    );
  });

  it("notes dependencies, options and outputs", async () => {
    const { resources, outputs } = await evaluate(() => {
      let id: pulumi.Output<string> | undefined;
      new Outer(
        "a",
        (parent) => {
          const first = network("a-first", {
            parent,
            protect: true,
            retainOnDelete: true,
            ignoreChanges: ["routingMode"],
          });
          const route = { name: "a-router", region: "us-east1", network: first.id };
          id = new gcp.compute.Router("a-router", route, { parent, deleteBeforeReplace: true }).id;
        },
        withProvider(),
      );
      return { id };
    });
    const [router, first] = ["a-router", "a-first"].map((name) => resources.find((resource) => resource.name === name));
    assert.deepEqual(router?.dependencies, [first?.urn]);
    assert.equal(router.inputs.network, "projects/acme/global/networks/a-first");
    assert.deepEqual(router.options, {
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: true,
      ignoreChanges: [],
    });
    assert.deepEqual(first?.options, {
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: false,
      ignoreChanges: ["routingMode"],
    });
    assert.deepEqual(outputs, { id: "projects/acme/regions/us-east1/routers/a-router" });
    assert.deepEqual(resources.find(({ name }) => name === "a")?.outputs, { made: true });
  });

  it("never shows a secret", async () => {
    const { resources, outputs } = await evaluate(() => {
      const label = pulumi.secret("canary-7f3a");
      new gcp.Provider("google", { project: "acme", accessToken: label });
      return { label };
    });
    assert.doesNotMatch(JSON.stringify([resources, outputs]), /canary-7f3a/);
    assert.deepEqual(outputs, { label: "[secret]" });
  });

  it("tells everything that the cloud would refuse at once", async () => {
    const program = () => {
      new Outer(
        "a",
        (parent) => [network("a-1", { parent }, "Bad"), network("a-2", { parent }, "bad-")],
        withProvider(),
      );
      network("alone", {});
    };
    await assert.rejects(evaluate(program), (error) => {
      assert.ok(error instanceof ProgramError);
      const lines = error.message.split("\n");
      assert.equal(lines[0], "the cloud would refuse:");
      assert.deepEqual(
        lines
          .slice(1)
          .map((line) => line.split("::")[3]?.split(":")[0])
          .sort(),
        ["a-1", "a-2", "alone"],
      );
      return true;
    });
  });

  it("refuses two resources of one name, and look-ups at the cloud", async () => {
    const twice = () => {
      new Outer("a", (parent) => [network("a-1", { parent }, "x"), network("a-1", { parent }, "y")], withProvider());
    };
    await assert.rejects(evaluate(twice), /Network::a-1: registered twice/);
    const lookUp = async () => {
      await gcp.compute.getZones({ region: "us-east1" }, { provider: new gcp.Provider("google", { project: "acme" }) });
    };
    await assert.rejects(evaluate(lookUp), /gcp:compute\/getZones:getZones: a look-up at the cloud/);
  });

  it("refuses one name at the cloud for two resources", async () => {
    const program = () => {
      new Outer("a", (parent) => [network("a-1", { parent }, "x"), network("a-2", { parent }, "x")], withProvider());
    };
    await assert.rejects(evaluate(program), {
      name: "ProgramError",
      message:
        "the cloud would refuse:\n" +
        "urn:pulumi:test::agno-platform::agno:test:Outer$gcp:compute/network:Network::a-2: " +
        "projects/acme/global/networks/x already exists",
    });
  });

  it("gives the program what only the cloud knows", async () => {
    const { outputs } = await evaluate(() => ({ link: network("vpc", providedByGoogle()).selfLink }));
    assert.deepEqual(outputs, { link: "https://www.googleapis.com/compute/v1/projects/acme/global/networks/vpc" });
  });

  it("notes a resource that a component gives out as its URN", async () => {
    class Giving extends pulumi.ComponentResource {
      constructor(opts: pulumi.ComponentResourceOptions) {
        super("agno:test:Giving", "a", {}, opts);
        this.registerOutputs({ vpc: network("a-vpc", { parent: this }) });
      }
    }
    const { resources } = await evaluate(() => {
      new Giving(withProvider());
    });
    assert.deepEqual(resources.find(({ name }) => name === "a")?.outputs, {
      vpc: "urn:pulumi:test::agno-platform::agno:test:Giving$gcp:compute/network:Network::a-vpc",
    });
  });

  it("reads the outputs of another stack", async () => {
    const program = () => {
      const other = new pulumi.StackReference("acme/agno-platform/prod-global");
      return { hub: other.requireOutput("hub") };
    };
    const stackOutputs = (name: string) => (name === "acme/agno-platform/prod-global" ? { hub: "h" } : undefined);
    assert.deepEqual((await evaluate(program, { stackOutputs })).outputs, { hub: "h" });
  });

  it("passes on what the program throws", async () => {
    const program = () => {
      throw new TypeError("of the program's own");
    };
    await assert.rejects(evaluate(program), { name: "TypeError", message: "of the program's own" });
  });

  it("gives Pulumi its promises back", async () => {
    const sdk = debuggable as unknown as { debuggablePromise: unknown };
    const before = sdk.debuggablePromise;
    await evaluate(() => ({}));
    assert.equal(sdk.debuggablePromise, before);
  });

  it("notices a program that waits for a value that never comes", () => {
    const program = `
      const { evaluate } = require("./emulator/run");
      evaluate(() => new Promise(() => {})).catch((error) => { console.log(error.message); });
    `;
    const { stdout } = spawnSync(process.execPath, ["--require", "./loader.cjs", "--eval", program], {
      cwd: REPOSITORY,
      encoding: "utf8",
    });
    assert.equal(stdout, "the program waits for a value that never comes\n");
  });
});
