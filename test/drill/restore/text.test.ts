import assert from "node:assert/strict";
import colors from "picocolors";
import { plansFor } from "../../../drill/restore/plan";
import type { Outcome } from "../../../drill/restore/restore";
import { problemsOf, toText } from "../../../drill/restore/text";

const page = { width: 200, colors: colors.createColors(false) };

const OUTCOME: Outcome = {
  plan: { disaster: "machine lost", beforeBackup: 1, afterBackup: 5, unnoticed: 1, writers: 2 },
  ...{ acknowledged: 1500, lost: 12, lostAgainstPromise: 0, givenUp: 0, recoveryPoint: 1.25 },
  steps: {
    ...{ "hand over the log": 0, "lay down the backup": 2, "replay the log": 6 },
    ...{ integrity: 1, function: 0.5, performance: 0.5 },
  },
  ...{ size: 80e6, p95: { before: 4, after: 1.5 }, problems: [] },
};

describe("what a drill says", () => {
  it("is a row of each run, and what it comes to", () => {
    const text = toText([OUTCOME, { ...OUTCOME, lost: 3, recoveryPoint: 2 }], { ...page, width: 1000 });
    assert.match(text, /1 +machine lost +1,500 +12 +0 +1\.3 s +10\.0 s +replay the log +4\.0, 1\.5 ms/);
    assert.match(text, /^2 restored: of 3,000 acknowledged messages 15 are lost, 0 of them against/m);
    assert.match(text, /Largest RPO 2\.0 s \(target 1 h\), largest RTO 10\.0 s \(target 30 min\)/);
    assert.match(text, /lay down the backup 20 %, replay the log 60 %/);
    // 80 MB in 8 s, for half an hour without the 90 s.
    assert.match(text, /at 10 MB\/s, .* hold 17 GB/);
  });

  it("names each problem with its run", () => {
    assert.match(
      toText([OUTCOME, { ...OUTCOME, problems: ["a session is gone"] }], page),
      /^run 2: a session is gone$/m,
    );
  });
});

describe("what is wrong with a drill", () => {
  it("is a target that is missed as well, and that nothing could be restored", () => {
    const steps = { ...OUTCOME.steps, "replay the log": 1800 };
    assert.deepEqual(problemsOf({ ...OUTCOME, steps }), ["RTO is 1804 s, allowed are 1800"]);
    assert.deepEqual(problemsOf({ ...OUTCOME, recoveryPoint: 3601 }), ["RPO is 3601 s, allowed are 3600"]);
    assert.match(toText(["cannot be restored: no log"], page), /^run 1: cannot be restored: no log$/m);
  });
});

describe("the plans of drills", () => {
  it("are the same for the same seed, and of both kinds", () => {
    assert.deepEqual(plansFor(1, 20), plansFor(1, 20));
    assert.notDeepEqual(plansFor(1, 20), plansFor(2, 20));
    assert.deepEqual(new Set(plansFor(1, 20).map(({ disaster }) => disaster)).size, 2);
  });
});
