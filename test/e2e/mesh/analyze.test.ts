/** Istio's own analysis of what every stack of the repository makes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stacksIn } from "../../../config/load";
import { writeManifests } from "../../../preview/manifests";
import { tools } from "../../../tools/tools";
import { REPOSITORY } from "../../program/language-host";
import { report } from "../../program/stacks";

describe("istioctl analyze", () => {
  let istioctl: string;
  let folder: string;
  before(async function () {
    this.timeout(900_000);
    ({ istioctl } = await tools(["istioctl"]));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-analyze-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The folders of a stack's clusters, each with its manifests. */
  async function clustersOf(stack: string): Promise<readonly string[]> {
    const { resources } = await report(stack);
    writeManifests(folder, resources);
    return readdirSync(folder).map((region) => join(folder, region));
  }

  /** Without -A it passes over every namespace but one. */
  function analyse(cluster: string) {
    const { status, stdout, stderr } = spawnSync(istioctl, ["analyze", "--use-kube=false", "-A", cluster], {
      encoding: "utf8",
    });
    return { status, told: `${stdout}${stderr}` };
  }

  for (const stack of stacksIn(REPOSITORY)) {
    it(`finds nothing in any cluster of stack ${stack}`, async () => {
      const clusters = await clustersOf(stack);
      assert.ok(clusters.length > 0);
      for (const cluster of clusters) {
        const { status, told } = analyse(cluster);
        assert.equal(status, 0, `${cluster}: ${told}`);
        assert.doesNotMatch(told, /Error|Warning/, cluster);
      }
    });
  }

  const wrong = [
    ["a gateway that is not there", /agno-agents-gateway/g, "agno-agents-gateways", /Referenced gateway not found/],
    ["a version that is not there", /subset: stable/g, "subset: stale", /Referenced host\+subset.*not found/],
  ] as const;
  for (const [what, pattern, text, message] of wrong) {
    it(`would find ${what}`, async () => {
      const [cluster = ""] = await clustersOf("local");
      const file = join(cluster, "agno-tenant-globex", "virtualservice-support-canary.yaml");
      const right = readFileSync(file, "utf8");
      const changed = right.replace(pattern, text);
      assert.notEqual(changed, right);
      writeFileSync(file, changed);
      const { status, told } = analyse(cluster);
      assert.equal(status, 79, told);
      assert.match(told, message);
    });
  }
});
