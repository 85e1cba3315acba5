import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { accessOf } from "../../../emulator/kubernetes/kubeconfig";
import { metadataOf, pluck } from "../../../emulator/kubernetes/object";
import { CONFIG_MAP, configMap, driverFor, NAMESPACE, namespace, startWorld, type World } from "./drive";
import { type FaultyProxy, startProxy } from "./faulty-proxy";

interface Kubeconfig {
  clusters: { name: string; cluster: object }[];
  users: { name: string; user: Record<string, unknown> }[];
  contexts: { name: string; context: object }[];
  "current-context": string;
}

describe("how KubernetesProvider reaches clusters", () => {
  let one: World;
  let other: World;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "agno-e2e-kubeconfigs-"));
    [one, other] = await Promise.all([startWorld("one"), startWorld("other")]);
  });
  after(async () => {
    await Promise.all([one.stop(), other.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const kubeconfigOf = (world: World) => parse(readFileSync(world.real.kubeconfig, "utf8")) as Kubeconfig;
  const hasMap = async (world: World, name: string, within = "default") =>
    (await world.direct.find({ kind: { group: "", version: "v1", kind: "ConfigMap" }, namespace: within, name })) !==
    undefined;

  it("keeps two instances at their clusters, one by path and one by contents", async () => {
    const [first, second] = await Promise.all([
      driverFor({ kubeconfig: one.real.kubeconfig }),
      driverFor({ kubeconfig: readFileSync(other.real.kubeconfig, "utf8") }),
    ]);
    await Promise.all([
      first.create(CONFIG_MAP, "m", configMap("first", {})),
      second.create(CONFIG_MAP, "m", configMap("second", {})),
    ]);
    const found = await Promise.all(
      [one, other].flatMap((world) => ["first", "second"].map((name) => hasMap(world, name))),
    );
    assert.deepEqual(found, [true, false, false, true]);
    first.provider.close();
    second.provider.close();
  });

  it("follows the environment's kubeconfig, a context and a namespace of the provider's", async () => {
    const KUBECONFIG = [one, other].map(({ real }) => real.kubeconfig).join(":");
    const environment = { KUBECONFIG };
    const driver = await driverFor({ context: "other", namespace: "kube-public" }, { environment, firstPauseMs: 10 });
    const made = await driver.create(CONFIG_MAP, "m", configMap("by-context", {}));
    assert.equal(made.id, "kube-public/by-context");
    assert.deepEqual(
      [await hasMap(one, "by-context", "kube-public"), await hasMap(other, "by-context", "kube-public")],
      [false, true],
    );
    assert.equal(metadataOf((await driver.create(NAMESPACE, "n", namespace("plain"))).inputs).namespace, undefined);
    driver.provider.close();
  });

  it("asks the program that a kubeconfig names for credentials, once", async () => {
    const kubeconfig = kubeconfigOf(one);
    const { user } = kubeconfig.users[0]!;
    const text = (key: string) => Buffer.from(String(user[key]), "base64").toString();
    const status = { clientCertificateData: text("client-certificate-data"), clientKeyData: text("client-key-data") };
    const answer = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status };
    const [program, calls] = [join(folder, "auth"), join(folder, "calls")];
    writeFileSync(join(folder, "answer.json"), JSON.stringify(answer));
    writeFileSync(program, `#!/bin/sh\necho "$WHO" >> ${calls}\ncat ${join(folder, "answer.json")}\n`, { mode: 0o755 });
    const exec = {
      apiVersion: answer.apiVersion,
      command: program,
      env: [{ name: "WHO", value: "me" }],
      interactiveMode: "Never",
    };
    kubeconfig.users[0]!.user = { exec };
    const driver = await driverFor({ kubeconfig: stringify(kubeconfig) });
    await driver.create(CONFIG_MAP, "m", configMap("by-program", {}));
    assert.equal(await hasMap(one, "by-program"), true);
    assert.equal(readFileSync(calls, "utf8"), "me\n");
    driver.provider.close();
  });

  const nowhere = (server: string) =>
    stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c" } }],
      clusters: [{ name: "c", cluster: { server } }],
    });
  const unreachable = [
    ["a server that is not there", () => ({ kubeconfig: nowhere("https://127.0.0.1:1") }), /ECONNREFUSED/],
    ["a kubeconfig that is none", () => ({ kubeconfig: "nothing: here" }), /no current-context/],
    [
      "a context that is not there",
      () => ({ kubeconfig: one.real.kubeconfig, context: "x" }),
      /context "x" does not exist/,
    ],
    ["an environment without a kubeconfig", () => ({}), /no current-context/],
  ] as const;
  for (const [what, settings, why] of unreachable) {
    it(`previews with ${what} without the server's word, and fails an update with words`, async () => {
      const said: string[] = [];
      const environment = { KUBECONFIG: join(folder, "none") };
      const driver = await driverFor(settings(), { environment, say: (line) => void said.push(line) });
      const { outputs } = await driver.previewCreate(CONFIG_MAP, "m", configMap("m", { a: "1" }));
      assert.deepEqual(outputs.data, { a: "1" });
      await assert.rejects(driver.create(CONFIG_MAP, "m", configMap("m", {})), /unreachable/);
      assert.match(said.join("\n"), why);
    });
  }

  it("keeps or forgets what was in an unreachable cluster as it is told", async () => {
    const driver = await driverFor({ kubeconfig: one.real.kubeconfig });
    const made = await driver.create(CONFIG_MAP, "m", configMap("was-there", {}));
    driver.provider.close();
    const gone = { kubeconfig: nowhere("https://127.0.0.1:1") };
    const keeping = await driverFor(gone);
    await assert.rejects(keeping.provider.read(made), /unreachable[^]*PULUMI_K8S_DELETE_UNREACHABLE/);
    await assert.rejects(keeping.provider.delete(made), /unreachable/);
    const forgetting = await driverFor({ ...gone, deleteUnreachable: "true" });
    assert.equal(await forgetting.provider.read(made), undefined);
    await forgetting.provider.delete(made);
  });

  describe("when answers go wrong", () => {
    let proxy: FaultyProxy;
    before(async () => {
      const choice = { kubeconfig: one.real.kubeconfig, context: undefined, cluster: undefined, namespace: undefined };
      proxy = await startProxy(accessOf(choice, {}));
    });
    after(() => proxy.stop());
    afterEach(() => (proxy.fault = () => undefined));

    /** The first of a method's requests go wrong. */
    const firstOnes = (count: number, method: string, what: ReturnType<FaultyProxy["fault"]>): FaultyProxy["fault"] => {
      let left = count;
      return (request) => (request.method === method && left-- > 0 ? what : undefined);
    };

    const sentBefore = (method: string) => proxy.seen.filter((line) => line.startsWith(method)).length;

    it("sends again what the server wants later", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      const before = sentBefore("POST");
      proxy.fault = firstOnes(3, "POST", "too many");
      await driver.create(CONFIG_MAP, "m", configMap("later", {}));
      assert.equal(sentBefore("POST") - before, 4);
      driver.provider.close();
    });

    it("reads again what somebody changed while it took the fields over", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      const made = await driver.create(CONFIG_MAP, "m", configMap("changed", { a: "1" }));
      proxy.fault = firstOnes(2, "PATCH", "changed");
      const updated = await driver.update(made, configMap("changed", { a: "2" }));
      assert.deepEqual(pluck(updated.outputs, "data"), { a: "2" });
      proxy.fault = firstOnes(100, "PATCH", "changed");
      const again = await driver.create(CONFIG_MAP, "n", configMap("always-changed", { a: "1" }));
      await assert.rejects(driver.update(again, configMap("always-changed", { a: "2" })), /has been modified/);
      driver.provider.close();
    });

    it("gives up on a server that always wants it later", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      proxy.fault = firstOnes(100, "POST", "too many");
      await assert.rejects(driver.create(CONFIG_MAP, "m", configMap("never", {})), /429/);
      driver.provider.close();
    });

    it("reads again over a new connection where one broke", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      const made = await driver.create(CONFIG_MAP, "m", configMap("broken", {}));
      proxy.fault = firstOnes(1, "GET", "broken");
      assert.equal((await driver.refresh(made))?.id, made.id);
      driver.provider.close();
    });

    it("goes on waiting where the server is away for a moment", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      const spec = { hard: { pods: "1" } };
      const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "away" }, spec };
      let asked = 0;
      const awayTwice: FaultyProxy["fault"] = ({ method, url = "" }) =>
        method === "GET" && url.includes("/resourcequotas/") && asked++ < 2 ? "failing" : undefined;
      proxy.fault = awayTwice;
      const made = await driver.create("kubernetes:core/v1:ResourceQuota", "q", quota);
      assert.deepEqual(pluck(made.outputs, "status", "hard"), { pods: "1" });
      asked = 0;
      await driver.provider.delete(made);
      assert.ok(asked > 2);
      driver.provider.close();
    });

    it("tells of an error, and of an answer that was lost, without sending again", async () => {
      const driver = await driverFor({ kubeconfig: proxy.kubeconfig });
      proxy.fault = firstOnes(1, "POST", "failing");
      await assert.rejects(driver.create(CONFIG_MAP, "m", configMap("failing", {})), /etcd is away/);
      const before = sentBefore("POST");
      proxy.fault = firstOnes(1, "POST", "answer lost");
      await assert.rejects(driver.create(CONFIG_MAP, "m", configMap("lost", {})), /was not created by the API server/);
      assert.equal(sentBefore("POST") - before, 1);
      assert.deepEqual([await hasMap(one, "failing"), await hasMap(one, "lost")], [false, true]);
      await assert.rejects(driver.create(CONFIG_MAP, "m", configMap("lost", {})), /already exists/);
      driver.provider.close();
    });
  });
});
