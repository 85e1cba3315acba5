import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Evaluates a program in a process of its own, where nothing catches what evaluate() does not, and tells its end. */
function endOf(program: string): string {
  const source = `
    const gcp = require("@pulumi/gcp");
    const pulumi = require("@pulumi/pulumi");
    const { evaluate } = require("./emulator/run");
    const google = () => new gcp.Provider("google", { project: "acme" });
    const network = (name, provider) =>
      new gcp.compute.Network("vpc", { name, autoCreateSubnetworks: false, routingMode: "REGIONAL" }, { provider });
    const fail = (message) => pulumi.output(1).apply(() => { throw new Error(message); });
    evaluate(() => { ${program} }).then(
      () => console.log("fine"),
      (error) => console.log(error.name + ": " + error.message),
    );`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--require", "./loader.cjs", "--eval", source], {
    cwd: join(__dirname, "../.."),
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return stdout.trim();
}

describe("a program that fails where Pulumi does not look", () => {
  const refused = "ProgramError: the cloud would refuse:\n";
  const table = [
    ["in an apply whose value nobody takes", `fail("one");`, "Error: one"],
    ["in an apply whose value is an output", `return { value: fail("one") };`, "Error: one"],
    ["in several of them", `fail("one"); fail("two"); return { value: fail("three") };`, "Error: three"],
    [
      "in an apply whose value is an input",
      `network(fail("one"), google());`,
      'Error: error serializing property "name": one',
    ],
    [
      "on another stack that is not there",
      `new pulumi.StackReference("acme/p/other");`,
      "Error: failed to read resource #acme/p/other 'acme/p/other' [pulumi:pulumi:StackReference]: " +
        "there is no pulumi:pulumi:StackReference acme/p/other",
    ],
    [
      "because of a look-up that is refused",
      `return gcp.organizations.getProject({}).then(({ number }) => number);`,
      `${refused}gcp:organizations/getProject:getProject: a look-up at the cloud, which a preview without credentials cannot do`,
    ],
    [
      "with a provider that has no project",
      `network("vpc", new gcp.Provider("google"));`,
      `${refused}urn:pulumi:test::agno-platform::pulumi:providers:gcp::google: it has no project, and nothing made with it`,
    ],
  ] as const;
  for (const [where, program, end] of table) {
    it(`${where} is told of`, () => {
      assert.equal(endOf(program), end);
    });
  }

  it("is told from one that does not", () => {
    assert.equal(endOf(`network("vpc", google()); return { a: pulumi.output(1).apply((one) => one + 1) };`), "fine");
  });
});
