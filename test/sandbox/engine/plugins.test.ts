import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoted, writePlugins } from "../../../sandbox/engine/plugins";

const AWKWARD = 'it\'s a "path" with $HOME, `date`, \\ and *';

describe("quoted", () => {
  for (const text of ["plain", "two words", AWKWARD, "''", "", "two\nlines", "-n", "ünïcode"]) {
    it(`brings ${JSON.stringify(text)} through a shell as it is`, () => {
      const { stdout } = spawnSync("sh", ["-c", `printf %s ${quoted(text)}`], { encoding: "utf8" });
      assert.equal(stdout, text);
    });
  }
});

describe("the scripts that stand for plugins", () => {
  let directory: string;
  beforeEach(() => {
    // A laptop's folders may have any name.
    directory = join(mkdtempSync(join(tmpdir(), "agno plugins-")), AWKWARD);
  });
  afterEach(() => {
    rmSync(join(directory, ".."), { recursive: true });
  });
  const run = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(join(directory, name), args, { encoding: "utf8", env: { PATH: process.env.PATH, ...env } });

  it("are those of the language and of Kubernetes, and Google's where one is told of", () => {
    const always = ["gke-gcloud-auth-plugin", "pulumi-language-nodejs", "pulumi-resource-kubernetes"];
    writePlugins({ directory });
    assert.deepEqual(readdirSync(directory).sort(), always);
    writePlugins({ directory, google: "http://127.0.0.1:1" });
    assert.deepEqual(readdirSync(directory).sort(), [...always, "pulumi-resource-gcp"].sort());
    for (const name of readdirSync(directory)) assert.ok((statSync(join(directory, name)).mode & 0o100) !== 0, name);
  });

  it("hand on what they are called with, word for word", () => {
    writePlugins({ directory, google: `http://127.0.0.1:1/${AWKWARD}` });
    // Loaded before the plugin: it tells its words and ends.
    const tell = join(directory, "tell.cjs");
    writeFileSync(tell, "console.log(JSON.stringify(process.argv.slice(1))); process.exit(0);");
    const environment = { NODE_OPTIONS: `--require ${JSON.stringify(tell)}` };
    const { stdout, stderr } = run("pulumi-resource-gcp", ["127.0.0.1:2", "two words", AWKWARD], environment);
    const [program, ...rest] = JSON.parse(stdout || stderr) as string[];
    assert.match(program ?? "", /emulator\/google\/main\.ts$/);
    assert.ok(existsSync(program ?? ""));
    assert.deepEqual(rest, [`http://127.0.0.1:1/${AWKWARD}`, "127.0.0.1:2", "two words", AWKWARD]);
  });

  for (const [name, file] of [
    ["pulumi-language-nodejs", /sandbox\/engine\/language-host\.ts$/],
    ["pulumi-resource-kubernetes", /emulator\/kubernetes\/main\.ts$/],
  ] as const) {
    it(`start what is there for ${name}`, () => {
      writePlugins({ directory });
      const tell = join(directory, "tell.cjs");
      writeFileSync(tell, "console.log(process.argv[1]); process.exit(0);");
      const { stdout } = run(name, [], { NODE_OPTIONS: `--require ${JSON.stringify(tell)}` });
      assert.match(stdout.trim(), file);
      assert.ok(existsSync(stdout.trim()));
    });
  }

  describe("say who one is at a cluster", () => {
    const credential = (name: string) => ({
      certificate: `certificate of ${name}\nit's two lines\n`,
      key: `key of ${name} with \\n and %s\n`,
    });
    const servers = { "https://127.0.0.1:6443": credential("one"), "https://127.0.0.1:7443": credential("two") };
    const askFor = (server: string) => {
      writePlugins({ directory, credentials: servers });
      const spec = { cluster: { server, "certificate-authority-data": "" }, interactive: false };
      const info = { kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1beta1", spec };
      return run("gke-gcloud-auth-plugin", [], { KUBERNETES_EXEC_INFO: JSON.stringify(info) });
    };

    for (const [server, name] of [
      ["https://127.0.0.1:6443", "one"],
      ["https://127.0.0.1:7443", "two"],
    ] as const) {
      it(`with that cluster's own credentials (${name})`, () => {
        const { status, stdout } = askFor(server);
        assert.equal(status, 0);
        const { certificate, key } = credential(name);
        assert.deepEqual(JSON.parse(stdout), {
          apiVersion: "client.authentication.k8s.io/v1beta1",
          kind: "ExecCredential",
          status: { clientCertificateData: certificate, clientKeyData: key },
        });
      });
    }

    for (const server of [
      "https://127.0.0.1:64430", // one begins the other
      "https://127.0.0.1:644",
      "http://127.0.0.1:6443",
      "https://127.0.0.1:6443/path",
      "https://gke-1.us-central1.gke.goog",
      "*",
    ]) {
      it(`not at ${server}`, () => {
        const { status, stdout, stderr } = askFor(server);
        assert.deepEqual([status, stdout, stderr], [1, "", "no credentials for this cluster\n"]);
      });
    }

    it("not where no cluster is told", () => {
      writePlugins({ directory, credentials: servers });
      const { status, stdout } = run("gke-gcloud-auth-plugin", []);
      assert.deepEqual([status, stdout], [1, ""]);
    });

    it("to nobody else on this machine", () => {
      writePlugins({ directory, credentials: servers });
      assert.equal(statSync(join(directory, "gke-gcloud-auth-plugin")).mode & 0o077, 0);
    });
  });
});
