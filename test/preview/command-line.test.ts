import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../program/language-host";

function preview(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./loader.cjs", "preview/main.ts", ...args],
    // Libraries that colour by themselves do so in CI, terminal or not.
    {
      cwd: REPOSITORY,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      env: { ...process.env, CI: "true", KUBECONFIG: "of-nobody" },
    },
  );
  return { status, stdout, stderr };
}

describe("npm run preview", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-preview-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it("shows dev's region, ranges, pools and counts, without colour where nobody looks", () => {
    const { status, stdout, stderr } = preview("dev");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^dev · everything · Google project acme-agents-dev\n/);
    assert.match(stdout, /us-central1 · slot 0 · 10\.0\.0\.0\/12/);
    assert.match(stdout, /nodes 10\.0\.0\.0\/20 · pods 10\.4\.0\.0\/14 · services 10\.1\.0\.0\/20/);
    assert.match(stdout, /agno-agents-cpu-spot +n1-standard-4 +0–2 +a b c\n/);
    assert.match(stdout, /agno-agents-gpu +n1-standard-4 \+ 1 T4 +0–1 +a b c\n/);
    assert.match(stdout, /49 resources below 9 components: .*5 compute\.Firewall/);

    assert.doesNotMatch(stdout, /\u001b/);
  });

  it("writes JSON of the contract to standard output and nothing else", () => {
    const { status, stdout, stderr } = preview("prod", "--json", "-");
    assert.deepEqual([status, stderr], [0, ""]);
    const report = JSON.parse(stdout) as Record<string, unknown> & { resources: Record<string, unknown>[] };
    assert.deepEqual([report.stack, report.scope], ["prod", "all"]);
    assert.equal(typeof (report.timings as Record<string, unknown>).evaluate, "number");
    for (const resource of report.resources) {
      const { urn, type, name, parent, inputs, outputs, dependencies } = resource;
      assert.deepEqual(
        [urn, type, name, parent].map((text) => typeof text),
        ["string", "string", "string", "string"],
      );
      assert.deepEqual(
        [inputs, outputs].map((properties) => typeof properties),
        ["object", "object"],
      );
      assert.ok(Array.isArray(dependencies));
    }
  });

  it("writes JSON to a file beside the text", () => {
    const json = join(folder, "dev.json");
    const { stdout } = preview("dev", "--json", json);
    assert.match(stdout, /^dev · everything/);
    assert.equal((JSON.parse(readFileSync(json, "utf8")) as { stack: string }).stack, "dev");
  });

  it("shows local without anything of Google's and whatever the person's kubeconfig, and writes its objects", () => {
    const directory = join(folder, "manifests");
    const { status, stdout, stderr } = preview("local", "--manifests", directory);
    assert.deepEqual([status, stderr], [0, `6 manifests written to ${directory}\n`]);
    assert.match(stdout, /7 resources below 2 components: 1 core\.Namespace, .*5 scheduling\.PriorityClass/s);
    assert.equal(
      readFileSync(join(directory, "us-central1", "_cluster", "priorityclass-agno-high.yaml"), "utf8"),
      "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: agno-high\n" +
        "description: Agents that run before the usual ones\nvalue: 800\n",
    );
  });

  it("names the contexts of regions that have one", () => {
    const path = file(
      "two.yaml",
      "config:\n  agno:clusters: kubeconfig\n  agno:regions:\n    us-west1: { slot: 5, context: kind-a }\n    us-east1: { slot: 6, context: kind-b }\n",
    );
    const { status, stdout } = preview("whatever", "--config", path);
    assert.equal(status, 0);
    assert.match(stdout, /us-west1 · slot 5 · 10\.80\.0\.0\/12 · context kind-a\n/);
    assert.match(stdout, /us-east1 · slot 6 · 10\.96\.0\.0\/12 · context kind-b\n/);
  });

  it("shows a part of an environment with --scope", () => {
    const { status, stdout } = preview("prod", "--scope", "europe-west4");
    assert.equal(status, 0);
    assert.match(stdout, /^prod · europe-west4 · /);
    assert.doesNotMatch(stdout, /us-central1/);
  });

  it("takes any stack file with --config", () => {
    const path = file("mine.yaml", "config:\n  gcp:project: acme-other\n  agno:regions:\n    us-west1: { slot: 5 }\n");
    const { status, stdout } = preview("whatever", "--config", path);
    assert.equal(status, 0);
    assert.match(stdout, /^whatever · everything · Google project acme-other\n/);
    assert.match(stdout, /us-west1 · slot 5 · 10\.80\.0\.0\/12/);
  });

  it("says which pool a region cannot have", () => {
    const path = file(
      "no-t4.yaml",
      "config:\n  gcp:project: acme-other\n  agno:regions:\n    europe-north1: { slot: 0 }\n",
    );
    const { status, stdout } = preview("whatever", "--config", path);
    assert.equal(status, 0);
    assert.match(stdout, /Note: no pool gpu in europe-north1: no zone of europe-north1 offers nvidia-tesla-t4/);
    assert.doesNotMatch(stdout, /agno-agents-gpu/);
  });

  const wrong: readonly (readonly [string, () => string[], RegExp])[] = [
    [
      "no such stack",
      () => ["prdo"],
      /^Pulumi\.prdo\.yaml:1:1 \(file\): no such stack file; .*did you mean "prod"\?\n$/,
    ],
    [
      "a part that is none",
      () => ["prod", "--scope", "europe-west9"],
      /agno:scope: "europe-west9" is no part of this environment/,
    ],
    [
      "bytes that are not UTF-8",
      () => ["x", "--config", file("bytes.yaml", Uint8Array.of(0x61, 0x0a, 0xff))],
      /^bytes\.yaml:2:1 \(file\): byte 0xff is not UTF-8/,
    ],
    ["an empty file", () => ["x", "--config", file("empty.yaml", "")], /^empty\.yaml:1:1 /],
    [
      "a file that cannot be written",
      () => ["dev", "--json", join(folder, "none", "x.json")],
      /^cannot write the preview: ENOENT: /,
    ],
    ["no stack named", () => [], /missing required argument 'stack'/],
    ["a misspelt option", () => ["dev", "--jsn", "-"], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
  ];
  for (const [what, args, message] of wrong) {
    it(`exits 2 and prints nothing to standard output for ${what}`, () => {
      const { status, stdout, stderr } = preview(...args());
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("ends quietly when its reader stops early", () => {
    const { status, stderr } = spawnSync(
      "bash",
      [
        "-c",
        'set -o pipefail; "$0" --require ./loader.cjs preview/main.ts prod --json - | head -c 10',
        process.execPath,
      ],
      { cwd: REPOSITORY, encoding: "utf8" },
    );
    assert.deepEqual([status, stderr], [0, ""]);
  });
});
