import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangesJson } from "../../preview/changes/json";
import { commit, git, repositoryOf } from "../../preview/examples/repository";
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
    assert.match(stdout, /resources below \d+ components: .*5 compute\.Firewall/s);

    assert.doesNotMatch(stdout, /\u001b/);
  });

  it("writes JSON of the contract to standard output and nothing else", () => {
    const { status, stdout, stderr } = preview("prod", "--json", "-");
    assert.deepEqual([status, stderr], [0, ""]);
    const report = JSON.parse(stdout) as Record<string, unknown> & { resources: Record<string, unknown>[] };
    assert.deepEqual([report.stack, report.scope], ["prod", "all"]);
    assert.equal(typeof (report.timings as Record<string, unknown>).evaluate, "number");
    const { currency, monthly, pricesAsOf, lines } = report.cost as Record<string, unknown> & { lines: object[] };
    assert.deepEqual([currency, pricesAsOf], ["USD", "2026-08-20"]);
    assert.deepEqual(monthly, { floor: 3238.64, expected: 26_763.21, ceiling: 73_785.31 });
    assert.deepEqual(lines[0], {
      ...{ level: "floor", region: "us-central1", item: "cpu", sku: "n1-cpu", quantity: 8, unit: "vCPU", per: "hour" },
      ...{ unitPrice: 0.031611, source: "machines", hourly: 0.25, daily: 6.07, monthly: 184.61 },
      requested: { capacity: 8000, tenants: { initech: 300 } },
      shares: {
        tenants: { initech: { hourly: 0.01, daily: 0.23, monthly: 6.92 } },
        idle: { hourly: 0.24, daily: 5.84, monthly: 177.69 },
        common: { hourly: 0, daily: 0, monthly: 0 },
      },
    });
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

  it("writes a comment and SARIF to files beside the text", () => {
    const [markdown, sarif] = [join(folder, "dev.md"), join(folder, "dev.sarif")];
    assert.match(preview("dev", "--markdown", markdown, "--sarif", sarif).stdout, /^dev · everything/);
    assert.match(readFileSync(markdown, "utf8"), /^### `dev`\n\n✅ /);
    assert.deepEqual((JSON.parse(readFileSync(sarif, "utf8")) as { runs: { results: [] }[] }).runs[0]?.results, []);
  });

  it("says in SARIF as well what is wrong with a stack file, from the repository's root", () => {
    const sarif = join(folder, "wrong.sarif");
    const wrong = file("wrong.yaml", "config:\n  agno:regions:\n    nowhere: {}\n");
    assert.equal(preview("x", "--config", wrong, "--sarif", sarif).status, 2);
    const { runs } = JSON.parse(readFileSync(sarif, "utf8")) as { runs: { results: { ruleId: string }[] }[] };
    assert.deepEqual([...new Set(runs[0]?.results.map(({ ruleId }) => ruleId))], ["configuration"]);
  });

  it("compares with another revision, each by its own code", () => {
    const repository = repositoryOf(REPOSITORY, join(folder, "repository"));
    const tenants = "  agno:tenants:\n";
    const dev = readFileSync(join(repository, "Pulumi.dev.yaml"), "utf8");
    writeFileSync(join(repository, "Pulumi.dev.yaml"), dev.replace(tenants, `${tenants}    initech: {}\n`));
    commit(repository, "a tenant");
    const args = ["run", "--silent", "preview", "--", "dev", "--base", "HEAD~1", "--json", "-"];
    const { status, stdout, stderr } = spawnSync("npm", args, {
      cwd: repository,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.deepEqual([status, stderr], [0, ""]);
    const { changes } = JSON.parse(stdout) as { changes: ChangesJson };
    assert.deepEqual(changes.base, { ref: "HEAD~1", commit: git(repository, "rev-parse", "HEAD~1").trim() });
    const shared = changes.added.filter(({ tenant }) => tenant !== "initech").map(({ name }) => name);
    assert.deepEqual(shared, ["global-routing-tenant-initech"]);
    assert.deepEqual([changes.removed, changes.changed], [[], []]);
    assert.deepEqual(Object.keys(changes.costDelta?.byTenant ?? {}), ["globex", "initech"]);
  }).timeout(300_000);

  it("writes one page to a file beside the text, or alone to standard output", () => {
    const page = join(folder, "dev.html");
    assert.match(preview("dev", "--html", page).stdout, /^dev · everything/);
    const { status, stdout, stderr } = preview("dev", "--html", "-");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^<!doctype html>\n<html lang="en">[^]*<\/html>\n$/);
    assert.equal(readFileSync(page, "utf8"), stdout);
  });

  it("shows local without anything of Google's and whatever the person's kubeconfig, and writes its objects", () => {
    const directory = join(folder, "manifests");
    const { status, stdout, stderr } = preview("local", "--manifests", directory);
    assert.equal(status, 0);
    const [, manifests = ""] = /^(\d+) manifests written to /.exec(stderr) ?? [];
    // Besides its objects, the connection to the cluster.
    assert.match(
      stdout,
      new RegExp(`${Number(manifests) + 1} resources below \\d+ components: .*5 scheduling.PriorityClass`, "s"),
    );
    assert.doesNotMatch(stdout, /gcp|pubsub/);
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
    [
      "a base that is nowhere",
      () => ["dev", "--base", "nowhere"],
      /^--base nowhere: no such revision here; allowed is /,
    ],
    ["two forms for one output", () => ["dev", "--json", "-", "--html", "-"], /standard output takes one form/],
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

  it("exits 1, and says why, where a tenant would lose more with a region than its file allows", () => {
    const prod = readFileSync(join(REPOSITORY, "Pulumi.prod.yaml"), "utf8");
    const text = prod.replace("agno:keptOnRegionLoss: 0.6", "agno:keptOnRegionLoss: 0.7");
    assert.notEqual(text, prod);
    const { status, stdout } = preview("prod", "--config", file("loss.yaml", text));
    assert.equal(status, 1);
    assert.match(stdout, /Does not hold: without us-central1: agno-tenant-initech keeps 156 of 234 replicas/);
  });

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
