/** The protocol over real gRPC, asked by Pulumi's own client as the engine asks. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Properties } from "../../../emulator/model";
import { UNKNOWN_VALUE } from "../../../emulator/plugin/provider";
import { fromWire, toWire } from "../../../emulator/wire";
import { REPOSITORY } from "../../program/language-host";

const TYPE = "test:index:Thing";
const URN = `urn:pulumi:dev::agno-platform::${TYPE}::thing`;

/** A provider that tells in its answers what it was asked. */
const PROGRAM = `
const { serve } = require("./emulator/plugin/serve");
const { NotReady } = require("./emulator/plugin/provider");
let settings;
const refuse = ({ fail }) => {
  if (fail === "words") throw new Error("it says no");
  if (fail === "text") throw "just a text";
  const made = { id: "half", outputs: { phase: "Pending" }, inputs: { fail } };
  if (fail === "not ready") throw new NotReady(made, ["no image", "no node"]);
};
const provider = {
  configure: async (given) => { settings = given; refuse(given); },
  check: async (subject, wanted, before) => ({
    inputs: { ...wanted, asked: { subject, before: before ?? null } },
    failures: wanted.wrong === undefined ? [] : [{ property: "wrong", reason: "it is" }, { property: "", reason: "all" }],
  }),
  diff: async ({ wanted }) => ({ changed: wanted.changed, replaces: wanted.replaces, deleteBeforeReplace: wanted.first }),
  create: async (subject, inputs, preview) => {
    refuse(inputs);
    return { id: preview ? "" : "made", outputs: { ...inputs, subject, preview, settings } };
  },
  update: async (wanted, preview) => { refuse(wanted.wanted); return { wanted, preview }; },
  read: async (existing) => existing.id === "gone" ? undefined : { id: "found", inputs: { existing }, outputs: { a: 1 } },
  delete: async (existing) => { if (existing.id !== "made") throw new Error("unexpected " + JSON.stringify(existing)); },
  ...(process.argv.includes("with-settings") && {
    diffSettings: (before, after) => ({ changed: ["kubeconfig"], replaces: ["kubeconfig"], deleteBeforeReplace: true }),
  }),
};
void serve(provider, "1.2.3");
`;

class Plugin {
  private constructor(
    readonly child: ChildProcess,
    readonly client: ResourceProviderClient,
  ) {}

  static async start(...args: readonly string[]): Promise<Plugin> {
    const command = ["--require", "./loader.cjs", "--eval", PROGRAM, "--", ...args];
    const child = spawn(process.execPath, command, { cwd: REPOSITORY, stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    assert.match(port, /^\d+$/);
    const credentials = grpc.credentials.createInsecure();
    return new Plugin(child, new ResourceProviderClient(`127.0.0.1:${port}`, credentials));
  }

  async end(): Promise<void> {
    this.client.close();
    if (this.child.exitCode !== null) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }
}

/** What the engine asks, with what is answered. */
interface Calls {
  readonly getPluginInfo: [Empty, PluginInfo];
  readonly attach: [PluginAttach, Empty];
  readonly cancel: [Empty, Empty];
  readonly checkConfig: [proto.CheckRequest, proto.CheckResponse];
  readonly diffConfig: [proto.DiffRequest, proto.DiffResponse];
  readonly configure: [proto.ConfigureRequest, proto.ConfigureResponse];
  readonly check: [proto.CheckRequest, proto.CheckResponse];
  readonly diff: [proto.DiffRequest, proto.DiffResponse];
  readonly create: [proto.CreateRequest, proto.CreateResponse];
  readonly update: [proto.UpdateRequest, proto.UpdateResponse];
  readonly read: [proto.ReadRequest, proto.ReadResponse];
  readonly delete: [proto.DeleteRequest, Empty];
  readonly invoke: [proto.InvokeRequest, proto.InvokeResponse];
}

type Reply<Response> = (error: grpc.ServiceError | null, response: Response) => void;
type Client = { readonly [M in keyof Calls]: (request: Calls[M][0], reply: Reply<Calls[M][1]>) => unknown };

describe("a provider over the engine's protocol", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start();
  });
  after(() => plugin.end());

