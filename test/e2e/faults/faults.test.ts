import assert from "node:assert/strict";
import { type World, openWorld } from "../world";
import { Patient } from "./patient";
import { FAULTS, type Plan, plansFor } from "./plan";
import { RUNBOOK, namesOfExisting, stepsIn } from "./runbook";
import { soak } from "./soak";

/** One whose 20 plans have every fault, in 19 combinations with what the update does. */
const SEED = 370;

describe("interrupted updates", () => {
  it("are repaired by the runbook: 20 of `npm run soak`", async function () {
    this.timeout(1_200_000);
    const { problems, interrupted, turnedAway } = await soak({ runs: 20, seed: SEED, workers: 2 });
    assert.deepEqual(problems, []);
    assert.ok(turnedAway >= 1, "no second update was turned away");
    assert.ok(interrupted >= 10, `only ${interrupted} of 20 updates were interrupted at all`);
  });
});

/** Answers that are lost after the creation: only adoption helps. */
const LOST: Plan = { update: "create", fault: "lost answer", when: 0.5, done: true, times: 3 };

describe("a wrong runbook", function () {
  this.timeout(1_500_000);
  let world: World;
  before(async () => {
    world = await openWorld({ regions: ["us-central1"] });
  });
  after(() => world.close());

  it("is noticed", async () => {
    const patient = await Patient.admit(world);
    const { adopt } = stepsIn(RUNBOOK);
    const withoutAdoption = await patient.suffer(LOST, RUNBOOK.replace(adopt, "true\n"));
    assert.match(withoutAdoption.problems.join("\n"), /the runbook did not help/);
    assert.match(withoutAdoption.problems.join("\n"), /already exists/);
    const { problems } = await patient.suffer({ ...LOST, update: "change" });
    assert.deepEqual(problems, []);
  });
});

describe("the plans of a seed", () => {
  it("are the same each time, and others for another seed", () => {
    assert.deepEqual(plansFor(7, 50), plansFor(7, 50));
    assert.notDeepEqual(plansFor(7, 50), plansFor(8, 50));
  });

  it("have every fault in them", () => {
    assert.equal(new Set(plansFor(SEED, 20).map(({ fault }) => fault)).size, FAULTS.length);
  });
});

describe("names of what exists already", () => {
  it("are read from the diagnostics, and only of collisions", () => {
    const output = `  gcp:kms:KeyRing (not-this): already exists
Diagnostics:
  gcp:compute:Network (us-central1-network-vpc):
    error: googleapi: Error 409: projects/p/global/networks/agno-vpc already exists

  gcp:compute:Address (us-central1-network-egress-0):
    error: googleapi: Error 500: planned to go wrong

  pulumi:pulumi:Stack (agno-platform-patient):
    error: update failed
`;
    assert.deepEqual(namesOfExisting(output), ["us-central1-network-vpc"]);
  });
});
