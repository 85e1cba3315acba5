/** The policy pack through the real analyzer protocol, as `pulumi preview --policy-pack policy` runs it. */
import assert from "node:assert/strict";
import { type World, openWorld } from "../world";

const PREVIEW = ["preview", "--policy-pack", "policy"] as const;

describe("the policy pack, through the real engine", function () {
  this.timeout(1_500_000);
  let world: World;
  afterEach(() => world.close());

  it("has nothing against dev and prod", async () => {
    world = await openWorld({ regions: [] });
    for (const stack of ["dev", "prod"]) {
      await world.pulumi("stack", "init", stack);
      const { stdout } = await world.pulumi(...PREVIEW, "-s", stack);
      assert.match(stdout, /✅ agno-platform/);
    }
  });

  it("refuses a pool with accelerators and without their taint, and says how to mend it", async () => {
    world = await openWorld({ regions: [], program: pool({}) });
    await world.pulumi("stack", "init", "dev");
    const { status, stdout } = await world.engine.run(...PREVIEW, "-s", "dev");
    assert.notEqual(status, 0);
    assert.match(stdout, /❌ agno-platform/);
    assert.match(stdout, /\[mandatory\] {2}gpu-pools-are-tainted/);
    assert.match(stdout, /gpu has accelerators and no taint nvidia\.com\/gpu: .*; add taints: /);
  });

  it("has nothing against it with the taint", async () => {
    const taints = [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }];
    world = await openWorld({ regions: [], program: pool({ taints }) });
    await world.pulumi("stack", "init", "dev");
    assert.match((await world.engine.run(...PREVIEW, "-s", "dev")).stdout, /✅ agno-platform/);
  });
});

/** A program with one pool, which the emulated Google would not take: its inputs are checked after the policies. */
function pool(config: Readonly<Record<string, unknown>>): string {
  const nodeConfig = { guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }], ...config };
  return `
    const gcp = require("@pulumi/gcp");
    const google = new gcp.Provider("google", { project: "acme-agents-dev" });
    const args = { cluster: "agents", location: "us-central1", nodeConfig: ${JSON.stringify(nodeConfig)} };
    new gcp.container.NodePool("gpu", args, { provider: google });
  `;
}
