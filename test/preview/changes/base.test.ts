import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WrongBase, previewBase, revisionOf } from "../../../preview/changes/base";

/** A preview of its own: it writes what it was called with, and fails where its stack file says so. */
const MAIN = `
const { readFileSync, writeFileSync } = require("node:fs");
const [stack, ...flags] = process.argv.slice(2);
const valueOf = (flag) => flags.includes(flag) ? flags[flags.indexOf(flag) + 1] : undefined;
const file = valueOf("--config") ?? "Pulumi." + stack + ".yaml";
const text = readFileSync(file, "utf8").trim();
if (text === "wrong") { console.error(file.split("/").at(-1) + ":1:1 wrong"); process.exit(2); }
const resource = { urn: "urn:" + text, type: "t", name: "n", parent: "", inputs: { scope: valueOf("--scope") ?? null } };
writeFileSync(valueOf("--json"), JSON.stringify({ resources: [resource], cost: null }));
`;
const PACKAGE = { name: "of-a-test", version: "1.0.0", scripts: { preview: "node main.js" } };
const LOCK = { name: "of-a-test", version: "1.0.0", lockfileVersion: 3, packages: { "": {} } };

describe("the base of a comparison", function () {
  this.timeout(300_000);
  let folder: string;
  let project: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-base-test-"));
    project = join(folder, "inner");
    mkdirSync(join(project, "node_modules"), { recursive: true });
    git("init", "--quiet");
    write("package.json", JSON.stringify(PACKAGE));
    write("package-lock.json", JSON.stringify(LOCK));
    write("main.js", MAIN);
    write("Pulumi.dev.yaml", "first");
    commit("first");
    write("Pulumi.dev.yaml", "second");
    write("Pulumi.new.yaml", "new");
    commit("second");
    write("Pulumi.dev.yaml", "not committed");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  const write = (name: string, text: string) => {
    writeFileSync(join(project, name), text);
  };
  const commit = (message: string) => {
    git("add", "inner/*.js*", "inner/*.yaml");
    git("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false", "commit", "-qm", message);
  };
  const preview = async (ref: string, options: { stack?: string; scope?: string; config?: string } = {}) =>
    previewBase(await revisionOf(project, ref), { directory: project, stack: "dev", ...options });
  const urnsOf = async (...args: Parameters<typeof preview>) => {
    const base = await preview(...args);
    return "preview" in base ? base.preview.resources.map(({ urn }) => urn) : base.failure;
  };

  it("is what git has of it, not what is in the folder", async () => {
    assert.deepEqual(await urnsOf("HEAD"), ["urn:second"]);
    assert.deepEqual(await urnsOf("HEAD~1"), ["urn:first"]);
    const { ref, commit: full } = await preview("HEAD~1");
    assert.deepEqual([ref, full], ["HEAD~1", git("rev-parse", "HEAD~1").trim()]);
  });

  it("is an empty one where the base does not have the stack yet", async () => {
    assert.deepEqual(await urnsOf("HEAD~1", { stack: "new" }), []);
    assert.deepEqual(await urnsOf("HEAD", { stack: "new" }), ["urn:new"]);
  });

  it("is asked for the same part", async () => {
    const base = await preview("HEAD", { scope: "us-east1" });
    assert.ok("preview" in base);
    assert.deepEqual(base.preview.resources[0]?.inputs, { scope: "us-east1" });
  });

  it("reads a file of the project as the base has it, and another one as it is", async () => {
    assert.deepEqual(await urnsOf("HEAD~1", { config: join(project, "Pulumi.dev.yaml") }), ["urn:first"]);
    const outside = join(folder, "outside.yaml");
    writeFileSync(outside, "outside");
    assert.deepEqual(await urnsOf("HEAD~1", { config: outside }), ["urn:outside"]);
  });

  it("says in its own words why it cannot be previewed", async () => {
    const outside = join(folder, "wrong.yaml");
    writeFileSync(outside, "wrong");
    assert.equal(await urnsOf("HEAD", { config: outside }), "wrong.yaml:1:1 wrong");
  });

  it("has its own packages where its lock file is another", async () => {
    write("package-lock.json", JSON.stringify({ ...LOCK, version: "2.0.0" }));
    assert.deepEqual(await urnsOf("HEAD"), ["urn:second"]);
    write("package-lock.json", JSON.stringify(LOCK));
  });

  for (const ref of ["nowhere", "--help", "HEAD~99", ""]) {
    it(`is refused as ${JSON.stringify(ref)}, with what is allowed`, async () => {
      await assert.rejects(revisionOf(project, ref), (error: unknown) => {
        assert.ok(error instanceof WrongBase);
        assert.match(error.message, /^--base .*: no such revision here; allowed is what git knows, such as HEAD~1/);
        return true;
      });
    });
  }
});
