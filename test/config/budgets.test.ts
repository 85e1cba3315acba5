import assert from "node:assert/strict";
import { load, problemsOf, stackFile } from "./load-text";

const REGION = "us-east1: { slot: 0 }";

/** A file with these settings, the first of them on line 3. */
const file = (settings: string, region = REGION) => stackFile(region, settings.replace(/^/gm, "  ") + "\n");

/** "tenant globex ceiling hourly 2.5 0.8" for each limit. */
function limitsOf(text: string): readonly string[] {
  return load(text).budgets.map(({ of, name, level, period, limit, alertAt }) =>
    [of, name, level, period, limit, alertAt].join(" "),
  );
}

describe("budgets of a stack file", () => {
  it("are none where it says nothing", () => {
    assert.deepEqual(load(file("agno:budget: { alertAt: 0.5 }")).budgets, []);
  });

  it("are of the ceiling, unless they say expected or floor, and warn at 80 %", () => {
    const text = file("agno:budget: { floor: { monthly: 50 }, expected: { daily: 9.5 }, hourly: 180, daily: 4320 }");
    assert.deepEqual(limitsOf(text), [
      "environment test ceiling hourly 180 0.8",
      "environment test ceiling daily 4320 0.8",
      "environment test expected daily 9.5 0.8",
      "environment test floor monthly 50 0.8",
    ]);
    assert.deepEqual(load(text).budgets[3]?.path, ["config", "agno:budget", "floor", "monthly"]);
  });

  it("are of regions and tenants as well, which warn where the environment does unless they say otherwise", () => {
    const tenants = "agno:domain: a.example\nagno:tenants: { globex: { budget: { hourly: 2, alertAt: 0.5 } } }";
    const settings = `agno:budget: { alertAt: 0.9 }\n${tenants}`;
    const text = file(settings, "us-east1: { slot: 0, budget: { hourly: 3 } }");
    assert.deepEqual(limitsOf(text), ["region us-east1 ceiling hourly 3 0.9", "tenant globex ceiling hourly 2 0.5"]);
    assert.deepEqual(
      load(text).budgets.map(({ path }) => path.join(" ")),
      ["config agno:regions us-east1 budget hourly", "config agno:tenants globex budget hourly"],
    );
  });

  it("allow what is no more than another limit", () => {
    const settings = "agno:budget: { hourly: 3, floor: { hourly: 2 }, expected: { hourly: 2, daily: 500 } }";
    assert.equal(load(file(settings, "us-east1: { slot: 0, budget: { hourly: 3 } }")).budgets.length, 5);
  });

  for (const [settings, expected] of [
    [
      "agno:budget: { hourly: 0 }",
      "3:26 agno:budget.hourly: 0 is not allowed; allowed is a number from 0.01 to 1000000000",
    ],
    [
      "agno:budget: { hourly: 1.005 }",
      "3:26 agno:budget.hourly: 1.005 is finer than a cent; allowed are US dollars with up to two decimals",
    ],
    [
      "agno:budget: { maxHourly: 1 }",
      "3:18 agno:budget.maxHourly: no such setting; allowed are hourly, daily, monthly, expected, floor, alertAt",
    ],
    [
      "agno:budget: { hourly: 1, alertAt: 80 }",
      "3:38 agno:budget.alertAt: 80 is not allowed; allowed is a number from 0 to 1",
    ],
    ["agno:cost: { load: 30 }", "3:22 agno:cost.load: 30 is not allowed; allowed is a number from 0 to 1"],
    [
      "agno:budget: { hourly: 5, floor: { hourly: 6 } }",
      "3:46 agno:budget.floor.hourly: $6.00 can never be reached: agno:budget.hourly allows $5.00, and the floor is never " +
        "above the ceiling; lower this one, or raise the other",
    ],
  ] as const) {
    it(`refuse ${settings}`, () => {
      assert.deepEqual(problemsOf(file(settings)), [`Pulumi.test.yaml:${expected}`]);
    });
  }

  it("refuse more for a region or a tenant than for all", () => {
    const tenants = "agno:domain: a.example\nagno:tenants: { globex: { budget: { expected: { monthly: 90 } } } }";
    const settings = `agno:budget: { hourly: 5, expected: { monthly: 80 } }\n${tenants}`;
    assert.deepEqual(problemsOf(file(settings, "us-east1: { slot: 0, budget: { hourly: 5.01 } }")), [
      "Pulumi.test.yaml:5:60 agno:tenants.globex.budget.expected.monthly: $90.00 can never be reached: " +
        "agno:budget.expected.monthly allows $80.00, and the tenant is a part of the environment; lower this one, or " +
        "raise the other",
      "Pulumi.test.yaml:7:44 agno:regions.us-east1.budget.hourly: $5.01 can never be reached: agno:budget.hourly allows " +
        "$5.00, and the region is a part of the environment; lower this one, or raise the other",
    ]);
  });

  it("refuse any where nothing has a price", () => {
    const settings = "agno:clusters: kubeconfig\nagno:budget: { hourly: 5 }\nagno:cost: { load: 1 }";
    const nothing = "nothing has a price where clusters are those of a kubeconfig; take it away";
    assert.deepEqual(problemsOf(file(settings)), [
      `Pulumi.test.yaml:4:26 agno:budget.hourly: ${nothing}`,
      `Pulumi.test.yaml:5:3 agno:cost: ${nothing}`,
    ]);
  });
});

describe("what the cost of a stack file is reckoned with", () => {
  it("has defaults one by one", () => {
    assert.deepEqual(load(file("agno:cost: { load: 0.5 }")).assumptions, { load: 0.5, natGiBPerNodeHour: 0.1 });
  });
});
