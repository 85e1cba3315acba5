import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessOf } from "../../../emulator/kubernetes/kubeconfig";
import { Pace } from "../../../emulator/kubernetes/pace";
import { settingsOf } from "../../../emulator/kubernetes/settings";

describe("settingsOf", () => {
  it("is what the real plugin does by itself", () => {
    assert.deepEqual(settingsOf({}, {}), {
      choice: { kubeconfig: undefined, context: undefined, cluster: undefined, namespace: undefined },
      limits: { qps: 50, burst: 120, timeoutMs: undefined },
      mutable: { configMaps: false, secrets: false },
      upsert: false,
      force: false,
      deleteUnreachable: false,
    });
  });

  it("follows the program before the environment", () => {
    const environment = { PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true", PULUMI_K8S_CLIENT_QPS: "7" };
    assert.equal(settingsOf({}, environment).upsert, true);
    assert.equal(settingsOf({ upsertExistingObjects: "false" }, environment).upsert, false);
    assert.deepEqual(settingsOf({ kubeClientSettings: '{"burst":9,"timeout":3}' }, environment).limits, {
      qps: 7,
      burst: 9,
      timeoutMs: 3000,
    });
    assert.equal(settingsOf({ enablePatchForce: true }, {}).force, true);
  });

  const refused = [
    { renderYamlToDirectory: "out" },
    { helmReleaseSettings: "{}" },
    { skipUpdateUnreachable: "true" },
    { enableServerSideApply: "false" },
    { strictMode: "true" },
  ];
  for (const said of refused) {
    it(`refuses ${JSON.stringify(said)}`, () => {
      assert.throws(() => settingsOf(said, {}), /the stand-in for the kubernetes plugin/);
    });
  }

  it("takes what is off and what has no effect", () => {
    settingsOf(
      { renderYamlToDirectory: "", skipUpdateUnreachable: "false", clusterIdentifier: "x", version: "4.34.2" },
      {},
    );
  });
});

describe("accessOf", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "agno-kubeconfig-"))));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const choice = { kubeconfig: undefined, context: undefined, cluster: undefined, namespace: undefined };
  const config = (name: string, more: object = {}, context: object = {}) =>
    JSON.stringify({
      "current-context": name,
      contexts: [{ name, context: { cluster: name, ...context } }],
      clusters: [{ name, cluster: { server: `https://${name}`, ...more } }],
    });

  it("merges the files of the environment: the first to say something counts", () => {
    const paths = ["a", "b", "gone"].map((name) => join(folder, name));
    writeFileSync(paths[0]!, config("a"));
    writeFileSync(paths[1]!, config("b"));
    const environment = { KUBECONFIG: paths.join(":") };
    assert.equal(accessOf(choice, environment).server.href, "https://a/");
    assert.equal(accessOf({ ...choice, context: "b" }, environment).server.href, "https://b/");
    assert.equal(accessOf({ ...choice, cluster: "b" }, environment).server.href, "https://b/");
  });

  it("finds files beside the kubeconfig", () => {
    writeFileSync(join(folder, "ca.pem"), "pem");
    writeFileSync(join(folder, "config"), config("c", { "certificate-authority": "ca.pem" }));
    const access = accessOf({ ...choice, kubeconfig: join(folder, "config") }, {});
    assert.equal(access.certificateAuthority?.toString(), "pem");
  });

  it("takes the namespace of the provider, the context, or default", () => {
    const namespace = (said: string | undefined, context: object) =>
      accessOf({ ...choice, kubeconfig: config("a", {}, context), namespace: said }, {}).namespace;
    assert.equal(namespace("p", { namespace: "c" }), "p");
    assert.equal(namespace(undefined, { namespace: "c" }), "c");
    assert.equal(namespace(undefined, {}), "default");
  });

  const wrong = [
    ["", /no current-context/],
    ["some words", /neither a file nor the contents of one/],
    [config("a", { server: 7 }), /cluster "a" has no server/],
    [config("a", { "proxy-url": "http://p" }), /proxy-url/],
    [config("a", {}, { user: "u" }), /user "u" does not exist/],
    [config("a", {}, { cluster: "z" }), /cluster "z" does not exist/],
  ] as const;
  for (const [kubeconfig, message] of wrong) {
    it(`tells what is wrong with ${JSON.stringify(kubeconfig).slice(0, 30)}: ${message.source}`, () => {
      assert.throws(() => accessOf({ ...choice, kubeconfig }, { KUBECONFIG: join(folder, "none") }), message);
    });
  }
});

describe("Pace", () => {
  it("lets a burst go and the rest follow steadily", async () => {
    const pace = new Pace({ qps: 100, burst: 5, timeoutMs: undefined });
    const start = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => pace.turn()));
    assert.ok(performance.now() - start < 40);
    await Promise.all(Array.from({ length: 10 }, () => pace.turn()));
    assert.ok(performance.now() - start >= 90);
  });
});
