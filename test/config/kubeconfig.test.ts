import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { kubeconfigFiles, readKubeconfig, targetOf } from "../../config/kubeconfig";
import { kubeconfigWith } from "./kubeconfig-with";

describe("where a kubeconfig is", () => {
  const home = join("home", "me");
  const table = [
    ["no variable", undefined, [join(home, ".kube", "config")]],
    ["an empty variable", "", [join(home, ".kube", "config")]],
    ["a variable of nothing but separators", delimiter, [join(home, ".kube", "config")]],
    ["one file", "a", ["a"]],
    ["several", ["a", "", "b"].join(delimiter), ["a", "b"]],
  ] as const;
  for (const [what, variable, files] of table) {
    it(`with ${what}`, () => {
      assert.deepEqual(kubeconfigFiles(variable, home), files);
    });
  }
});

describe("a kubeconfig", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-kubeconfig-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = (text: string) => readKubeconfig([file("config", text)]);

  it("leads from its current context to a server", () => {
    const kubeconfig = read(kubeconfigWith({ kind: "https://127.0.0.1:1", other: "https://127.0.0.1:2" }, "kind"));
    const target = { context: "kind", cluster: "kind", user: "kind-user", server: "https://127.0.0.1:1" };
    assert.deepEqual(targetOf(kubeconfig, ""), target);
    assert.equal(targetOf(kubeconfig, "other").server, "https://127.0.0.1:2");
  });

  it("may be JSON", () => {
    const text = JSON.stringify({
      "current-context": "a",
      contexts: [{ name: "a", context: { cluster: "c" } }],
      clusters: [{ name: "c", cluster: { server: "https://10.0.0.1" } }],
    });
    const target = { context: "a", cluster: "c", user: "", server: "https://10.0.0.1" };
    assert.deepEqual(targetOf(read(text), ""), target);
  });

  it("of several files is what the first says of each name", () => {
    const files = [
      join(folder, "not-there"),
      file("a", kubeconfigWith({ one: "https://127.0.0.1:1" })),
      file("b", kubeconfigWith({ one: "https://127.0.0.1:9", two: "https://127.0.0.1:2" }, "two")),
      file("c", kubeconfigWith({ three: "https://127.0.0.1:3" }, "three")),
    ];
    const kubeconfig = readKubeconfig(files);
    assert.equal(targetOf(kubeconfig, "").server, "https://127.0.0.1:2");
    assert.equal(targetOf(kubeconfig, "one").server, "https://127.0.0.1:1");
    assert.equal(targetOf(kubeconfig, "three").server, "https://127.0.0.1:3");
  });

  it("that is not there is told with what to do", () => {
    assert.throws(() => readKubeconfig([join(folder, "a"), join(folder, "b")]), {
      name: "KubeconfigError",
      message:
        `there is no kubeconfig in ${join(folder, "a")}, ${join(folder, "b")}; make a cluster, for example with ` +
        "npm run sandbox, or set KUBECONFIG to the file that leads to one",
    });
  });

  it("that cannot be read is told, also where others could", () => {
    mkdirSync(join(folder, "directory"));
    const files = [file("a", kubeconfigWith({ one: "https://127.0.0.1:1" })), join(folder, "directory")];
    const message = `the kubeconfig ${join(folder, "directory")} cannot be read (EISDIR)`;
    assert.throws(() => readKubeconfig(files), { name: "KubeconfigError", message });
  });

  const wrong = [
    ["a: [canary-7f3a", /config is no kubeconfig: not YAML in line 1$/],
    ["canary-7f3a", /config is no kubeconfig: it is wrong$/],
    ["contexts: canary-7f3a", /config is no kubeconfig: contexts is wrong$/],
    ["contexts: [{ name: 1, context: canary-7f3a }]", /contexts\.0\.name is wrong, contexts\.0\.context is wrong$/],
  ] as const;
  for (const [text, message] of wrong) {
    it(`"${text}" is refused without a word of what stands in it`, () => {
      assert.throws(
        () => read(text),
        (error: Error) => {
          assert.equal(error.name, "KubeconfigError");
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /canary/);
          return true;
        },
      );
    });
  }

  const lost: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "no current context",
      kubeconfigWith({ kind: "https://127.0.0.1:1" }),
      "",
      /^no context is current; choose one with kubectl config use-context NAME: .*config has kind$/,
    ],
    ["nothing at all", "", "", /^no context is current; .*config has none$/],
    [
      "a current context that is not there",
      kubeconfigWith({ kind: "https://127.0.0.1:1" }, "kidn"),
      "",
      /^there is no current context "kidn"; .*config has kind; did you mean "kind"\?$/,
    ],
    [
      "another context than the one that is asked for",
      kubeconfigWith({ kind: "https://127.0.0.1:1" }, "kind"),
      "kid",
      /^there is no context "kid"; .*config has kind; did you mean "kind"\?$/,
    ],
    [
      "a context without its cluster",
      'contexts: [{ name: a, context: { cluster: c } }]\ncurrent-context: "a"',
      "",
      /^the context "a" leads nowhere: its cluster "c" has no server$/,
    ],
    ["a cluster without a server", kubeconfigWith({ a: "" }, "a"), "", /^the context "a" leads nowhere/],
  ];
  for (const [what, text, context, message] of lost) {
    it(`with ${what} leads nowhere`, () => {
      assert.throws(() => targetOf(read(text), context), { name: "KubeconfigError", message });
    });
  }
});
