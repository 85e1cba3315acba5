import assert from "node:assert/strict";
import { compare } from "../../../drill/restore/compare";

const LOST = { disaster: "machine lost", writers: 1 } as const;
const SPOILT = { disaster: "rows deleted", writers: 1 } as const;
const at = 100_000;
/** Message 1 a second before, 2 nine seconds before, 3 a second after. */
const ACKNOWLEDGED = new Map([
  [1, at - 1000],
  [2, at - 9000],
  [3, at + 1000],
  [4, at + 2000],
]);

describe("what is there after a restore", () => {
  const compared = (numbers: readonly number[], plan: typeof LOST | typeof SPOILT) =>
    compare(ACKNOWLEDGED, new Set(numbers), { at, until: at }, plan);

  it("is all", () => {
    const { problems, ...figures } = compared([1, 2], SPOILT);
    assert.deepEqual(problems, []);
    assert.deepEqual(figures, { acknowledged: 2, lost: 0, lostAgainstPromise: 0, givenUp: 2, recoveryPoint: 0 });
  });

  it("may lack what is younger than the promise, where a machine is lost", () => {
    const { problems, lost, recoveryPoint } = compared([2], LOST);
    assert.deepEqual([problems, lost, recoveryPoint], [[], 1, 1]);
    assert.match(
      compared([1], LOST).problems.join(),
      /^1 messages are lost that were acknowledged 8 s before or earlier$/,
    );
  });

  it("may lack nothing where rows were deleted", () => {
    assert.match(compared([2], SPOILT).problems.join(), /^1 messages are lost that were acknowledged 0 s before/);
  });

  it("must not be what came after, but one that each writer had under way", () => {
    assert.deepEqual(compared([1, 2, 3], SPOILT).problems, []);
    assert.match(compared([1, 2, 3, 4], SPOILT).problems.join(), /^2 messages from after the moment came back$/);
  });

  it("shows nothing where nobody was told that anything is safe", () => {
    const { problems } = compare(new Map(), new Set(), { at, until: at }, LOST);
    assert.match(problems.join(), /^only 0 messages were acknowledged in the last 5 s$/);
  });
});
