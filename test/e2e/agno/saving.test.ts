import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { CONNECTIONS_PER_REPLICA } from "../../../components/agent/deployment";
import { until } from "../../../sandbox/cluster/until";
import { Client, type StreamEvent, textIn } from "./client";
import { answer, question } from "./model";
import { AUDIENCE, type Replica } from "./replica";
import { openIssuer } from "./tokens";
import { AgnoWorld } from "./world";

const RUNS = 60;

async function all(events: AsyncGenerator<StreamEvent>): Promise<readonly StreamEvent[]> {
  const collected: StreamEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

describe("the real Agno, started as the generated Deployment says", function () {
  this.timeout(120_000);
  let world: AgnoWorld;
  let replica: Replica;
  let client: Client;

  const isSaved = (runId: unknown) =>
    world.postgres.ask(`SELECT status FROM ai.agno_runs WHERE run_id = '${String(runId)}'`)[0] === "COMPLETED";
  const untilReadyIs = (status: number, asked = replica) =>
    until({ what: `readiness is ${status}` }, async () =>
      (await asked.probe("readinessProbe")) === status ? true : undefined,
    );

  before(async () => {
    world = await AgnoWorld.open();
    replica = await (await world.replica()).whenReady();
    client = new Client(replica.url, world.token);
  });
  after(() => world.close());

  it("lives and is ready, and answers whoever has a token", async () => {
    assert.deepEqual([await replica.probe("startupProbe"), await replica.probe("livenessProbe")], [200, 200]);
    const { status, body } = await client.run(question(3, 10));
    assert.deepEqual([status, body.status, body.content], [200, "COMPLETED", answer(3)]);
    assert.ok(isSaved(body.run_id));
  });

  it("refuses a token of nobody, of somebody else's issuer, for another tenant, and without the right", async () => {
    const tokens = [
      "",
      openIssuer().token(AUDIENCE),
      world.issuer.token("initech/support"),
      world.issuer.token(AUDIENCE, { scopes: ["sessions:read"] }),
    ];
    const answers = await Promise.all(tokens.map((token) => new Client(replica.url, token).run(question(1, 1))));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 401, 403],
    );
  });

  it("counts what is under way where the autoscaler looks", async () => {
    const metrics = async () => (await fetch(`${replica.url}/prometheus`)).text();
    const running = client.run(question(4, 250));
    await sleep(400);
    assert.match(await metrics(), /^agno_pending_requests 1$/m);
    await running;
    assert.match(await metrics(), /^agno_pending_requests 0$/m);
  });

  it(`holds ${CONNECTIONS_PER_REPLICA} connections whatever comes, and saves each of ${RUNS} runs at once`, async () => {
    const runs = Promise.all(Array.from({ length: RUNS }, (_, index) => client.run(question(5, 60, `run ${index}:`))));
    const counts: number[] = [];
    for (let over = false; !over;) {
      counts.push(world.postgres.connections());
      over = await Promise.race([runs.then(() => true), sleep(50, false)]);
    }
    assert.deepEqual(
      (await runs).map(({ status, body }) => [status, isSaved(body.run_id)]),
      Array.from({ length: RUNS }, () => [200, true]),
    );
    assert.equal(Math.max(...counts), CONNECTIONS_PER_REPLICA, counts.join(" "));
  });

  it("never answers 200 for what is not saved, is not ready without its database, and recovers by itself", async () => {
    const running = client.run(question(20, 100));
    const streaming = all(client.stream(question(20, 100)));
    await sleep(800);
    await world.postgres.stop();

    assert.equal((await running).status, 503);
    const events = await streaming;
    assert.equal(textIn(events), answer(20));
    assert.deepEqual([events.at(-1)?.event, events.at(-1)?.data.error_type], ["RunError", "not_saved"]);
    await untilReadyIs(503);
    assert.equal(await replica.probe("livenessProbe"), 200);
    const refused = [{}, { stream: "true" }, { background: "true" }].map((fields) =>
      client.run(question(1, 1), fields),
    );
    assert.deepEqual(
      (await Promise.all(refused)).map(({ status }) => status),
      [503, 503, 503],
    );

    await world.postgres.start();
    await untilReadyIs(200);
    const { status, body } = await client.run(question(1, 1));
    assert.deepEqual([status, isSaved(body.run_id)], [200, true]);
  });

  it("saves what is streamed before it says that the run is complete", async () => {
    const events = await all(client.stream(question(3, 20)));
    const last = events.at(-1);
    assert.equal(last?.event, "RunCompleted");
    assert.ok(isSaved(last.data.run_id));
  });

  it("becomes ready on its own where the database comes only later", async () => {
    world.postgres.ask("DROP SCHEMA ai CASCADE");
    await world.postgres.stop();
    const late = await (await world.replica()).whenAlive();
    assert.equal(await late.probe("readinessProbe"), 503);
    await world.postgres.start();
    await untilReadyIs(200, late);
    const { status, body } = await new Client(late.url, world.token).run(question(1, 1), { background: "true" });
    assert.equal(status, 202);
    await until({ what: "the run in the background is saved" }, () =>
      Promise.resolve(isSaved(body.run_id) ? true : undefined),
    );
  });

  it("refuses to start without a key, without a database, and with the switch that opens everything", async () => {
    const replicas = await Promise.all([
      world.replica({ secrets: { "jwt-verification-key": "" } }),
      world.replica({ secrets: { "database-url": "" } }),
      world.replica({ environment: { AUTHORIZATION_ENABLED: "true" } }),
    ]);
    const ends = await Promise.all(replicas.map(({ process }) => process.ended));
    assert.deepEqual(ends, ["status 1", "status 1", "status 1"]);
    assert.match(replicas[0].said, /jwt-verification-key is not a public key in PEM\n$/);
    assert.match(replicas[1].said, /database-url is not a URL of PostgreSQL\n$/);
    assert.match(replicas[2].said, /^AUTHORIZATION_ENABLED must not be set\n$/);
  });
});
