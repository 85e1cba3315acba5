/** The policy pack under the real engine, as `pulumi preview --policy-pack policy` runs it. */
import assert from "node:assert/strict";
import { type World, openWorld } from "../world";

const PREVIEW = ["preview", "--policy-pack", "policy"] as const;

/** "[mandatory] rule: message", as the engine prints the policies' section. */
function verdictsIn(stdout: string): readonly string[] {
  const verdicts = stdout.matchAll(/^ +- \[(\w+)\] {2}(\S+) .*\n +(.*)$/gm);
  return [...verdicts].map(([, level = "", rule = "", message = ""]) => `[${level}] ${rule}: ${message}`).sort();
}

describe("the policy pack, through the real engine", function () {
  this.timeout(1_500_000);
  let world: World;
  afterEach(() => world.close());

  for (const stack of ["dev", "prod"])
    it(`has nothing against ${stack}, and says what only the update can judge`, async () => {
      world = await openWorld({ regions: [] });
      await world.pulumi("stack", "init", stack);
      const { stdout } = await world.pulumi(...PREVIEW, "-s", stack);
      assert.match(stdout, /agno-platform@/);
      assert.deepEqual(
        verdictsIn(stdout).filter((verdict) => !/^\[advisory\] .* cannot be judged yet: /.test(verdict)),
        [],
      );
    });

  it("refuses what breaks rules, and says how to mend it", async () => {
    world = await openWorld({ regions: [], program: POOL });
    await world.pulumi("stack", "init", "dev");
    const { status, stdout } = await world.engine.run(...PREVIEW, "-s", "dev");
    assert.notEqual(status, 0);
    assert.match(stdout, /❌ agno-platform/);
    const verdicts = verdictsIn(stdout);
    assert.ok(
      verdicts.includes(
        "[mandatory] gpu-pools-are-tainted: gpu: nodeConfig.taints is empty, allowed is one of nvidia.com/gpu NO_SCHEDULE; " +
          'add taints: { nvidia.com/gpu: "present:NoSchedule" } to the pool',
      ),
      verdicts.join("\n"),
    );
    assert.ok(verdicts.some((verdict) => verdict.startsWith("[mandatory] nodes-are-private: gpu: ")));
  });
});

/** A program with one pool, which the emulated Google would not take: its inputs are checked after the policies. */
const POOL = `
  const gcp = require("@pulumi/gcp");
  const google = new gcp.Provider("google", { project: "acme-agents-dev" });
  const nodeConfig = { guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] };
  const args = { cluster: "agents", location: "us-central1", nodeConfig };
  new gcp.container.NodePool("gpu", args, { provider: google });
`;
