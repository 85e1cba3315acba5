/** A value that nobody may see, looked for in every byte that engine, program and plugins write. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type World, openWorld } from "../world";

const CANARY = "canary-7f3a9c51e2";

/** A secret on every way that one can take: from the stack file, into an object, out of it, and out of the stack. */
const PROGRAM = `
  const kubernetes = require("@pulumi/kubernetes");
  const pulumi = require("@pulumi/pulumi");
  const token = new pulumi.Config("agno").requireSecret("token");
  const cluster = new kubernetes.Provider("cluster", { kubeconfig: "", enableServerSideApply: true });
  const options = { provider: cluster };
  const typed = new kubernetes.core.v1.Secret("typed", { metadata: { name: "typed" }, stringData: { token } }, options);
  const map = new kubernetes.core.v1.ConfigMap("map", { metadata: { name: "map" }, data: { token } }, options);
  exports.token = token;
  exports.fromSecret = typed.data;
  exports.fromMap = map.data;
`;

describe("a secret, under the real engine", () => {
  let world: World;
  const said: string[] = [];
  before(async function () {
    this.timeout(1_500_000);
    world = await openWorld({ regions: ["us-central1"], program: PROGRAM });
    for (const command of [
      ["stack", "init", "dev"],
      ["config", "set", "-s", "dev", "--secret", "agno:token", CANARY],
      ["preview", "-s", "dev", "--diff"],
      ["preview", "-s", "dev", "--json"],
      ["up", "-s", "dev", "--yes", "--diff"],
      ["up", "-s", "dev", "--yes", "--expect-no-changes"],
      ["refresh", "-s", "dev", "--yes"],
      ["stack", "export", "-s", "dev"],
      ["stack", "output", "-s", "dev", "--json"],
    ]) {
      const { stdout, stderr } = await world.pulumi(...command);
      said.push(stdout, stderr);
    }
  });
  after(() => world.close());

  it("reaches the cluster", async () => {
    const { stdout } = await world.pulumi("stack", "output", "-s", "dev", "--json", "--show-secrets");
    const { token, fromSecret, fromMap } = JSON.parse(stdout) as {
      readonly token: string;
      readonly fromSecret: { readonly token: string };
      readonly fromMap: { readonly token: string };
    };
    assert.equal(token, CANARY);
    assert.equal(Buffer.from(fromSecret.token, "base64").toString(), CANARY);
    assert.equal(fromMap.token, CANARY);
  });

  it("is in no output of any command", () => {
    assert.deepEqual(said.filter(tellsCanary), []);
  });

  it("is in no file: state, backups, history, stack file", () => {
    const files = [...filesIn(join(world.directory, "engine")), stackFile(world)];
    assert.ok(files.length > 3);
    assert.deepEqual(
      files.filter((file) => tellsCanary(readFileSync(file, "latin1"))),
      [],
    );
  });

  it("would be noticed", () => {
    assert.ok(tellsCanary(`x${CANARY}`));
    assert.ok(tellsCanary(Buffer.from(CANARY).toString("base64")));
  });

  it("is followed by the key of a person's kubeconfig and the passphrase, which are in no file either", () => {
    const key = /client-key-data: (\S+)/.exec(readFileSync(world.clusters["us-central1"]!.kubeconfig, "utf8"))?.[1];
    assert.ok(key !== undefined && key.length > 100);
    for (const file of filesIn(world.engine.state)) {
      const text = readFileSync(file, "latin1");
      assert.ok(!text.includes(key) && !text.includes("thrown away"), file);
    }
  });
});

function stackFile({ project }: World): string {
  return join(project, "Pulumi.dev.yaml");
}

function tellsCanary(text: string): boolean {
  // Within a longer text, base64 begins at any of three places; the ends depend on what is around.
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from(`${"x".repeat(shift)}${CANARY}`)
      .toString("base64")
      .slice(4, -4),
  );
  return [CANARY, ...encoded].some((form) => text.includes(form));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
