/** An environment cut into stacks: one for what regions share, one for each region. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { loadEnvironment } from "../../../config/load";
import { reportOn } from "../../../preview/report";
import { stateOf } from "../state";
import { type World, openWorld } from "../world";

const part = (scope: string) => `config:\n  agno:environment: prod\n  agno:scope: ${scope}\n`;

describe("an environment cut into stacks, under the real engine", () => {
  let world: World;
  before(async function () {
    this.timeout(1_500_000);
    const stacks = { "prod-global": part("global"), "prod-europe-west4": part("europe-west4") };
    world = await openWorld({ regions: ["europe-west4"], stacks });
  });
  after(() => world.close());

  it("says which stack must go first", async () => {
    await world.pulumi("stack", "init", "prod-europe-west4");
    await assert.rejects(world.pulumi("preview", "-s", "prod-europe-west4"), /prod-global/);
    assert.deepEqual(world.cloud.resources, []);
  });

  it("touches one region only", async () => {
    await world.pulumi("stack", "init", "prod-global");
    await world.pulumi("up", "-s", "prod-global", "--yes", "--skip-preview");
    const shared = world.cloud.resources.map(({ id }) => id);
    await world.pulumi("up", "-s", "prod-europe-west4", "--yes", "--skip-preview");
    const added = world.cloud.resources.slice(shared.length).map(({ id, inputs }) => `${id} ${JSON.stringify(inputs)}`);
    assert.deepEqual(
      added.filter((text) => /us-central1|asia-southeast1/.test(text)),
      [],
    );
    assert.ok(added.length > 20);
  });

  for (const scope of ["global", "europe-west4"]) {
    it(`holds what the offline preview shows of ${scope}, and needs no second update`, async () => {
      const stack = `prod-${scope}`;
      const environment = loadEnvironment({ directory: join(__dirname, "../../.."), stack: "prod", scope });
      const { resources } = await reportOn(environment, { stack });
      const state = await stateOf(world, stack);
      // The engine reads other stacks with a provider of its own.
      const made = state.resources.filter(({ type }) => type !== "pulumi:providers:pulumi");
      assert.deepEqual(
        made.map(({ urn }) => urn).sort(),
        resources.map(({ urn }) => urn),
      );
      await world.pulumi("preview", "-s", stack, "--expect-no-changes");
      await world.pulumi("refresh", "-s", stack, "--yes", "--skip-preview", "--expect-no-changes");
    });
  }
});
