import assert from "node:assert/strict";
import colors from "picocolors";
import { costOf } from "../../cost/model";
import { PRICES } from "../../cost/prices";
import { costSection } from "../../preview/cost-text";
import { reportOn } from "../../preview/report";
import { fileWithTenants, load, stackFile } from "../config/load-text";
import { environmentOf } from "../program/stacks";

const HELD = ["us-central1"];
const page = { width: 100, colors: colors.createColors(false) };

describe("the cost for people", () => {
  it("is a month by region and by tenant, at the three levels", () => {
    const lines = costSection(costOf(environmentOf("dev"), PRICES), HELD, page).split("\n");
    assert.deepEqual(lines.slice(0, 9), [
      "What it costs a month, in US dollars",
      "                 floor    expected   ceiling",
      "  us-central1    $360.05  $1,649.31  $1,728.73",
      "  all regions    $360.05  $1,649.31  $1,728.73",
      "  an hour        $0.50    $2.25      $2.36",
      "  tenant globex  $9.34    $15.42     $24.13",
      "  shared         $350.71  $1,633.89  $1,704.60",
      "  idle of that   $139.36  $1,288.86  $1,355.26",
      "  expected: 30 % of the way from floor to ceiling, and 0.1 GiB an hour through NAT for each node",
    ]);
  });

  it("marks what has no price", () => {
    const file = fileWithTenants("globex: {}", "us-west1: { slot: 0, pools: { gpu: { max: 0 } } }");
    const lines = costSection(costOf(load(file), PRICES), ["us-west1"], page).split("\n");
    assert.match(lines[2] ?? "", /^ {2}us-west1 +\$116\.44\* /);
    const holes = lines.slice(6).join(" ").replace(/ +/g, " ");
    assert.match(
      holes,
      / \* at least: there is no price for n1-cpu in us-west1, n1-memory in us-west1, pd-balanced in us-west1,/,
    );
  });

  it("is not there where clusters are not Google's", async () => {
    const { cost, notes } = await reportOn(load(stackFile("us-east1: { slot: 0 }", "  agno:clusters: kubeconfig\n")), {
      stack: "test",
      today: "2036-01-01",
    });
    assert.equal(costSection(cost, HELD, page), "");
    assert.ok(!notes.some((note) => note.includes("prices")));
  });

  it("comes with a word about prices that are old", async () => {
    const { notes } = await reportOn(load(stackFile("us-east1: { slot: 0 }")), { stack: "test", today: "2036-01-01" });
    assert.match(notes.at(-1) ?? "", /^prices of source "machines" are of 2026-08-20, more than 90 days old/);
  });
});
