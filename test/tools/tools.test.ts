import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotBuild } from "../../tools/cannot-build";
import { tools } from "../../tools/tools";
import { REPOSITORY } from "../program/language-host";
import { type FakeGo, fakeGo } from "./fake-go";

describe("tools()", () => {
  const made: FakeGo[] = [];
  const go = (environment?: Readonly<Record<string, string>>) => {
    const fake = fakeGo(environment);
    made.push(fake);
    return fake;
  };
  afterEach(() => {
    for (const fake of made.splice(0)) fake.remove();
  });

  it("builds what is missing, once, and then asks Go for nothing but its version", async () => {
    const fake = go();
    const { etcd, kubectl, kwok } = await tools(["etcd", "kubectl", "kwok"], fake.surroundings);
    for (const path of [etcd, kubectl, kwok]) assert.equal(readFileSync(path, "utf8"), "whole");
    assert.equal(dirname(etcd), dirname(kubectl));
    assert.notEqual(dirname(etcd), dirname(kwok));
    assert.deepEqual(fake.calls(), ["env", "env", "build", "build", "build"]);
    assert.match(
      fake.told(),
      /^building etcd, kubectl, kwok into .*\netcd v3\.6\.13: built in 0 s\nkubectl v1\.36\.3: built/,
    );

    assert.deepEqual(await tools(["etcd", "kubectl", "kwok"], fake.surroundings), { etcd, kubectl, kwok });
    assert.deepEqual(fake.calls(), ["env", "env"]);
  });

  it("builds only what is asked for, and later the rest", async () => {
    const fake = go();
    await tools(["etcd"], fake.surroundings);
    fake.calls();
    await tools(["etcd", "kube-scheduler"], fake.surroundings);
    assert.match(fake.wholeCalls().join("\n"), /^env [^\n]*\nbuild [^\n]* k8s\.io\/kubernetes\/cmd\/kube-scheduler$/);
  });

  it("stamps the versions that go.mod pins", async () => {
    const fake = go();
    await tools(["kubectl", "pulumi"], fake.surroundings);
    const [kubectl = "", pulumi = ""] = fake.wholeCalls().filter((call) => call.startsWith("build"));
    assert.ok(
      kubectl.includes(
        "-X k8s.io/component-base/version.gitVersion=v1.36.3 -X k8s.io/component-base/version.gitMajor=1",
      ),
    );
    assert.ok(kubectl.includes("version.gitMinor=36 -X k8s.io/client-go/pkg/version.gitVersion=v1.36.3"));
    assert.ok(pulumi.includes("-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.245.0"));
  });

  it("builds anew when the pins change, and keeps what older pins gave", async () => {
    const fake = go();
    const before = await tools(["kwok"], fake.surroundings);
    const goMod = join(fake.surroundings.folder, "nodes", "go.mod");
    writeFileSync(goMod, readFileSync(goMod, "utf8").replace("kwok v0.8.0", "kwok v0.8.1"));
    const after = await tools(["kwok"], fake.surroundings);
    assert.notEqual(after.kwok, before.kwok);
    assert.ok(existsSync(before.kwok));
    assert.match(fake.told(), /kwok v0\.8\.1: built/);
  });

  it("gathers a module's YAML files in the order of their names, without what is not an object", async () => {
    const fake = go();
    const module = join(fake.folder, "module");
    for (const kind of ["node", "pod"]) {
      const folder = join(module, "kustomize/stage", kind, "fast");
      mkdirSync(folder, { recursive: true });
      for (const name of ["b", "a", "kustomization"]) writeFileSync(join(folder, `${name}.yaml`), `${kind}: ${name}\n`);
    }
    const surroundings = {
      ...fake.surroundings,
      environment: { ...fake.surroundings.environment, FAKE_GO_MODULE: module },
    };
    const gathered = await tools(["stages.yaml"], surroundings);
    assert.equal(readFileSync(gathered["stages.yaml"], "utf8"), "node: a\n---\nnode: b\n---\npod: a\n---\npod: b\n");
  });

  it("gathers single files of a module, too", async () => {
    const fake = go();
    const module = join(fake.folder, "module");
    mkdirSync(join(module, "artifacts/flagger"), { recursive: true });
    for (const name of ["account", "crd"])
      writeFileSync(join(module, `artifacts/flagger/${name}.yaml`), `a: ${name}\n`);
    const environment = { ...fake.surroundings.environment, FAKE_GO_MODULE: module };
    const gathered = await tools(["flagger.yaml"], { ...fake.surroundings, environment });
    assert.equal(readFileSync(gathered["flagger.yaml"], "utf8"), "a: crd\n");
  });

  describe("says why it cannot build:", () => {
    const INSTALL = /built from source with Go 1\.26\.0 or newer: install it as https:\/\/go\.dev\/doc\/install says/;

    it("no Go", async () => {
      const fake = go();
      const environment = { ...fake.surroundings.environment, PATH: join(fake.folder, "nowhere") };
      await refused(tools(["etcd"], { ...fake.surroundings, environment }), /there is no Go here/, INSTALL);
    });

    for (const version of ["go1.25.9", "go1.9", "go1.26rc1", "devel go1.27-0a1b2c"]) {
      const enough = version.includes("1.26") || version.startsWith("devel");
      it(`${version} is ${enough ? "new enough, and no reason" : "too old"}`, async () => {
        const fake = go({ FAKE_GO_VERSION: version });
        const built = tools(["etcd"], fake.surroundings);
        if (enough) assert.ok(existsSync((await built).etcd));
        else await refused(built, new RegExp(`this is ${version}`), INSTALL);
      });
    }

    it("a Go that refuses by itself", async () => {
      const fake = go({ FAKE_GO_REFUSES: "go: go.mod requires go >= 1.26.0 (running go 1.24.4; GOTOOLCHAIN=local)" });
      await refused(tools(["etcd"], fake.surroundings), /running go 1\.24\.4/, INSTALL);
    });

    it("a module that go.mod does not pin", async () => {
      await refused(
        tools(["kube-score"], go().surroundings),
        /checkers\/go\.mod does not pin github\.com\/zegl\/kube-score$/,
      );
    });

    it("what does not compile, and leaves nothing there", async () => {
      const fake = go({ FAKE_GO: "fails" });
      await refused(
        tools(["etcd"], fake.surroundings),
        /^go build in .*control-plane failed:\nx\.go:1:1: syntax error$/,
      );
      assert.deepEqual(cached(fake), []);
    });
  });

  it("is not misled by a build that was killed, nor by what that has left behind", async () => {
    const fake = go();
    const killed = another(fake, { FAKE_GO: "hangs" });
    while (!cached(fake).some((name) => name.endsWith(".unfinished"))) await sleep(20);
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.deepEqual(
      cached(fake).filter((name) => name === "etcd"),
      [],
    );
    assert.ok(cached(fake).includes("lock"));

    const { etcd } = await tools(["etcd"], fake.surroundings);
    assert.equal(readFileSync(etcd, "utf8"), "whole");
    assert.deepEqual(cached(fake), ["etcd"]);
  });

  it("waits for another process that builds the same, and takes what that has built", async () => {
    const fake = go();
    const other = another(fake, { FAKE_GO: "slow" });
    while (!cached(fake).some((name) => name.endsWith(".unfinished"))) await sleep(20);
    fake.calls();
    const { etcd } = await tools(["etcd"], fake.surroundings);
    assert.equal(readFileSync(etcd, "utf8"), "whole");
    assert.deepEqual(fake.calls(), ["env"]);
    assert.match(fake.told(), new RegExp(`etcd: waiting for process ${other.child.pid ?? 0}, which is building`));
    assert.equal(await other.ended, 0);
    assert.deepEqual(cached(fake), ["etcd"]);
  });

  it("builds once where one process asks twice at the same time", async () => {
    const fake = go({ FAKE_GO: "slow" });
    await Promise.all([tools(["etcd"], fake.surroundings), tools(["etcd"], fake.surroundings)]);
    assert.equal(fake.calls().filter((call) => call === "build").length, 1);
  });
});

/** What is in the control plane's cache. */
function cached(fake: FakeGo): readonly string[] {
  const root = join(fake.folder, "cache", "agno-platform", "tools");
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((set) => readdirSync(join(root, set)));
}

/** Another process that wants etcd. */
function another({ surroundings }: FakeGo, environment: Readonly<Record<string, string>>) {
  const script = `require("./tools/tools.ts").tools(["etcd"], { folder: ${JSON.stringify(surroundings.folder)} })`;
  const child = spawn(process.execPath, ["--require", "./loader.cjs", "--eval", script], {
    cwd: REPOSITORY,
    env: { ...surroundings.environment, ...environment },
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended };
}

async function refused(built: Promise<unknown>, ...messages: readonly RegExp[]): Promise<void> {
  await assert.rejects(built, (error: unknown) => {
    assert.ok(error instanceof CannotBuild, basename(String(error)));
    for (const message of messages) assert.match(error.message, message);
    return true;
  });
}
