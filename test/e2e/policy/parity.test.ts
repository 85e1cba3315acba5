/** The offline preview and the engine's own protocol: the same verdicts, for every stack and every mutation. */
import assert from "node:assert/strict";
import { UNKNOWN } from "../../../emulator/wire";
import type { RegisteredResource } from "../../../emulator/monitor";
import { violationsIn } from "../../../policy/offline";
import { RULES } from "../../../policy/rules";
import { VALID } from "../../policy/fixture";
import { changed } from "../../policy/mutate";
import { MUTATIONS } from "../../policy/mutations";
import { report } from "../../program/stacks";
import { type Pack, type Said, sorted, startPack } from "./pack";

/** How the engine writes a string that only an update will tell. */
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function offline(resources: readonly RegisteredResource[]): readonly Said[] {
  return sorted(
    violationsIn(resources).map(({ policy, urn, enforcementLevel, message }) => ({
      ...{ policy, urn, level: enforcementLevel, message },
    })),
  );
}

describe("the policy pack, through the engine's protocol", function () {
  this.timeout(300_000);
  let pack: Pack;
  before(async () => {
    pack = await startPack();
  });
  after(() => pack.stop());

  it("has every rule", async () => {
    assert.deepEqual(
      await pack.policies(),
      RULES.map(({ name }) => name),
    );
  });

  for (const stack of ["dev", "prod", "local"]) {
    it(`has nothing against ${stack}`, async () => {
      assert.deepEqual(await pack.analyze((await report(stack)).resources), []);
    });
  }

  it("has nothing against the valid stack", async () => {
    assert.deepEqual(await pack.analyze(VALID), []);
  });

  for (const { name: rule } of RULES) {
    it(`says the same of what breaks ${rule}`, async () => {
      for (const { title, resources } of MUTATIONS[rule] ?? []) {
        const said = await pack.analyze(resources, VALID);
        assert.ok(said.length > 0, title);
        assert.deepEqual(said, offline(resources), title);
      }
    });
  }

  it("says the same of what is unknown, at the same level", async () => {
    for (const [name, path, level] of [
      ["member", "member", "advisory"],
      ["member", "role", "mandatory"],
      ["cluster", "databaseEncryption.keyName", "advisory"],
      ["gpu", "nodeConfig.taints", "mandatory"],
      ["ResourceQuota quota", "spec.hard", "mandatory"],
    ] as const) {
      const veiled = (mark: string) => VALID.map((one) => (one.name === name ? changed(one, path, mark) : one));
      const said = await pack.analyze(veiled(UNKNOWN_ON_THE_WIRE), VALID);
      assert.deepEqual(said, offline(veiled(UNKNOWN)), `${name} ${path}`);
      assert.ok(said.some((one) => one.level === level && one.message.includes("is unknown until the update")));
    }
  });
});
