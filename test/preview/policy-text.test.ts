import assert from "node:assert/strict";
import colors from "picocolors";
import { violationsIn } from "../../policy/offline";
import { policySection } from "../../preview/policy-text";
import { MUTATIONS } from "../policy/mutations";

const page = { width: 100, colors: colors.createColors(false) };

describe("policySection", () => {
  it("is empty where nothing is broken", () => {
    assert.equal(policySection([], page), "");
  });

  it("names the rule once, and what breaks it with what to do", () => {
    const [mutation] = MUTATIONS["spot-share-is-bounded"] ?? [];
    assert.equal(
      policySection(violationsIn(mutation?.resources ?? []), page),
      [
        "Policies: 1 broken, 0 to look at",
        "  spot-share-is-bounded (mandatory)",
        "    cpu-spot: the Spot share of agno-agents-cpu is 70 of 73 nodes, allowed is 90 % at most; lower",
        "    spotShare of the pool, or raise the maximum of its on-demand part",
      ].join("\n"),
    );
  });

  it("counts what it does not show of one rule", () => {
    const without = MUTATIONS["quotas-count-everything"]?.find(({ title }) => title.endsWith("spec.hard taken away"));
    const lines = policySection(violationsIn(without?.resources ?? []), page).split("\n");
    assert.equal(lines[0], "Policies: 14 broken, 0 to look at");
    assert.equal(lines.at(-1), "    … and 9 more");
  });
});
