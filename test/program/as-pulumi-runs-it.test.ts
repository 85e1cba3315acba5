import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config/load";
import { reportOn } from "../../preview/report";
import { REPOSITORY, runAsPulumi } from "./language-host";

describe("the program as pulumi runs it", () => {
  for (const stack of ["dev", "prod", "local"]) {
    it(`registers for ${stack} what the preview shows, to the letter`, async () => {
      const hosted = await runAsPulumi({ stack });
      assert.deepEqual(hosted.messages, []);
      assert.deepEqual(hosted.refusals, []);
      assert.equal(hosted.exitCode, 0);
      const report = await reportOn(loadEnvironment({ directory: REPOSITORY, stack }), { stack });
      assert.deepEqual(hosted.resources, report.resources);
    });
  }

  describe("in a folder of its own", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "agno-program-"));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });
    const write = (stack: string, text: string) => {
      writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
    };

    it("tells what is wrong in a stack file without a stack trace and makes nothing", async () => {
      write("bad", "config:\n  gcp:project: acme-agents\n  agno:regions:\n    us-centrall1: { slot: 0 }\n");
      const { exitCode, resources, messages } = await runAsPulumi({ stack: "bad", rootDirectory: folder });
      assert.notEqual(exitCode, 0);
      assert.equal(messages.length, 1);
      assert.match(
        messages[0] ?? "",
        /^Pulumi\.bad\.yaml:4:5 agno:regions\.us-centrall1: .*did you mean "us-central1"\?/,
      );
      assert.doesNotMatch(messages[0] ?? "", /\n\s+at /);
      assert.deepEqual(
        resources.map(({ type }) => type),
        ["pulumi:pulumi:Stack"],
      );
    });

    const environment = "config:\n  gcp:project: acme-agents\n  agno:regions:\n    us-central1: { slot: 0 }\n";
    const region = "config:\n  agno:environment: prod\n  agno:scope: us-central1\n";

    it("takes a region's settings from the environment's file and the rest from the global stack", async () => {
      write("prod", environment);
      write("prod-us-central1", region);
      const asked: string[] = [];
      const { exitCode, resources, messages } = await runAsPulumi({
        stack: "prod-us-central1",
        rootDirectory: folder,
        stackOutputs: (name) => {
          asked.push(name);
          const key = "projects/acme-agents/locations/us-central1/keyRings/other/cryptoKeys/other";
          const hubId = "projects/acme-agents/locations/global/hubs/other";
          return { global: { hubId, clusterKeyIds: { "us-central1": key } } };
        },
      });
      assert.deepEqual([exitCode, messages], [0, []]);
      assert.deepEqual(asked, ["organization/agno-platform/prod-global"]);
      const inputs = (type: string) => resources.find((resource) => resource.type === type)?.inputs ?? {};
      assert.equal(
        inputs("gcp:networkconnectivity/spoke:Spoke").hub,
        "projects/acme-agents/locations/global/hubs/other",
      );
      assert.deepEqual(inputs("gcp:container/cluster:Cluster").databaseEncryption, {
        state: "ENCRYPTED",
        keyName: "projects/acme-agents/locations/us-central1/keyRings/other/cryptoKeys/other",
      });
    });

    it("names the stack and the command where the global stack lacks what a region builds on", async () => {
      write("prod", environment);
      write("prod-us-central1", region);
      const { exitCode, messages } = await runAsPulumi({
        stack: "prod-us-central1",
        rootDirectory: folder,
        stackOutputs: () => ({}),
      });
      assert.notEqual(exitCode, 0);
      const missing =
        /stack organization\/agno-platform\/prod-global has no .* yet; .*: pulumi up -s organization\/agno-platform\/prod-global$/;
      assert.ok(messages.length > 0);
      for (const message of messages) {
        assert.match(message, missing);
        assert.doesNotMatch(message, /\n\s+at /);
      }
    });

    it("refuses settings that are not those of the file", async () => {
      write("prod", environment);
      const otherConfig = { "agno:regions": JSON.stringify({ "us-central1": { slot: 1 } }) };
      const { exitCode, resources, messages } = await runAsPulumi({
        stack: "prod",
        rootDirectory: folder,
        otherConfig,
      });
      assert.notEqual(exitCode, 0);
      assert.deepEqual(messages, [
        `pulumi was given other settings than ${join(folder, "Pulumi.prod.yaml")} holds (agno:regions); change the file instead`,
      ]);
      assert.equal(resources.length, 1);
    });

    it("fails and says so where there is no global stack at all", async () => {
      write("prod", environment);
      write("prod-us-central1", region);
      const { exitCode, messages } = await runAsPulumi({ stack: "prod-us-central1", rootDirectory: folder });
      assert.notEqual(exitCode, 0);
      assert.match(messages.join("\n"), /organization\/agno-platform\/prod-global/);
    });
  });
});
