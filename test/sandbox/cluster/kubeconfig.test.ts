import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKubeconfig } from "../../../sandbox/cluster/api";
import { kubeconfigOf } from "../../../sandbox/cluster/kubeconfig";

const OPTIONS = {
  name: "local",
  server: "https://127.0.0.1:20001",
  authority: `authority ${"x".repeat(200)}\n`,
  client: { certificate: "certificate\n", key: "key\n" },
};

describe("a kubeconfig", () => {
  it("has one context, named as the cluster, and carries all it needs", () => {
    assert.deepEqual(kubeconfigOf({ ...OPTIONS, authority: "authority" }).split("\n"), [
      "apiVersion: v1",
      "kind: Config",
      "clusters:",
      "  - name: local",
      "    cluster:",
      "      server: https://127.0.0.1:20001",
      "      certificate-authority-data: YXV0aG9yaXR5",
      "users:",
      "  - name: local",
      "    user:",
      "      client-certificate-data: Y2VydGlmaWNhdGUK",
      "      client-key-data: a2V5Cg==",
      "contexts:",
      "  - name: local",
      "    context:",
      "      cluster: local",
      "      user: local",
      "current-context: local",
      "",
    ]);
  });

  it("gives back what it was made of", () => {
    const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
    const path = join(folder, "kubeconfig");
    writeFileSync(path, kubeconfigOf(OPTIONS));
    const { server, authority, client } = OPTIONS;
    assert.deepEqual(readKubeconfig(path), { server, authority, client });
    rmSync(folder, { recursive: true });
  });
});
