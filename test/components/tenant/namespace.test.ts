import assert from "node:assert/strict";
import { namespaceObjectOf } from "../../../components/tenant/namespace";
import { GLOBEX } from "./tenants";

describe("a tenant's namespace", () => {
  const elsewhere = {
    "tenant-id": "globex",
    platform: "agno-agents",
    isolation: "namespace",
    "cost-centre": "cc-4711",
    "agno-priority": "agno-low",
    "agno-max-priority": "agno-critical",
    "istio-injection": "enabled",
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/enforce-version": "v1.35",
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/audit-version": "latest",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/warn-version": "latest",
  };

  it("says whose it is, who pays, which priorities and pod security hold, and that it is of the mesh", () => {
    assert.deepEqual(namespaceObjectOf(GLOBEX, "kubeconfig"), {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "agno-tenant-globex", labels: elsewhere },
    });
  });

  it("says at Google in addition which machines its pods get", () => {
    assert.deepEqual(namespaceObjectOf(GLOBEX, "google").metadata.labels, {
      ...elsewhere,
      "cloud.google.com/default-compute-class": "agno-cpu",
    });
  });
});
