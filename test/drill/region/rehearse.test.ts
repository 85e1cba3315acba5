import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import colors from "picocolors";
import { type RegionFlags, type Rehearsal, rehearse } from "../../../drill/region/rehearse";
import { fileWithTenants } from "../../config/load-text";

const PAGE = { width: 1000, colors: colors.createColors(false) };
const REGIONS = "us-east1: { slot: 0 }\n    us-west1: { slot: 1 }\n    europe-west4: { slot: 2 }";
const AGENT = "agents: { support: { modelName: m } }";

describe("the drill of a lost region", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "agno-drill-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const drill = (text: string, flags: Partial<RegionFlags> = {}): Promise<Rehearsal> => {
    writeFileSync(join(directory, "Pulumi.test.yaml"), text);
    return rehearse("test", { runs: 10, seed: 1, ...flags }, PAGE, directory);
  };

  it("says who takes over, whether they carry it, how soon, and what a drain changes", async () => {
    const tenants = `globex: { ${AGENT} }\n    initech: { residency: [us-west1], ${AGENT} }`;
    const { status, output, problem } = await drill(fileWithTenants(tenants, REGIONS));
    assert.deepEqual([status, problem], [0, ""]);
    assert.match(output, /us-east1 +globex +us-west1 50 %, europe-west4 50 % +1\.50 × +38 of 57 +66\.67 %/);
    assert.match(output, /us-west1 +initech +nobody: it is down +0 of 19 +0 %/);
    assert.match(output, /10 random moments: the region is found out after \d+ to \d+ s/);
    assert.match(output, /draining us-east1 changes 2 records and nothing else; draining us-west1 changes 3 records/);
  });

  it("fails where the others carry less than they must", async () => {
    const text = fileWithTenants(`globex: { keptOnRegionLoss: 0.7, ${AGENT} }`, REGIONS);
    const { status, output } = await drill(text, { lost: "us-west1" });
    assert.equal(status, 1);
    assert.match(
      output,
      /^without us-west1: agno-tenant-globex keeps 38 of 57 replicas, its keptOnRegionLoss is 0\.7/m,
    );
    assert.doesNotMatch(output, /without us-east1/);
  });

  it("tells what to type, with the stack's own names, as a shell reads it", async () => {
    const { output } = await drill(fileWithTenants(`globex: { ${AGENT} }`, REGIONS), { lost: "us-west1" });
    const script = output.slice(output.indexOf("## Without us-west1"));
    for (const name of [
      "agno-gateways --global",
      "agno-gateway-us-west1",
      "agno-agents-us-west1",
      "--zone=agno-agents",
    ])
      assert.ok(script.includes(name), name);
    assert.equal(script.match(/--project=acme-agents\b/g)?.length, 5);
    const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });

  const wrong: readonly (readonly [string, string, Partial<RegionFlags>, RegExp])[] = [
    [
      "another region",
      fileWithTenants("globex: {}", REGIONS),
      { lost: "us-west" },
      /--lost: "us-west" is no region .*; did you mean "us-west1"/,
    ],
    [
      "a stack without a domain",
      "config:\n  gcp:project: acme-agents\n  agno:regions:\n    us-east1: { slot: 0 }\n",
      {},
      /^Google sends nobody/,
    ],
    [
      "a part of an environment",
      fileWithTenants("globex: {}", REGIONS, "  agno:scope: global\n"),
      {},
      /^the stack holds global only/,
    ],
    ["a wrong file", "config: {}\n", {}, /^Pulumi\.test\.yaml:1:\d+ agno:regions: is missing/m],
  ];
  for (const [what, text, flags, expected] of wrong)
    it(`asks again about ${what}`, async () => {
      const { status, output, problem } = await drill(text, flags);
      assert.deepEqual([status, output], [2, ""]);
      assert.match(problem, expected);
    });
});
