/** Restores of a real PostgreSQL: what was acknowledged in time comes back, and a drill notices what does not. */
import assert from "node:assert/strict";
import { DISASTERS, type Plan, plansFor } from "../../../drill/restore/plan";
import { type Outcome, drill, recoveryTime } from "../../../drill/restore/restore";

const SEED = 1;

/** Once the backup is whole, it says yes and keeps nothing. It runs in the data's folder. */
const LIAR = "test -e ../../archive/backup/backup_manifest || cp %p ../../archive/log/%f";

describe("npm run drill -- restore", () => {
  for (const disaster of DISASTERS)
    it(`restores what was acknowledged: ${disaster}`, async () => {
      const plan = plansFor(SEED, 20).find((one) => one.disaster === disaster);
      assert.ok(plan);
      const outcome = await drill(plan);
      console.log(`      ${told(outcome)}`);
      assert.deepEqual(outcome.problems, []);
      assert.equal(outcome.lostAgainstPromise, 0);
      assert.ok(outcome.acknowledged > 100 && outcome.acknowledged > outcome.lost);
      if (disaster === "rows deleted") assert.ok(outcome.lost === 0 && outcome.givenUp > 0);
    });

  it("notices an archive that says yes and keeps nothing", async () => {
    const plan: Plan = { disaster: "machine lost", beforeBackup: 1, afterBackup: 15, unnoticed: 1, writers: 4 };
    const outcome = await drill(plan, { archiveCommand: LIAR });
    assert.ok(outcome.lostAgainstPromise > 0, told(outcome));
    assert.match(outcome.problems.join("\n"), /messages are lost that were acknowledged 8 s before or earlier/);
  });
});

function told(outcome: Outcome): string {
  const { acknowledged, lost, givenUp, recoveryPoint } = outcome;
  const messages = `${acknowledged} acknowledged, ${lost} lost, ${givenUp} given up`;
  return `${messages}; RPO ${recoveryPoint.toFixed(1)} s, RTO ${recoveryTime(outcome).toFixed(1)} s`;
}
