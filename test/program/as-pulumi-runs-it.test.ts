import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config/load";
import { reportOn } from "../../preview/report";
import { kubeconfigWith } from "../config/kubeconfig-with";
import { REPOSITORY, runAsPulumi } from "./language-host";

describe("the program as pulumi runs it", () => {
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), "agno-home-"));
  });
  after(() => {
    rmSync(home, { recursive: true });
  });
  /** A person's kubeconfig, whose current context leads to this server. */
  const kubeconfig = (context: string, server: string) => {
    const path = join(home, context);
    writeFileSync(path, kubeconfigWith({ [context]: server, other: "https://127.0.0.1:7443" }, context));
    return path;
  };

  for (const stack of ["dev", "prod", "local"]) {
    it(`registers for ${stack} what the preview shows, to the letter`, async () => {
      const hosted = await runAsPulumi({ stack, kubeconfig: kubeconfig("kind-agno", "https://127.0.0.1:6443") });
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
          const queueAgent = "service-1@gcp-sa-pubsub.iam.gserviceaccount.com";
          return { global: { hubId, queueAgent, clusterKeyIds: { "us-central1": key } } };
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

    const local = (region: string) =>
      `config:\n  agno:clusters: kubeconfig\n  agno:regions:\n    us-central1: ${region}\n`;
    const clusters: readonly (readonly [string, string, () => string | undefined, RegExp])[] = [
      ["no kubeconfig", "{ slot: 0 }", () => undefined, /^there is no kubeconfig in \S+no-kubeconfig; .* KUBECONFIG/],
      [
        "a current context that looks like production",
        "{ slot: 0 }",
        () => kubeconfig("acme-prod", "https://203.0.113.9"),
        /^Pulumi\.local\.yaml:4:5 agno:regions\.us-central1\.context: the current context "acme-prod" .* looks like production/,
      ],
      [
        "another context than it names",
        "{ slot: 0, context: othr }",
        () => kubeconfig("kind", "https://127.0.0.1:6443"),
        /^Pulumi\.local\.yaml:4:38 agno:regions\.us-central1\.context: there is no context "othr"; .*did you mean "other"\?$/,
      ],
    ];
    for (const [what, region, path, message] of clusters) {
      it(`makes nothing with ${what}`, async () => {
        write("local", local(region));
        const file = path();
        const hosted = await runAsPulumi({
          stack: "local",
          rootDirectory: folder,
          ...(file !== undefined && { kubeconfig: file }),
        });
        assert.notEqual(hosted.exitCode, 0);
        assert.equal(hosted.resources.length, 1);
        assert.equal(hosted.messages.length, 1);
        assert.match(hosted.messages[0] ?? "", message);
        assert.doesNotMatch(hosted.messages[0] ?? "", /\n\s+at |canary/);
      });
    }

    it("takes what looks like production where the stack file names it", async () => {
      write("local", local("{ slot: 0, context: acme-prod }"));
      const { exitCode, messages, resources } = await runAsPulumi({
        stack: "local",
        rootDirectory: folder,
        kubeconfig: kubeconfig("acme-prod", "https://203.0.113.9"),
      });
      assert.deepEqual([exitCode, messages], [0, []]);
      const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
      assert.deepEqual(provider?.inputs, { kubeconfig: "", context: "acme-prod", enableServerSideApply: "true" });
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
