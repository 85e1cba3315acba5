import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegisteredResource } from "../../emulator/monitor";
import { manifestsOf, writeManifests } from "../../preview/manifests";

const resource = (type: string, name: string, parent: string, inputs = {}): RegisteredResource => ({
  ...{ urn: `urn:${name}`, type, name, parent, inputs, outputs: {}, custom: type.startsWith("kubernetes:") },
  ...{
    id: "",
    provider: "",
    dependencies: [],
    formerUrns: [],
    propertyDependencies: {},
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
  resource("agno:region:KubeconfigRegion", "us-east1", "urn:stack"),
  resource("kubernetes:core/v1:Namespace", "us-east1-platform-namespace", "urn:us-east1", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "agno-system" },
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
        "us-east1/_cluster/namespace-agno-system.yaml",
      ],
    );
  });

  it("hold the object as YAML", () => {
    assert.equal(
      manifestsOf(RESOURCES).get("us-central1/agno-tenant-globex/resourcequota-globex.yaml"),
      'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: globex\n  namespace: agno-tenant-globex\nspec:\n  hard:\n    requests.cpu: "50"\n',
    );
  });

  it("begin as Kubernetes' own do, and mean the same to readers of YAML 1.1", () => {
    const inputs = {
      kind: "Namespace",
      apiVersion: "v1",
      data: { no: "no", on: "on", y: "y", octal: "010", time: "12:30:45", plain: "plain", number: 10, nothing: null },
      metadata: { name: "off" },
    };
    const region = resource("agno:region:Region", "us-east1", "");
    const [text] = manifestsOf([region, resource("kubernetes:core/v1:Namespace", "n", region.urn, inputs)]).values();
    assert.equal(
      text,
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "off"\ndata:\n  "no": "no"\n  "on": "on"\n  "y": "y"\n' +
        '  octal: "010"\n  time: "12:30:45"\n  plain: plain\n  number: 10\n  nothing: null\n',
    );
  });

  it("are written to the folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "agno-manifests-"));
    try {
      assert.equal(writeManifests(folder, RESOURCES), 3);
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
