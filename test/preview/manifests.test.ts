import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegisteredResource } from "../../emulator/monitor";
import { manifestsOf, writeManifests } from "../../preview/manifests";

const resource = (type: string, name: string, parent: string, inputs = {}): RegisteredResource => ({
  ...{ urn: `urn:${name}`, type, name, parent, inputs, outputs: {}, custom: type.startsWith("kubernetes:") },
  ...{
    dependencies: [],
    options: { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] },
  },
});

const RESOURCES = [
  resource("pulumi:pulumi:Stack", "stack", ""),
  resource("agno:region:Region", "us-central1", "urn:stack"),
  resource("agno:tenant:Tenant", "us-central1-globex", "urn:us-central1"),
  resource("kubernetes:core/v1:Namespace", "us-central1-globex-namespace", "urn:us-central1-globex", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "agno-tenant-globex" },
  }),
  resource("kubernetes:core/v1:ResourceQuota", "us-central1-globex-quota", "urn:us-central1-globex", {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "globex", namespace: "agno-tenant-globex" },
    spec: { hard: { "requests.cpu": "50" } },
  }),
  resource("gcp:compute/network:Network", "us-central1-vpc", "urn:us-central1", { name: "agno-vpc" }),
];

describe("manifests", () => {
  it("are one file an object, below its region and namespace", () => {
    assert.deepEqual(
      [...manifestsOf(RESOURCES).keys()],
      [
        "us-central1/_cluster/namespace-agno-tenant-globex.yaml",
        "us-central1/agno-tenant-globex/resourcequota-globex.yaml",
      ],
    );
  });

  it("hold the object as YAML", () => {
    assert.equal(
      manifestsOf(RESOURCES).get("us-central1/agno-tenant-globex/resourcequota-globex.yaml"),
      'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: globex\n  namespace: agno-tenant-globex\nspec:\n  hard:\n    requests.cpu: "50"\n',
    );
  });

  it("are written to the folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "agno-manifests-"));
    try {
      assert.equal(writeManifests(folder, RESOURCES), 2);
      const namespace = join(folder, "us-central1", "_cluster");
      assert.deepEqual(readdirSync(namespace), ["namespace-agno-tenant-globex.yaml"]);
      assert.match(
        readFileSync(join(namespace, "namespace-agno-tenant-globex.yaml"), "utf8"),
        /^apiVersion: v1\nkind: Namespace\n/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
