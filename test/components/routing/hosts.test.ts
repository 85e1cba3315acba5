import assert from "node:assert/strict";
import { hostsOf } from "../../../components/routing/hosts";
import { defaultWeight } from "../../../components/routing/settings";

const us = { region: "us-central1", weight: 60 } as const;
const eu = { region: "europe-west4", weight: 40 } as const;
const asia = { region: "asia-southeast1", weight: 0 } as const;
const regions = [us, eu, asia].map(({ region, weight }) => ({ name: region, weight }));

describe("the hosts of an environment", () => {
  it("are the shared one of all regions, and one for each tenant of its own", () => {
    const tenants = [
      { id: "globex", regions: ["europe-west4"] },
      { id: "initech", regions: ["us-central1", "europe-west4", "asia-southeast1"] },
    ] as const;
    assert.deepEqual(hostsOf({ domain: "acme.example", regions, tenants }), [
      { name: "agents.acme.example", answers: [us, eu, asia] },
      { name: "globex.agents.acme.example", tenant: "globex", answers: [eu] },
      { name: "initech.agents.acme.example", tenant: "initech", answers: [us, eu, asia] },
    ]);
  });

  it("have by default the same weight each, by the reference", () => {
    assert.deepEqual([1, 2, 3, 16].map(defaultWeight), [100, 50, 33, 6]);
  });
});