  /** One call, as a promise. */
  function ask<M extends keyof Calls>(method: M, request: Calls[M][0], of = plugin): Promise<Calls[M][1]> {
    const client: Client = of.client;
    return new Promise((resolve, reject) => {
      client[method](request, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }

  const subject = { urn: URN, type: TYPE, name: "thing" };
  const named = <R extends { setUrn(v: string): R; setType(v: string): R; setName(v: string): R }>(request: R): R =>
    request.setUrn(URN).setType(TYPE).setName("thing");
  const create = (inputs: Properties, preview = false) =>
    ask("create", named(new proto.CreateRequest()).setProperties(toWire(inputs)).setPreview(preview));

  it("says its version", async () => {
    const info = await ask("getPluginInfo", new Empty());
    assert.equal(info.getVersion(), "1.2.3");
  });

  it("is attached and cancelled without a word", async () => {
    await ask("attach", new PluginAttach().setAddress("127.0.0.1:1"));
    await ask("cancel", new Empty());
  });

  it("is configured, and asks for no secrets", async () => {
    const request = new proto.ConfigureRequest().setArgs(toWire({ project: "acme" }));
    const response = await ask("configure", request);
    assert.deepEqual(
      [response.getSupportspreview(), response.getAcceptsecrets(), response.getAcceptresources()],
      [true, false, false],
    );
    const made = await create({});
    assert.deepEqual(fromWire(made.getProperties()).settings, { project: "acme" });
  });

  it("takes its settings as they are", async () => {
    const response = await ask("checkConfig", new proto.CheckRequest().setNews(toWire({ a: [1] })));
    assert.deepEqual([fromWire(response.getInputs()), response.getFailuresList()], [{ a: [1] }, []]);
  });

  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const { UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  const told = (response: proto.DiffResponse) => ({
    changes: response.getChanges(),
    changed: response.getDiffsList(),
    replaces: response.getReplacesList(),
    first: response.getDeletebeforereplace(),
    detailed: response.getHasdetaileddiff(),
    kinds: kindsIn(response),
  });
  const nothing = { changes: DIFF_NONE, changed: [], replaces: [], first: false, detailed: true, kinds: {} };

  describe("tells how its settings differ:", () => {
    const settings = (before: Properties, after: Properties) =>
      new proto.DiffRequest().setOldInputs(toWire(before)).setNews(toWire(after));

    it("as an update of nothing", async () => {
      const differs = ask("diffConfig", settings({ project: "a", b: 1 }, { project: "c", b: 1 }));
      const [changed, kinds] = [["project"], { project: UPDATE }];
      assert.deepEqual(told(await differs), { ...nothing, changes: DIFF_SOME, changed, kinds });
      const same = ask("diffConfig", settings({ project: "a" }, { project: "a" }));
      assert.deepEqual(told(await same), nothing);
    });

    it("as the provider says where it has an opinion", async () => {
      const other = await Plugin.start("with-settings");
      try {
        const response = await ask("diffConfig", settings({}, {}), other);
        const [changed, kinds] = [["kubeconfig"], { kubeconfig: UPDATE_REPLACE }];
        const expected = { ...nothing, changes: DIFF_SOME, changed, replaces: changed, first: true, kinds };
        assert.deepEqual(told(response), expected);
      } finally {
        await other.end();
      }
    });
  });

  it("checks what is new and what was there", async () => {
    const request = (inputs: Properties) => named(new proto.CheckRequest()).setNews(toWire(inputs));
    const fresh = await ask("check", request({ a: 1, wrong: true }));
    assert.deepEqual(fromWire(fresh.getInputs()).asked, { subject, before: null });
    assert.deepEqual(
      fresh.getFailuresList().map((failure) => failure.toObject()),
      [
        { property: "wrong", reason: "it is" },
        { property: "", reason: "all" },
      ],
    );
    const later = await ask("check", request({ a: 1 }).setOlds(toWire({ a: 0 })));
    assert.deepEqual(fromWire(later.getInputs()), { a: 1, asked: { subject, before: { a: 0 } } });
    assert.deepEqual(later.getFailuresList(), []);
  });

  const differences: readonly (readonly [what: string, answer: Properties, expected: object])[] = [
    ["nothing", { changed: [], replaces: [], first: false }, nothing],
    [
      "an update",
      { changed: ["a", "b"], replaces: [], first: false },
      { ...nothing, changes: DIFF_SOME, changed: ["a", "b"], kinds: { a: UPDATE, b: UPDATE } },
    ],
    [
      "a replacement",
      { changed: ["a", "b"], replaces: ["b"], first: true },
      {
        ...{ ...nothing, changes: DIFF_SOME, changed: ["a", "b"], replaces: ["b"], first: true },
        kinds: { a: UPDATE, b: UPDATE_REPLACE },
      },
    ],
  ];
  for (const [what, answer, expected] of differences) {
    it(`tells ${what}`, async () => {
      const request = named(new proto.DiffRequest()).setNews(toWire(answer));
      assert.deepEqual(told(await ask("diff", request)), expected);
    });
  }

  for (const preview of [true, false]) {
    it(`makes ${preview ? "nothing in a preview" : "what it is asked for"}`, async () => {
      const response = await create({ a: { b: [null, 1.5, "c", UNKNOWN_VALUE] } }, preview);
      assert.equal(response.getId(), preview ? "" : "made");
      const { settings, ...outputs } = response.getProperties()?.toJavaScript() ?? {};
      assert.deepEqual(outputs, { a: { b: [null, 1.5, "c", UNKNOWN_VALUE] }, subject, preview });
      assert.deepEqual(settings, { project: "acme" });
    });

    it(`changes ${preview ? "nothing in a preview" : "what it is asked for"}, told all that the state holds`, async () => {
      const request = named(new proto.UpdateRequest())
        .setId("made")
        .setOldInputs(toWire({ a: 0 }))
        .setOlds(toWire({ a: 0, out: 1 }))
        .setNews(toWire({ a: 1 }))
        .setIgnorechangesList(["b"])
        .setPreview(preview);
      const response = await ask("update", request);
      const wanted = { ...subject, id: "made", inputs: { a: 0 }, outputs: { a: 0, out: 1 }, wanted: { a: 1 } };
      assert.deepEqual(fromWire(response.getProperties()), { wanted: { ...wanted, ignoreChanges: ["b"] }, preview });
    });
  }

  it("reads what is there", async () => {
    const request = named(new proto.ReadRequest())
      .setId("x")
      .setInputs(toWire({ a: 0 }))
      .setProperties(toWire({}));
    const response = await ask("read", request);
    assert.equal(response.getId(), "found");
    assert.deepEqual(fromWire(response.getInputs()).existing, { ...subject, id: "x", inputs: { a: 0 }, outputs: {} });
    assert.deepEqual(fromWire(response.getProperties()), { a: 1 });
  });

  it("has no id for what is gone, which is the protocol's word for it", async () => {
    const response = await ask("read", named(new proto.ReadRequest()).setId("gone"));
    assert.deepEqual([response.getId(), response.getProperties(), response.getInputs()], ["", undefined, undefined]);
  });

  it("takes away", async () => {
    const request = (id: string) =>
      named(new proto.DeleteRequest())
        .setId(id)
        .setOldInputs(toWire({ a: 0 }))
        .setProperties(toWire({ b: 0 }));
    await ask("delete", request("made"));
    const existing = { ...subject, id: "other", inputs: { a: 0 }, outputs: { b: 0 } };
    await assert.rejects(ask("delete", request("other")), { details: `unexpected ${JSON.stringify(existing)}` });
  });

  for (const [fail, details] of [
    ["words", "it says no"],
    ["text", "just a text"],
  ] as const) {
    it(`says what is wrong in words (${details})`, async () => {
      const update = named(new proto.UpdateRequest()).setNews(toWire({ fail }));
      const configure = new proto.ConfigureRequest().setArgs(toWire({ fail }));
      const code = grpc.status.UNKNOWN;
      await assert.rejects(create({ fail }), { code, details });
      await assert.rejects(ask("update", update), { code, details });
      await assert.rejects(ask("configure", configure), { code, details });
    });
  }

  it("says of what was made and is not ready what it is and why", async () => {
    await assert.rejects(create({ fail: "not ready" }), (error: grpc.ServiceError) => {
      assert.deepEqual([error.code, error.details], [grpc.status.UNKNOWN, "no image; no node"]);
      const [bytes] = error.metadata.get("grpc-status-details-bin");
      assert.ok(Buffer.isBuffer(bytes));
      const status = Status.deserializeBinary(bytes);
      assert.deepEqual([status.getCode(), status.getMessage()], [grpc.status.UNKNOWN, "no image; no node"]);
      const [packed] = status.getDetailsList();
      // The engine decides by the name in it.
      assert.equal(packed?.getTypeUrl(), "type.googleapis.com/pulumirpc.ErrorResourceInitFailed");
      const detail = proto.ErrorResourceInitFailed.deserializeBinary(packed.getValue_asU8());
      assert.equal(detail.getId(), "half");
      assert.deepEqual(fromWire(detail.getProperties()), { phase: "Pending" });
      assert.deepEqual(fromWire(detail.getInputs()), { fail: "not ready" });
      assert.deepEqual(detail.getReasonsList(), ["no image", "no node"]);
      return true;
    });
  });

  it("refuses what nobody has written, instead of ignoring it", async () => {
    const call = ask("invoke", new proto.InvokeRequest());
    await assert.rejects(call, { code: grpc.status.UNIMPLEMENTED });
  });

  it("takes a state of many megabytes", async () => {
    const large = "x".repeat(8 * 1024 * 1024);
    const request = named(new proto.ReadRequest()).setId("gone").setProperties(toWire({ large }));
    assert.equal((await ask("read", request)).getId(), "");
  });

  it("ends when the engine does, also where that was killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "agno-plugin-"));
    try {
      const file = join(folder, "plugin.js");
      writeFileSync(file, PROGRAM.replaceAll("./emulator", join(REPOSITORY, "emulator")));
      const command = [process.execPath, "--require", join(REPOSITORY, "loader.cjs"), file];
      // A parent that starts the plugin, tells its id and stays.
      const script = `const child = require("node:child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: ["ignore", "pipe", "inherit"] });
        child.stdout.once("data", () => console.log(child.pid)); setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ["--eval", script, "--", ...command], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [pid] = (await once(createInterface(parent.stdout), "line")) as [string];
      assert.ok(lives(Number(pid)));
      parent.kill("SIGKILL");
      const deadline = Date.now() + 5000;
      while (lives(Number(pid)) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
      const stayed = lives(Number(pid));
      if (stayed) process.kill(Number(pid)); // A test that fails leaves nothing either.
      assert.ok(!stayed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What the detailed difference says of each input. */
function kindsIn(response: proto.DiffResponse): Readonly<Record<string, number | string>> {
  const kinds: Record<string, number | string> = {};
  response.getDetaileddiffMap().forEach((difference, key) => {
    kinds[key] = difference.getInputdiff() ? difference.getKind() : "not of the inputs";
  });
  return kinds;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
