import assert from "node:assert/strict";
import { agentRoutesOf, pathOf } from "../../../components/mesh/agent-routes";

const tenant = { id: "globex" };
const namespace = "agno-tenant-globex";
const host = "support.agno-tenant-globex.svc.cluster.local";
const canary = { image: `registry.example/agent@sha256:${"a".repeat(64)}`, weight: 10 };
const retries = { attempts: 2, retryOn: "connect-failure,refused-stream,reset-before-request" };
const to = (subset: string) => ({ destination: { host, port: { number: 8000 }, subset } });

describe("the routes to an agent", () => {
  const [destination, outside, inside, ...more] = agentRoutesOf({ name: "support" }, tenant, "acme.example");
  const [, outsideWithCanary, insideWithCanary] = agentRoutesOf({ name: "support", canary }, tenant, "acme.example");

  it("are a way from outside and one from inside, and how it is spoken to", () => {
    assert.deepEqual(
      [destination, outside, inside].map((object) => [object?.kind, object?.metadata]),
      [
        ["DestinationRule", { name: "support-destination", namespace }],
        ["VirtualService", { name: "support-canary", namespace }],
        ["VirtualService", { name: "support-inside", namespace }],
      ],
    );
    assert.deepEqual(more, []);
  });

  it("lead from the gateway's host and the agent's path to the stable version, where no canary runs", () => {
    assert.deepEqual(outside?.spec, {
      hosts: ["agents.acme.example", "globex.agents.acme.example"],
      gateways: ["agno-system/agno-agents-gateway"],
      http: [
        { match: [{ uri: { prefix: "/globex/support/" } }], rewrite: { uri: "/" }, route: [to("stable")], retries },
      ],
    });
  });

  it("lead a canary its share, and whoever asks for it", () => {
    const uri = { prefix: "/globex/support/" };
    assert.deepEqual((outsideWithCanary?.spec as { http: unknown }).http, [
      {
        match: [{ uri, headers: { canary: { exact: "true" } } }],
        rewrite: { uri: "/" },
        route: [to("canary")],
        retries,
      },
      {
        match: [{ uri }],
        rewrite: { uri: "/" },
        route: [
          { ...to("stable"), weight: 90 },
          { ...to("canary"), weight: 10 },
        ],
        retries,
      },
    ]);
  });

  it("lead the tenant's other agents, and only them, by the agent's own name", () => {
    assert.deepEqual(inside?.spec, {
      hosts: [host],
      gateways: ["mesh"],
      exportTo: ["."],
      http: [{ route: [to("stable")], retries }],
    });
    assert.deepEqual((insideWithCanary?.spec as { http: unknown }).http, [
      { match: [{ headers: { canary: { exact: "true" } } }], route: [to("canary")], retries },
      {
        route: [
          { ...to("stable"), weight: 90 },
          { ...to("canary"), weight: 10 },
        ],
        retries,
      },
    ]);
  });

  it("have the reference's pools and circuit breaker where Istio really has them", () => {
    assert.deepEqual(destination?.spec, {
      host,
      trafficPolicy: {
        loadBalancer: { simple: "LEAST_REQUEST" },
        connectionPool: {
          tcp: { maxConnections: 100 },
          http: { http1MaxPendingRequests: 50, maxRequestsPerConnection: 10, idleTimeout: "3s" },
        },
        outlierDetection: {
          consecutiveGatewayErrors: 5,
          consecutive5xxErrors: 0,
          interval: "30s",
          baseEjectionTime: "30s",
          maxEjectionPercent: 50,
        },
        tls: { mode: "ISTIO_MUTUAL" },
      },
      subsets: [
        { name: "stable", labels: { version: "stable" } },
        { name: "canary", labels: { version: "canary" } },
      ],
    });
  });

  it("come from nowhere outside where there is no domain", () => {
    const names = agentRoutesOf({ name: "support" }, tenant, "").map(({ metadata }) => metadata.name);
    assert.deepEqual(names, ["support-destination", "support-inside"]);
  });

  it("do not meet for different agents: no path begins another", () => {
    const paths = [
      ["globex", "support"],
      ["globex", "support-eu"],
      ["globex-support", "eu"],
      ["globexx", "support"],
    ].map(([id = "", name = ""]) => pathOf({ name }, { id }));
    for (const path of paths)
      assert.deepEqual(
        paths.filter((other) => other.startsWith(path)),
        [path],
      );
  });
});
