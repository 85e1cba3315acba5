/** Real istiod, pilot-agent and Envoy with the project's own manifests; loopback.ts has all that is changed in them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { PORT } from "../../../components/agent/labels";
import { agentRoutesOf } from "../../../components/mesh/agent-routes";
import { GATEWAY_PORTS } from "../../../components/mesh/gateway-pods";
import { openRunFolder } from "../../../sandbox/cluster/run-folder";
import { until } from "../../../sandbox/cluster/until";
import { GLOBEX, INITECH } from "../../components/tenant/tenants";
import { withCluster } from "../cluster/with-cluster";
import { applyAll } from "./apply";
import { type Ejection, eject } from "./ejection";
import { outboundOf } from "./loopback";
import { BILLING, DOMAIN, type MeshWorld, SUPPORT, openMesh } from "./mesh-world";
import { followed, randomRequest } from "./random-requests";
import { type Answer, ask, many, toldBy } from "./requests";

/**
 * Seconds in which nothing comes of a stream: Envoy's own route timeout would cut it after 15. Where nobody waits, 310
 * are also beyond the 300 after which Envoy's own limit for idle streams would.
 */
const SILENCE = Number(process.env.MESH_STREAM_SECONDS ?? 30);

const SUPPORT_HOST = `support.agno-tenant-globex.svc.cluster.local:${PORT}`;
const BILLING_HOST = `billing.agno-tenant-initech.svc.cluster.local:${PORT}`;

