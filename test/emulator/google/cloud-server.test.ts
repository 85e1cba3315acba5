import assert from "node:assert/strict";
import { Cloud } from "../../../emulator/google/cloud";
import { type CloudRequest, type CloudServer, type Fault, startCloud } from "../../../emulator/google/cloud-server";

const TYPE = "gcp:compute/network:Network";
const ID = "projects/acme/global/networks/vpc";
const inputs = { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" };

const request = (operation: CloudRequest["operation"], changes: Partial<CloudRequest> = {}): CloudRequest => ({
  ...{ operation, type: TYPE, id: operation === "create" ? "" : ID, inputs, project: "acme" },
  ...changes,
});

describe("the emulated Google over HTTP", () => {
  let cloud: Cloud;
  let server: CloudServer;
  let fault: Fault | undefined;
  let asked: CloudRequest[];
  beforeEach(async () => {
    [cloud, fault, asked] = [new Cloud(), undefined, []];
    const faultFor = (request: CloudRequest) => {
      asked.push(request);
      return fault;
    };
    server = await startCloud({ cloud, faultFor });
  });
  afterEach(() => server.stop());

  const post = (body: CloudRequest, patience = 5000) =>
    fetch(server.url, { method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(patience) });
  async function answerTo(body: CloudRequest): Promise<readonly [status: number, body: unknown]> {
    const response = await post(body);
    return [response.status, await response.json()];
  }
  const made = () => cloud.resources.map(({ id }) => id);

  it("answers on loopback only", () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("makes, reads, changes and takes away", async () => {
    const resource = (routingMode: string) => ({
      ...{ type: TYPE, id: ID, inputs: { ...inputs, routingMode } },
      outputs: {
        ...{ ...inputs, routingMode, project: "acme" },
        selfLink: `https://www.googleapis.com/compute/v1/${ID}`,
      },
    });
    assert.deepEqual(await answerTo(request("create")), [200, resource("REGIONAL")]);
    assert.deepEqual(await answerTo(request("read")), [200, resource("REGIONAL")]);
    const change = request("update", { inputs: { ...inputs, routingMode: "GLOBAL" } });
    assert.deepEqual(await answerTo(change), [200, resource("GLOBAL")]);
    assert.deepEqual(await answerTo(request("delete")), [200, null]);
    assert.deepEqual(await answerTo(request("read")), [200, null]);
    assert.deepEqual(
      asked.map(({ operation }) => operation),
      ["create", "read", "update", "delete", "read"],
    );
  });

  const refusals: readonly (readonly [string, CloudRequest, number, RegExp])[] = [
    ["what is there already", request("create"), 409, /^projects\/acme\/global\/networks\/vpc already exists$/],
    ["what is gone", request("update", { id: "projects/acme/x" }), 404, /^projects\/acme\/x was not found$/],
    ["what is wrong", request("create", { inputs: { ...inputs, name: "VPC" } }), 400, /^name: 1 to 63 small letters/],
    ["a type unknown", request("create", { type: "gcp:storage/bucket:Bucket" }), 400, /is not known to the emulator/],
  ];
  for (const [what, wrong, status, message] of refusals) {
    it(`answers ${what} with ${status} and its words`, async () => {
      cloud.create(TYPE, inputs, { project: "acme" });
      const [answered, body] = await answerTo(wrong);
      assert.equal(answered, status);
      assert.match((body as { readonly message: string }).message, message);
    });
  }

  describe("goes wrong as it is told:", () => {
    it("an error, and nothing is done", async () => {
      fault = { kind: "error", status: 503, message: "busy" };
      assert.deepEqual(await answerTo(request("create")), [503, { message: "busy" }]);
      assert.deepEqual(made(), []);
    });

    it("an answer lost after it is done", async () => {
      fault = { kind: "lost" };
      await assert.rejects(post(request("create")), TypeError);
      assert.deepEqual(made(), [ID]);
    });

    for (const done of [true, false]) {
      it(`silence, and it is ${done ? "done" : "not done"}`, async () => {
        fault = { kind: "silence", done };
        await assert.rejects(post(request("create"), 150), { name: "TimeoutError" });
        assert.deepEqual(made(), done ? [ID] : []);
      });

      it(`an event ${done ? "after it is done" : "instead of it"}, which is waited for`, async () => {
        let atEvent: readonly string[] | undefined;
        const happen = async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          atEvent = made();
        };
        fault = { kind: "event", done, happen };
        if (done) assert.equal((await answerTo(request("create")))[0], 200);
        else await assert.rejects(post(request("create")), TypeError);
        assert.deepEqual(atEvent, done ? [ID] : []);
        assert.deepEqual(made(), done ? [ID] : []);
      });
    }

    it("an event, after which it is refused all the same", async () => {
      cloud.create(TYPE, inputs, { project: "acme" });
      fault = { kind: "event", done: true, happen: () => undefined };
      assert.equal((await answerTo(request("create")))[0], 409);
    });
  });

  it("ends although somebody still waits for an answer", async () => {
    fault = { kind: "silence", done: false };
    const waiting = assert.rejects(post(request("create")), TypeError);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.stop();
    await waiting;
  });
});
