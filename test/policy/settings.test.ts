import assert from "node:assert/strict";
import { violationsIn } from "../../policy/offline";
import { RULES } from "../../policy/rules";
import { WrongSettings, readSettings } from "../../policy/settings";
import { MUTATIONS } from "./mutations";

const SHARE = "spot-share-is-bounded";
const broken = MUTATIONS[SHARE]?.[0]?.resources ?? [];

/** What the rules say of 70 Spot nodes of 73, by settings. */
function levels(settings: unknown): readonly string[] {
  const strictnessOf = readSettings(JSON.stringify(settings), "policy.json", RULES);
  return violationsIn(broken, { strictnessOf }).map(({ policy, enforcementLevel }) => `${policy} ${enforcementLevel}`);
}

describe("settings of the policy pack", () => {
  const table: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["nothing", {}, [`${SHARE} mandatory`]],
    ["a level", { [SHARE]: "advisory" }, [`${SHARE} advisory`]],
    ["off", { [SHARE]: "disabled" }, []],
    ["remediate, which is mandatory", { [SHARE]: "remediate" }, [`${SHARE} mandatory`]],
    ["a figure", { [SHARE]: { share: 0.97 } }, []],
    ["a figure and a level", { [SHARE]: { share: 0.5, enforcementLevel: "advisory" } }, [`${SHARE} advisory`]],
    ["a level for all", { all: "advisory" }, [`${SHARE} advisory`]],
    ["a level for all but one", { all: "disabled", [SHARE]: "mandatory" }, [`${SHARE} mandatory`]],
    ["another rule's", { "mesh-is-strict": "disabled" }, [`${SHARE} mandatory`]],
  ];
  for (const [title, settings, expected] of table)
    it(title, () => {
      assert.deepEqual(levels(settings), expected);
    });

  it("tells everything that is wrong at once", () => {
    const text = JSON.stringify({
      "spot-share-is-bound": "advisory",
      [SHARE]: { share: 2 },
      "mesh-is-strict": "strict",
      "keys-are-renewed": { weeks: 2 },
    });
    assert.throws(
      () => readSettings(text, "policy.json", RULES),
      (error) => {
        assert.ok(error instanceof WrongSettings);
        const lines = error.message.split("\n");
        assert.match(
          lines[0] ?? "",
          /^policy\.json spot-share-is-bound: no such rule; did you mean "spot-share-is-bounded"\?/,
        );
        assert.equal(lines.length, 4);
        assert.match(error.message, /^policy\.json spot-share-is-bounded\.share: /m);
        assert.match(error.message, /^policy\.json mesh-is-strict\.enforcementLevel: .*"advisory"/m);
        assert.match(error.message, /^policy\.json keys-are-renewed: .*weeks/m);
        return true;
      },
    );
  });

  it("says that a file is no JSON", () => {
    assert.throws(() => readSettings("{", "policy.json", RULES), /^WrongSettings: policy\.json: no JSON: /);
  });
});
