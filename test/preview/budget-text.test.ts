import assert from "node:assert/strict";
import colors from "picocolors";
import { judgeBudgets } from "../../cost/budgets";
import { costOf } from "../../cost/model";
import { PRICES } from "../../cost/prices";
import { budgetSection } from "../../preview/budget-text";
import { fileWithTenants, load } from "../config/load-text";

function section(tenants: string, region: string, color = false): readonly string[] {
  const environment = load(fileWithTenants(tenants, region));
  const page = { width: 120, colors: colors.createColors(color) };
  return budgetSection(judgeBudgets(environment.budgets, costOf(environment, PRICES)), page).split("\n");
}

describe("budgets for people", () => {
  it("are a table, and what is broken or nearly used is told in words", () => {
    const pools = "cpu: { max: 10 }, gpu: { max: 0 }, memory: { min: 0, max: 0 }, system: { min: 1, max: 1 }";
    const region = `us-central1: { slot: 0, pools: { ${pools} }, budget: { monthly: 1000, hourly: 2 } }`;
    const lines = section("globex: { budget: { floor: { monthly: 90 } } }", region);
    assert.deepEqual(lines.slice(0, 5), [
      "Budgets: 1 broken, 1 nearly used",
      "                                             costs      of         used",
      "  region us-central1 an hour at its ceiling  $1.70      $2.00      85 %",
      "  region us-central1 a month at its ceiling  $1,221.93  $1,000.00  122 %",
      "  tenant globex a month at its floor         $0.00      $90.00     0 %",
    ]);
    const words = lines.slice(5).join(" ").replace(/ +/g, " ");
    assert.match(
      words,
      /a month at its ceiling \(.*\) is \$1,221\.93, .* or raise the budget .* an hour at its ceiling .* 85 % of its budget/,
    );
  });

  it("are red where broken", () => {
    assert.match(
      section("globex: {}", "us-central1: { slot: 0, budget: { hourly: 1 } }", true).slice(3).join(""),
      /\u001b\[31m/,
    );
  });

  it("have a mark where something has no price", () => {
    assert.match(
      section("globex: {}", "us-west1: { slot: 0, pools: { gpu: { max: 0 } }, budget: { hourly: 99 } }")[2] ?? "",
      /ceiling +\$[\d.]+\* +\$99\.00 *$/,
    );
  });

  it("are not there where there are none", () => {
    assert.deepEqual(section("globex: {}", "us-central1: { slot: 0 }"), [""]);
  });
});
