import assert from "node:assert/strict";
import { tenantMeshOf } from "../../../components/mesh/tenant-mesh";
import { GLOBEX, INITECH } from "../tenant/tenants";

const namespace = "agno-tenant-globex";

describe("a tenant in the mesh", () => {
  const [strict, allow, egress, modelHosts, ...more] = tenantMeshOf(GLOBEX, "google");

  it("speaks mutual TLS only", () => {
    assert.deepEqual(
      [strict?.kind, strict?.metadata],
      ["PeerAuthentication", { name: "tenant-globex-strict", namespace }],
    );
    assert.deepEqual(strict?.spec, { mtls: { mode: "STRICT" } });
  });

  it("lets in its own, and the gateway to the agents' port but not to what is for the platform", () => {
    assert.deepEqual(
      [allow?.kind, allow?.metadata],
      ["AuthorizationPolicy", { name: "tenant-globex-allow", namespace }],
    );
    assert.deepEqual(allow?.spec, {
      action: "ALLOW",
      rules: [
        { from: [{ source: { namespaces: [namespace] } }] },
        {
          from: [{ source: { principals: ["cluster.local/ns/agno-system/sa/agno-agents-gateway"] } }],
          to: [{ operation: { ports: ["8000"], notPaths: ["/prometheus", "/readyz"] } }],
        },
      ],
    });
  });

  it("knows its own, the mesh, Google's where it is there, and nothing else", () => {
    assert.deepEqual([egress?.kind, egress?.metadata], ["Sidecar", { name: "tenant-globex-egress", namespace }]);
    assert.deepEqual(egress?.spec, {
      egress: [
        {
          hosts: ["./*", "istio-system/*", "agno-system/metadata.google.internal", "agno-system/pubsub.googleapis.com"],
        },
      ],
      outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
    });
    const [, , elsewhere] = tenantMeshOf(GLOBEX, "kubeconfig");
    assert.deepEqual((elsewhere?.spec as { egress: unknown }).egress, [{ hosts: ["./*", "istio-system/*"] }]);
  });

  it("may call its model hosts by TLS, at the addresses that the mesh itself finds", () => {
    assert.deepEqual(
      [modelHosts?.kind, modelHosts?.metadata],
      ["ServiceEntry", { name: "tenant-globex-model-hosts", namespace }],
    );
    assert.deepEqual(modelHosts?.spec, {
      hosts: ["api.openai.com", "api.anthropic.com"],
      location: "MESH_EXTERNAL",
      resolution: "DNS",
      exportTo: ["."],
      ports: [{ number: 443, name: "tls", protocol: "TLS" }],
    });
    assert.deepEqual(more, []);
  });

  it("has no hosts outside where it names none", () => {
    assert.deepEqual(
      tenantMeshOf(INITECH, "google").map(({ kind }) => kind),
      ["PeerAuthentication", "AuthorizationPolicy", "Sidecar"],
    );
  });
});
