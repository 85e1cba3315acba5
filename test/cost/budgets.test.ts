import assert from "node:assert/strict";
import { type Spending, judgeBudgets, percentOf, spendingsOf, verdictOn } from "../../cost/budgets";
import { costOf } from "../../cost/model";
import { PRICES } from "../../cost/prices";
import { load, stackFile } from "../config/load-text";
import { environmentOf } from "../program/stacks";

/** Every budget of a file as "name verdict: message". */
function judged(text: string): readonly string[] {
  const environment = load(text);
  return judgeBudgets(environment.budgets, costOf(environment, PRICES)).map(
    ({ verdict, message }) => `${verdict}: ${message}`,
  );
}

const POOLS = "{ cpu: { max: 10 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 } }";
const file = (region: string, budget: string) =>
  stackFile(`${region}: { slot: 0, pools: ${POOLS}, budget: ${budget} }`, "  agno:budget: { hourly: 1000 }\n");

describe("a budget", () => {
  const table: readonly (readonly [number, number, number, readonly string[], string])[] = [
    // cost, limit, alertAt, unpriced
    [79.99, 100, 0.8, [], "fine"],
    [80, 100, 0.8, [], "alert"],
    [100, 100, 0.8, [], "alert"],
    [100.01, 100, 0.8, [], "over"],
    [99.99, 100, 1, [], "fine"],
    [100, 100, 1, [], "alert"],
    [0, 100, 0, [], "alert"],
    // 0.7 × 0.1 is 0.06999… in binary.
    [0.07, 0.1, 0.7, [], "alert"],
    [0, 100, 0.8, ["n1-cpu in us-west1"], "unpriced"],
    [90, 100, 0.8, ["n1-cpu in us-west1"], "unpriced"],
    [101, 100, 0.8, ["n1-cpu in us-west1"], "over"],
  ];
  for (const [cost, limit, alertAt, unpriced, verdict] of table) {
    it(`of $${limit} that warns at ${alertAt} is ${verdict} at $${cost}${unpriced.length > 0 ? " and what has no price" : ""}`, () => {
      assert.equal(verdictOn({ cost, limit, alertAt, unpriced }), verdict);
    });
  }

  it("is used up at its last cent, not before", () => {
    assert.deepEqual([percentOf({ cost: 99.99, limit: 100 }), percentOf({ cost: 100, limit: 100 })], [99, 100]);
  });

  it("is told with whose it is, what it costs, what is allowed and what to do", () => {
    assert.deepEqual(
      judged(file("us-central1", "{ monthly: 1100, floor: { monthly: 350 }, expected: { hourly: 900 } }")),
      [
        "fine: the cost of the environment an hour at its ceiling is $1.67 of $1,000.00",
        "over: the cost of region us-central1 a month at its ceiling (agno:regions.us-central1.budget.monthly) is $1,203.68, " +
          "allowed is at most $1,100.00; lower min or max of its pools and agents, or raise the budget",
        "fine: the cost of region us-central1 an hour as expected is $1.22 of $900.00",
        "over: the cost of region us-central1 a month at its floor (agno:regions.us-central1.budget.floor.monthly) is $494.82, " +
          "allowed is at most $350.00; lower min or max of its pools and agents, or raise the budget",
      ],
    );
  });

  it("warns before it is used up", () => {
    assert.equal(
      judged(file("us-central1", "{ monthly: 1400 }"))[1],
      "alert: the cost of region us-central1 a month at its ceiling (agno:regions.us-central1.budget.monthly) is $1,203.68, " +
        "85 % of its budget, allowed is less than 80 % of $1,400.00 (alertAt); lower min or max of its pools and agents, or " +
        "raise the budget, before a change breaks it",
    );
  });

  it("cannot be judged where something has no price", () => {
    const [, region] = judged(file("us-west1", "{ hourly: 900 }"));
    assert.match(
      region ?? "",
      /^unpriced: the cost of region us-west1 an hour at its ceiling \(agno:regions\.us-west1\.budget\.hourly\) is not known, as there is no price for n1-cpu in us-west1, .*, allowed is at most \$900\.00; add the price \(npm run prices\), or take the budget away$/,
    );
  });

  it("is mended at its own place first, then where the cost is made", () => {
    const environment = load(file("us-central1", "{ hourly: 900 }"));
    const [whole, region] = judgeBudgets(environment.budgets, costOf(environment, PRICES));
    assert.deepEqual(whole?.paths[0], ["config", "agno:budget", "hourly"]);
    assert.deepEqual(region?.paths.slice(0, 2), [
      ["config", "agno:regions", "us-central1", "budget", "hourly"],
      ["config", "agno:regions", "us-central1", "pools"],
    ]);
  });

  it("is given out beside its cost, with no verdict of its own", () => {
    const environment = environmentOf("dev");
    const [spending] = spendingsOf(environment.budgets, costOf(environment, PRICES));
    const expected: Spending = {
      ...{ budget: "agno:budget.monthly", of: "environment", name: "dev", level: "ceiling", period: "monthly" },
      ...{ limit: 2500, alertAt: 0.8, cost: 1728.73, unpriced: [] },
    };
    assert.deepEqual(spending, expected);
  });

  for (const stack of ["dev", "prod"]) {
    it(`holds for ${stack}, without a warning`, () => {
      const environment = environmentOf(stack);
      const judgements = judgeBudgets(environment.budgets, costOf(environment, PRICES));
      assert.ok(judgements.length > 0);
      assert.deepEqual([...new Set(judgements.map(({ verdict }) => verdict))], ["fine"]);
    });
  }
});
