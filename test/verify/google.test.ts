import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validResources } from "./valid-resources";

const root = join(__dirname, "../..");

describe("verify:google", function () {
  this.timeout("2m"); // The first time on a machine, the descriptions are downloaded.
  const folder = mkdtempSync(join(tmpdir(), "verify-google-"));

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(preview: unknown, environment: NodeJS.ProcessEnv = process.env) {
    const file = join(folder, "preview.json");
    writeFileSync(file, JSON.stringify(preview));
    const args = ["-r", "./loader.cjs", "verify/google.ts", "--json", file];
    return spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env: environment });
  }

  it("says how much it checked and exits 0 when nothing is wrong", () => {
    const { status, stdout, stderr } = run({ stack: "prod", resources: validResources });
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /^checked \d{3} inputs of 21 resources against 10 API descriptions: 0 findings; \d+ inputs more /,
    );
  });

  it("names the stack with every finding and exits 1", () => {
    const hub = { type: "gcp:networkconnectivity/hub:Hub", name: "hub", inputs: { colour: "red" } };
    const { status, stdout } = run({ stack: "prod", resources: [hub] });
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^prod hub gcp:networkconnectivity\/hub:Hub colour: no such field in networkconnectivity.v1 Hub\n/,
    );
  });

  const unusable: readonly (readonly [what: string, preview: unknown, message: RegExp])[] = [
    ["a preview without Google resources", { stack: "local", resources: [] }, /local has no Google resource to check/],
    ["a file that is no preview", { stack: "prod" }, /preview\.json is not a preview in JSON: .*resources/s],
  ];
  for (const [what, preview, message] of unusable) {
    it(`exits 2 for ${what}`, () => {
      const { status, stderr } = run(preview);
      assert.equal(status, 2);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("says what to install where Python is missing, and exits 2", () => {
    const nothing = { PATH: folder, XDG_CACHE_HOME: folder };
    const { status, stderr } = run({ stack: "prod", resources: validResources }, nothing);
    assert.equal(status, 2);
    assert.match(stderr, /^python3 cannot be started; install Python 3 with pip/);
  });
});