describe("a real mesh", () => {
  const current = withCluster("mesh", []);
  const folder = openRunFolder();
  const connections = new Agent({ keepAlive: true, maxSockets: 32 });
  let world: MeshWorld;
  let stream: Promise<Answer>;
  let ejection: Promise<Ejection>;

  before(async () => {
    const { cluster, api } = current();
    world = await openMesh(cluster, api, folder.path);
    await until({ what: "both agents are reached" }, async () => {
      const statuses = await Promise.all(
        ["/globex/support/", "/initech/billing/"].map((path) => world.fromOutside(path)),
      );
      return statuses.every(({ status }) => status === 200) ? true : undefined;
    });
    // Both take half a minute, in which the others are tested.
    stream = world.fromOutside(`/globex/support/silence/${SILENCE}`);
    ejection = eject(world);
    for (const promise of [stream, ejection]) promise.catch(() => undefined);
  });
  after(async () => {
    connections.destroy();
    await (world as MeshWorld | undefined)?.stop();
    folder.close();
  });

  /** The certificate of a pod, as who holds its proxy could use it. */
  const as = (pod: keyof MeshWorld["proxies"]) => {
    const file = (name: string) => readFileSync(join(world.proxies[pod].certificates, name), "utf8");
    return { cert: file("cert-chain.pem"), key: file("key.pem"), ca: file("root-cert.pem") };
  };
  const toSupport = (path: string, options: object) =>
    ask({
      ...{ secure: true, host: world.pods["support-stable"].address, port: PORT, path },
      // Certificates of the mesh name accounts, not hosts.
      ...{ checkServerIdentity: () => undefined, ...options },
    });
  const fromInside = (pod: "support-canary" | "billing-one", host: string) =>
    ask({
      ...{ secure: false, host: outboundOf(world.pods[pod]), port: PORT },
      ...{ path: "/", headers: { host } },
    });

  it("leads agents.DOMAIN/TENANT/AGENT/ to the agent, which sees its own paths", async () => {
    const told = toldBy(
      await world.fromOutside("/globex/support/agents/one?stream=1", { headers: { canary: "false" } }),
    );
    assert.match(told?.backend ?? "", /^support-/);
    assert.equal(told?.path, "/agents/one?stream=1");
    assert.equal((await world.fromOutside("/globex/nobody/")).status, 404);
    assert.equal((await world.fromOutside("/globex/support/", { headers: { host: "other.example" } })).status, 404);
  });

  it("leads TENANT.agents.DOMAIN to the tenant's agents, and to no other's", async () => {
    const at = (tenant: string, path: string) => {
      const servername = `${tenant}.agents.${DOMAIN}`;
      return world.fromOutside(path, { servername, headers: { host: servername } });
    };
    assert.match(toldBy(await at("globex", "/globex/support/"))?.backend ?? "", /^support-/);
    for (const [tenant, path] of [
      ["globex", "/initech/billing/"],
      ["initech", "/globex/support/"],
      ["hooli", "/globex/support/"],
    ] as const)
      assert.equal((await at(tenant, path)).status, 404, `${tenant} ${path}`);
  });

  it("answers probers at their port and path, in clear, and nobody else there", async () => {
    const probe = (path: string, host = `agents.${DOMAIN}`) =>
      world.fromOutside(path, { secure: false, port: GATEWAY_PORTS.health, headers: { host } });
    const asked = ["/health", "/health/", "/globex/support/", "/globex/support/health", "/"];
    const answers = await Promise.all(asked.map((path) => probe(path)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 404, 404, 404, 404],
    );
    assert.equal(answers[0]?.body, "");
    assert.equal((await probe("/health", "other.example")).status, 404);
  });

  it("gives the canary 10 % ± 2 of 5,000 requests", async () => {
    const answers = await many(5000, 32, () => world.fromOutside("/globex/support/", { agent: connections }));
    const share = count(answers, "support-canary") / 50;
    console.log(`    ${share.toFixed(2)} % of 5,000 requests`);
    assert.equal(count(answers, "support-canary") + count(answers, "support-stable"), 5000);
    assert.ok(share >= 8 && share <= 12, `${share} %`);
  });

  it("gives the canary every request that asks for it", async () => {
    const options = { agent: connections, headers: { canary: "true" } };
    const answers = await many(1000, 32, () => world.fromOutside("/globex/support/", options));
    assert.equal(count(answers, "support-canary"), 1000);
  });

  it("divides the requests of the tenant's other agents as well", async () => {
    const answers = await many(1000, 8, () => fromInside("support-canary", SUPPORT_HOST));
    const canaries = count(answers, "support-canary");
    assert.equal(canaries + count(answers, "support-stable"), 1000);
    assert.ok(canaries > 50 && canaries < 150, `${canaries} of 1,000`);
  });

  it("sends everybody to HTTPS", async () => {
    const options = { secure: false, port: GATEWAY_PORTS.http };
    const { status, headers } = await world.fromOutside("/globex/support/?a=1", options);
    assert.deepEqual([status, headers.location], [301, `https://agents.${DOMAIN}/globex/support/?a=1`]);
  });

  it("speaks TLS 1.2 at least, with the domain's certificate, and only under its name", async () => {
    const oldest = { maxVersion: "TLSv1.2", minVersion: "TLSv1.2" };
    assert.equal((await world.fromOutside("/globex/support/", oldest)).status, 200);
    const older = { maxVersion: "TLSv1.1", minVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    await assert.rejects(world.fromOutside("/globex/support/", older), /alert protocol version/);
    await assert.rejects(world.fromOutside("/globex/support/", { servername: "other.example" }), {
      code: "ECONNRESET",
    });
  });

  it("answers at once what does not fit into the pool: 100 connections, 50 that wait", async () => {
    const canary = world.backends["support-canary"];
    const hold = () => world.fromOutside("/globex/support/hold", { headers: { canary: "true" } });
    const held: Promise<Answer>[] = [];
    // Connections that are only just being made keep requests waiting, so not all at once.
    while (held.length < 100) {
      held.push(...Array.from({ length: 20 }, hold));
      await until({ what: "the agent has them" }, () => Promise.resolve(canary.held === held.length || undefined));
    }
    const refused: Answer[] = [];
    const more = Array.from({ length: 100 }, async () => {
      const answer = await hold();
      if (answer.status === 503) refused.push(answer);
      return answer;
    });
    await until({ what: "50 are refused" }, () => Promise.resolve(refused.length >= 50 || undefined));
    assert.equal(canary.held, 100);
    const all = Promise.all([...held, ...more]);
    // Those that wait come when others go.
    await until({ what: "all are answered" }, () => {
      canary.release();
      return Promise.race([all.then(() => true), sleep(50, undefined)]);
    });
    assert.equal((await all).filter(({ status }) => status === 200).length, 150);
    assert.equal(refused.length, 50);
    const slowest = Math.max(...refused.map(({ took }) => took));
    console.log(`    the slowest of 50 that were refused: ${slowest.toFixed(0)} ms`);
    for (const { headers } of refused) assert.equal(headers["x-envoy-overloaded"], "true");
  });

  it("keeps no connection until the agent closes it, as the next request would be lost", async () => {
    const canary = world.backends["support-canary"];
    await many(20, 10, () => world.fromOutside("/globex/support/", { headers: { canary: "true" } }));
    assert.ok((await canary.connections()) > 0);
    await sleep(4000);
    assert.equal(await canary.connections(), 0);
  });

  it("resets what speaks plain text to an agent, or without a certificate", async () => {
    await assert.rejects(toSupport("/", { secure: false }), { code: "ECONNRESET" });
    await assert.rejects(toSupport("/", { ca: as("gateway").ca }), /alert/);
  });

  it("refuses another tenant's identity, and takes the tenant's own and the gateway's", async () => {
    assert.equal((await toSupport("/", as("billing-one"))).status, 403);
    assert.equal((await toSupport("/", as("support-canary"))).status, 200);
    assert.equal((await toSupport("/", as("gateway"))).status, 200);
  });

  it("keeps an agent's measures and readiness from the outside", async () => {
    for (const path of ["/prometheus", "/readyz"]) {
      assert.equal((await toSupport(path, as("gateway"))).status, 403);
      assert.equal((await toSupport(path, as("support-canary"))).status, 200);
      assert.equal((await world.fromOutside(`/globex/support${path}`)).status, 403);
    }
    assert.equal((await world.fromOutside("/globex/support/health")).status, 200);
  });

  it("knows no way out but to the tenant's own agents and hosts", async () => {
    assert.equal((await fromInside("support-canary", SUPPORT_HOST)).status, 200);
    assert.equal((await fromInside("support-canary", "example.org")).status, 502);
    assert.equal((await fromInside("support-canary", BILLING_HOST)).status, 502);
    assert.equal((await fromInside("billing-one", SUPPORT_HOST)).status, 502);
  });

  it("lets TLS out to the tenant's model hosts, to nobody else's", async () => {
    const { authority: ca, tlsPort: port } = world.outside;
    const outside = (servername: string) =>
      ask({ secure: true, host: "127.0.0.1", port, servername, ca, path: "/", headers: { host: servername } });
    assert.equal((await outside("api.openai.com")).body, "a model's answer");
    await assert.rejects(outside("example.org"), { code: "ECONNRESET" });
  });

  it("leads no request of one tenant to another, whatever it says: 1,000 at random", async () => {
    const reached = { globex: 0, initech: 0, nobody: 0 };
    const property = fc.asyncProperty(randomRequest, async (request) => {
      const told = toldBy(await world.fromOutside(request.path, { headers: request.headers, agent: connections }));
      const path = followed(request.path);
      if (told === undefined) reached.nobody += 1;
      else if (told.backend.startsWith("billing-")) {
        reached.initech += 1;
        assert.match(path, /^\/initech\/billing\//);
      } else {
        reached.globex += 1;
        assert.match(path, /^\/globex\/support\//);
      }
    });
    await fc.assert(property, { numRuns: 1000, seed: 6 });
    console.log(`    reached: ${JSON.stringify(reached)}`);
    assert.ok(reached.globex > 150 && reached.initech > 50);
  });

  it("does not cut a stream", async () => {
    const { status, body, took } = await stream;
    assert.deepEqual([status, body], [200, "data: first\n\ndata: last\n\n"]);
    assert.ok(took >= SILENCE * 1000, `${took} ms`);
  });

  it("takes a replica away after five gateway errors, for 30 s, while the others answer", async () => {
    const { errors, seconds, failed } = await ejection;
    console.log(`    taken away after ${errors} errors, back after ${seconds.toFixed(1)} s`);
    assert.equal(errors, 5);
    assert.equal(failed, 0);
    // It is looked at every 30 s whether its time is over.
    assert.ok(seconds >= 29 && seconds <= 62, `${seconds} s`);
  });

  it("would lead astray by routes that nobody checks, hence admission checks them", async () => {
    const { api } = current();
    const stolen = "/initech/reports/";
    await applyAll(api, [routeTo(SUPPORT, GLOBEX, "astray", [stolen])]);
    await until({ what: "globex has initech's path" }, async () =>
      answeredBy(await world.fromOutside(stolen)).startsWith("support-") ? true : undefined,
    );
    // The owner's own route comes later and is not heard.
    await applyAll(api, [routeTo(BILLING, INITECH, "reports", [stolen, "/initech/reports-too/"])]);
    await until({ what: "initech's route is there" }, async () =>
      (await world.fromOutside("/initech/reports-too/")).status === 200 ? true : undefined,
    );
    assert.match(answeredBy(await world.fromOutside(stolen)), /^support-/);
    // What was there before stays where it was.
    assert.match(answeredBy(await world.fromOutside("/initech/billing/")), /^billing-/);
  });
});

function answeredBy(answer: Answer): string {
  return toldBy(answer)?.backend ?? "";
}

/** An agent's route from outside, for other paths than its own: what a tenant might write by hand. */
function routeTo(
  agent: { readonly name: string },
  tenant: { readonly id: string },
  name: string,
  prefixes: readonly string[],
) {
  const own = agentRoutesOf(agent, tenant, DOMAIN).find(({ metadata }) => metadata.name === `${agent.name}-canary`);
  const { http, ...spec } = own?.spec as { readonly http: readonly object[] };
  const match = prefixes.map((prefix) => ({ uri: { prefix } }));
  return {
    ...own,
    metadata: { ...own?.metadata, name },
    spec: { ...spec, http: http.map((one) => ({ ...one, match })) },
  };
}

function count(answers: readonly Answer[], backend: string): number {
  return answers.filter((answer) => answeredBy(answer) === backend).length;
}
