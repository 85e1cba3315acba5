import assert from "node:assert/strict";
import { certificateOf, issuerOf } from "../../../components/mesh/certificate";
import { gatewayOf } from "../../../components/mesh/gateway";
import { healthGatewayOf, healthRouteOf } from "../../../components/mesh/health";
import { gatewayPolicyOf, meshPoliciesOf } from "../../../components/mesh/mesh-policies";
import { googleHostsOf } from "../../../components/mesh/outside-hosts";

describe("the gateway", () => {
  it("is the reference's: TLS with the domain's certificate, and a redirect to it", () => {
    assert.deepEqual(gatewayOf("acme.example"), {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { namespace: "agno-system", name: "agno-agents-gateway" },
      spec: {
        selector: { istio: "ingressgateway", app: "agno-agents-gateway" },
        servers: [
          {
            port: { number: 443, name: "https", protocol: "HTTPS" },
            tls: {
              mode: "SIMPLE",
              credentialName: "agno-agents-acme.example-tls",
              minProtocolVersion: "TLSV1_2",
            },
            hosts: ["agents.acme.example", "*.agents.acme.example"],
          },
          {
            port: { number: 80, name: "http", protocol: "HTTP" },
            tls: { httpsRedirect: true },
            hosts: ["agents.acme.example", "*.agents.acme.example"],
          },
        ],
      },
    });
  });

  it("has its certificate from an issuer in its namespace, under the name that the gateway asks for", () => {
    const { metadata, spec } = certificateOf("acme.example");
    assert.equal(metadata.namespace, "agno-system");
    assert.equal(spec.secretName, gatewayOf("acme.example").spec.servers[0]?.tls.credentialName);
    assert.deepEqual(spec.dnsNames, ["agents.acme.example", "*.agents.acme.example"]);
    assert.deepEqual(spec.issuerRef, { kind: "Issuer", name: "agno-agents-issuer" });
    assert.deepEqual(issuerOf().metadata, { namespace: "agno-system", name: "agno-agents-issuer" });
  });

  it("is certified by an authority that looks into the domain's zone at Google, elsewhere by itself", () => {
    assert.deepEqual(issuerOf("acme-agents").spec, {
      acme: {
        server: "https://acme-v02.api.letsencrypt.org/directory",
        privateKeySecretRef: { name: "agno-agents-issuer-account" },
        solvers: [{ dns01: { cloudDNS: { project: "acme-agents" } } }],
      },
    });
    assert.deepEqual(issuerOf().spec, { selfSigned: {} });
  });

  it("answers probers in clear, at a port and a path that lead nowhere", () => {
    assert.deepEqual(healthGatewayOf("acme.example").spec, {
      selector: { istio: "ingressgateway", app: "agno-agents-gateway" },
      servers: [{ port: { number: 8081, name: "health", protocol: "HTTP" }, hosts: ["agents.acme.example"] }],
    });
    assert.deepEqual(healthRouteOf("acme.example").spec, {
      hosts: ["agents.acme.example"],
      gateways: ["agno-system/agno-agents-health"],
      http: [{ match: [{ uri: { exact: "/health" } }], directResponse: { status: 200 } }],
    });
  });

  it("is let in to by everybody, at its ports", () => {
    assert.deepEqual(gatewayPolicyOf().spec, {
      selector: { matchLabels: { istio: "ingressgateway", app: "agno-agents-gateway" } },
      action: "ALLOW",
      rules: [{ to: [{ operation: { ports: ["8443", "8080", "8081"] } }] }],
    });
  });
});

describe("what holds in the whole mesh", () => {
  it("is STRICT, denies all that is not allowed, and knows only what is registered", () => {
    assert.deepEqual(
      meshPoliciesOf().map(({ kind, metadata, spec }) => [kind, metadata.namespace, spec]),
      [
        ["PeerAuthentication", "istio-system", { mtls: { mode: "STRICT" } }],
        ["AuthorizationPolicy", "istio-system", {}],
        ["Sidecar", "istio-system", { egress: [{ hosts: ["./*"] }], outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } }],
      ],
    );
  });

  it("registers of Google's what every agent there needs", () => {
    assert.deepEqual(
      googleHostsOf().map(({ metadata, spec }) => [metadata.namespace, spec.hosts, spec.resolution, spec.ports]),
      [
        ["agno-system", ["pubsub.googleapis.com"], "DNS", [{ number: 443, name: "tls", protocol: "TLS" }]],
        ["agno-system", ["metadata.google.internal"], "STATIC", [{ number: 80, name: "http", protocol: "HTTP" }]],
      ],
    );
  });
});
