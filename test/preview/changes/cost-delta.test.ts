import assert from "node:assert/strict";
import { LEVELS } from "../../../cost/levels";
import { costJson } from "../../../cost/json";
import { type Cost, costOf } from "../../../cost/model";
import { PRICES } from "../../../cost/prices";
import { EMPTY } from "../../../preview/changes/base-preview";
import { costDelta } from "../../../preview/changes/cost-delta";
import { fileWithTenants, load } from "../../config/load-text";

const TENANT = "globex: { agents: { support: { modelName: m } } }";
const US = "us-central1: { slot: 0 }";

function costOfFile(regions: string, tenants = TENANT): Cost {
  const cost = costOf(load(fileWithTenants(tenants, regions)), PRICES);
  assert.ok(cost !== null);
  return cost;
}

describe("what a change costs", () => {
  const small = costOfFile(US);
  const large = costOfFile(`${US}\n    europe-west4: { slot: 1 }`, `${TENANT}\n    initech: {}`);

  it("is nothing where nothing changes", () => {
    const delta = costDelta(costJson(small), small);
    assert.deepEqual(delta?.total.ceiling, { hourly: 0, daily: 0, monthly: 0 });
  });

  it("is this revision less the base, to the cent, at each level and period", () => {
    const delta = costDelta(costJson(small), large);
    for (const level of LEVELS) {
      const [before, after] = [small.levels[level].total, large.levels[level].total];
      assert.equal(delta?.total[level].monthly, after.monthly - before.monthly, level);
      assert.equal(delta.total[level].hourly, after.hourly - before.hourly, level);
    }
  });

  it("is the other way round with the other sign", () => {
    const [there, back] = [costDelta(costJson(small), large), costDelta(costJson(large), small)];
    assert.equal(back?.total.expected.monthly, -(there?.total.expected.monthly ?? 0));
    assert.ok((there?.total.expected.monthly ?? 0) > 0);
  });

  it("names regions and tenants of either side, and their parts add up", () => {
    const delta = costDelta(costJson(large), small);
    assert.deepEqual(Object.keys(delta?.regions ?? {}).sort(), ["europe-west4", "us-central1"]);
    assert.deepEqual(Object.keys(delta?.tenants ?? {}).sort(), ["globex", "initech"]);
    assert.ok(delta !== null);
    const regions = Object.values(delta.regions).reduce((sum, { ceiling }) => sum + ceiling.monthly, 0);
    assert.equal(regions, delta.total.ceiling.monthly);
    assert.equal(
      delta.regions["europe-west4"]?.floor.monthly,
      -(large.levels.floor.regions["europe-west4"]?.monthly ?? 0),
    );
  });

  it("is all of it where the base does not have the stack", () => {
    assert.equal(costDelta(EMPTY.cost, small)?.total.expected.monthly, small.levels.expected.total.monthly);
  });

  it("is not known where the base had no cost, or in another form", () => {
    assert.equal(costDelta(null, small), null);
    assert.equal(costDelta({ levels: {} }, small), null);
  });
});
