/** Stack local in the cluster of a person's kubeconfig, under the real engine. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { platformObjects } from "../cluster-objects";
import { type World, openWorld } from "../world";

describe("stack local and the kubeconfig's current context, under the real engine", () => {
  let world: World;
  before(async function () {
    this.timeout(1_500_000);
    world = await openWorld({ regions: ["us-central1"] });
    await world.pulumi("stack", "init", "local");
    const { kubeconfig } = world.clusters["us-central1"]!;
    const renamed = readFileSync(kubeconfig, "utf8").replaceAll(/: us-central1$/gm, ": acme-prod-eu");
    writeFileSync(kubeconfig, renamed);
  });
  after(() => world.close());

  it("refuses a context that looks like production, and touches nothing", async () => {
    const { status, stdout } = await world.engine.run("up", "-s", "local", "--yes", "--skip-preview");
    assert.notEqual(status, 0);
    assert.match(stdout, /Pulumi\.local\.yaml:\d+:\d+ agno:regions\.us-central1/);
    assert.match(stdout, /the current context "acme-prod-eu" .* looks like production: .*context: "acme-prod-eu"/);
    assert.doesNotMatch(stdout, /\n\s+at /);
    assert.deepEqual(await platformObjects(world, "us-central1"), []);
  });

  it("takes it where the stack file names it", async () => {
    const file = readFileSync(`${world.project}/Pulumi.local.yaml`, "utf8");
    world.write("local", file.replace(/slot: 0/, "slot: 0, context: acme-prod-eu"));
    await world.pulumi("up", "-s", "local", "--yes", "--skip-preview");
    await world.pulumi("preview", "-s", "local", "--expect-no-changes");
  });
});
