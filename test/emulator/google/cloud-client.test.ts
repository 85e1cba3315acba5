import assert from "node:assert/strict";
import { Cloud } from "../../../emulator/google/cloud";
import { ask } from "../../../emulator/google/cloud-client";
import { type CloudRequest, type CloudServer, type Fault, startCloud } from "../../../emulator/google/cloud-server";

const TYPE = "gcp:compute/network:Network";
const ID = "projects/acme/global/networks/vpc";
const create: CloudRequest = {
  ...{ operation: "create", type: TYPE, id: "", project: "acme" },
  inputs: { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" },
};

describe("asking the emulated Google", () => {
  let cloud: Cloud;
  let server: CloudServer;
  let times: number[];
  /** What goes wrong, try for try; after that, nothing does. */
  let faults: Fault[];
  beforeEach(async () => {
    [cloud, times, faults] = [new Cloud(), [], []];
    const faultFor = () => {
      times.push(performance.now());
      return faults.shift();
    };
    server = await startCloud({ cloud, faultFor });
  });
  afterEach(() => server.stop());
  const error = (status: number): Fault => ({ kind: "error", status, message: `of its own (${status})` });

  it("gives out what it answers", async () => {
    assert.equal((await ask(server.url, create))?.id, ID);
    assert.equal(await ask(server.url, { ...create, operation: "read", id: "projects/acme/other" }), undefined);
  });

  for (const status of [429, 503]) {
    it(`tries again after ${status}, each time later`, async () => {
      faults = [error(status), error(status), error(status), error(status)];
      assert.equal((await ask(server.url, create))?.id, ID);
      assert.equal(times.length, 5);
      const pauses = times.slice(1).map((time, index) => time - times[index]!);
      // A timer may be a millisecond early, and late at any time.
      for (const [index, least] of [50, 100, 200, 400].entries()) assert.ok(pauses[index]! >= least - 2, `${least}`);
    });

    it(`gives up after ${status} five times, with the service's words`, async () => {
      faults = Array.from({ length: 6 }, () => error(status));
      await assert.rejects(ask(server.url, create), {
        message: `googleapi: Error ${status}: of its own (${status})`,
      });
      assert.equal(times.length, 5);
      assert.deepEqual(cloud.resources, []);
    });
  }

  for (const status of [400, 403, 404, 409, 500]) {
    it(`asks once where the answer is ${status}`, async () => {
      faults = [error(status)];
      await assert.rejects(ask(server.url, create), {
        message: `googleapi: Error ${status}: of its own (${status})`,
      });
      assert.equal(times.length, 1);
    });
  }

  it("stops trying where the next answer is worth no other", async () => {
    faults = [error(503), error(409), error(503)];
    await assert.rejects(ask(server.url, create), /^Error: googleapi: Error 409: /);
    assert.equal(times.length, 2);
  });

  const unknown: readonly (readonly [string, Fault, string])[] = [
    ["a lost connection", { kind: "lost" }, "connection lost"],
    ["no answer, done", { kind: "silence", done: true }, "no answer in time"],
  ];
  for (const [what, fault, reason] of unknown) {
    it(`says after ${what} that nobody knows, and does not ask again`, async () => {
      faults = [fault];
      await assert.rejects(ask(server.url, create), {
        message: `create ${TYPE}: ${reason}; whether it was done is not known`,
      });
      assert.equal(times.length, 1);
      assert.equal(cloud.resources.length, 1);
    });
  }

  it("says the same where nobody listens", async () => {
    await server.stop();
    await assert.rejects(ask(server.url, create), /connection lost; whether it was done is not known/);
  });
});
