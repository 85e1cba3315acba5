import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../../sandbox/cluster/until";
import { Client, type StreamEvent, textIn } from "./client";
import { answer, question } from "./model";
import { AGENT, type Replica } from "./replica";
import { AgnoWorld } from "./world";

/** Seconds: the claim of a schedule, how often replicas look for one, and the job. By night, Agno's own figures. */
const NIGHTLY = process.env.AGNO_NIGHTLY === "true";
const { claim, poll, job } = NIGHTLY ? { claim: 300, poll: 15, job: 420 } : { claim: 3, poll: 1, job: 10 };

const FIGURES = `
import reference_agent.database as database
from agno.scheduler import ScheduleExecutor, SchedulePoller
database.CLAIM_SECONDS = ${claim}
for kind in (ScheduleExecutor, SchedulePoller):
    kind.poll_interval = property(lambda self: ${poll}, lambda self, value: None)
`;

describe("two replicas of the real Agno on one PostgreSQL and one Redis", function () {
  this.timeout(NIGHTLY ? 900_000 : 120_000);
  let world: AgnoWorld;
  let one: Replica;
  let other: Replica;

  const at = (replica: Replica) => new Client(replica.url, world.token);
  const statusOf = (runId: unknown) =>
    world.postgres.ask(`SELECT status FROM ai.agno_runs WHERE run_id = '${String(runId)}'`)[0];

  before(async () => {
    world = await AgnoWorld.open({ redis: true });
    [one, other] = await Promise.all([world.replica({ before: FIGURES }), world.replica({ before: FIGURES })]);
    await Promise.all([one.whenReady(), other.whenReady()]);
  });
  after(() => world.close());

  /** Begins a run that is shown while it is made, and gives what is known of it after some words. */
  async function begin(replica: Replica, words: number, pace: number, until: number) {
    const stream = at(replica).stream(question(words, pace), { background: "true" });
    const seen: StreamEvent[] = [];
    const rest = async () => {
      try {
        for await (const event of stream) seen.push(event);
      } catch {
        // Cut: what is asked of the other replica must make up for it.
      }
    };
    while (seen.filter(({ event }) => event === "RunContent").length < until) {
      const next = await stream.next();
      assert.ok(next.done !== true, JSON.stringify(seen.at(-1)));
      seen.push(next.value);
    }
    const [{ data }] = seen as [StreamEvent];
    return { seen, rest, runId: String(data.run_id), sessionId: String(data.session_id) };
  }

  async function resume(replica: Replica, runId: string, sessionId: string, seen: readonly StreamEvent[]) {
    const last = Math.max(...seen.map(({ data }) => Number(data.event_index ?? -1)));
    const fields = { session_id: sessionId, last_event_index: String(last) };
    const events: StreamEvent[] = [];
    for await (const event of at(replica).events(`/agents/${AGENT}/runs/${runId}/resume`, fields)) events.push(event);
    return events;
  }

  it(`fire a schedule of ${job} s once, though its claim is for ${claim} s`, async () => {
    const { status, body } = await at(one).postJson("/schedules", {
      name: "nightly",
      cron_expr: "0 0 1 1 *",
      endpoint: `/agents/${AGENT}/runs`,
      method: "POST",
      payload: { message: question(1, job * 1000, "the schedule:") },
    });
    assert.equal(status, 201);
    const schedule = String(body.id);
    world.postgres.ask(`UPDATE ai.agno_schedules SET next_run_at = 0 WHERE id = '${schedule}'`);
    const runs = () => world.postgres.ask(`SELECT status FROM ai.agno_schedule_runs WHERE schedule_id = '${schedule}'`);
    await until({ what: "the schedule has been fired", timeout: (job + 60) * 1000 }, () => {
      const fired = runs();
      return Promise.resolve(fired.length > 0 && !fired.includes("running") ? true : undefined);
    });
    await sleep((poll + 1) * 1000);
    assert.deepEqual(runs(), ["success"]);
    assert.equal(world.model.asked.filter((text) => text.startsWith("the schedule:")).length, 1);
    assert.deepEqual(world.postgres.ask("SELECT count(*) FROM ai.agno_schedules WHERE locked_by IS NOT NULL"), ["0"]);
  });

  it("let a stream that one has begun be gone on with at the other", async () => {
    const { seen, rest, runId, sessionId } = await begin(one, 20, 100, 5);
    const before = [...seen];
    const [resumed] = await Promise.all([resume(other, runId, sessionId, before), rest()]);
    assert.equal(textIn([...before, ...resumed]), answer(20));
    assert.equal(resumed.at(-1)?.event, "RunCompleted");
    assert.equal(statusOf(runId), "COMPLETED");
  });

  it("let a run that one has begun be stopped at the other", async () => {
    const { rest, seen, runId, sessionId } = await begin(one, 100, 100, 3);
    const stopped = performance.now();
    const { status } = await at(other).post(`/agents/${AGENT}/runs/${runId}/cancel?session_id=${sessionId}`, {});
    assert.equal(status, 200);
    await rest();
    assert.ok(performance.now() - stopped < 5000);
    assert.ok(seen.some(({ event }) => event === "RunCancelled"));
    assert.equal(statusOf(runId), "CANCELLED");
  });

  it("have a stream that takes longer than there is time to finish gone on with at the other", async () => {
    const ending = await world.replica({ environment: { GRACEFUL_SHUTDOWN_SECONDS: "2" } });
    await ending.whenReady();
    const { seen, rest, runId, sessionId } = await begin(ending, 50, 100, 5);
    ending.signal("SIGTERM");
    await rest();
    assert.notEqual(seen.at(-1)?.event, "RunCompleted", "it was not cut, so nothing is shown");
    const resumed = await resume(other, runId, sessionId, seen);
    assert.equal(textIn([...seen, ...resumed]), answer(50));
    assert.equal(resumed.at(-1)?.event, "RunCompleted");
    assert.equal(statusOf(runId), "COMPLETED");
    assert.equal(await ending.process.ended, "status 0");
  });

  // A minute and a half: the queue gives what is under way 30 s before it gives it up.
  if (NIGHTLY) {
    it("have a run that outlasts its replica run again at the other", async () => {
      const ending = await (await world.replica({ environment: { GRACEFUL_SHUTDOWN_SECONDS: "2" } })).whenReady();
      const subject = "outlasting:";
      const { status, body } = await at(ending).run(question(1, 50_000, subject), { background: "true" });
      assert.equal(status, 202);
      await until({ what: "it runs" }, () =>
        Promise.resolve(world.model.asked.some((text) => text.startsWith(subject)) ? true : undefined),
      );
      ending.signal("SIGTERM");
      assert.equal(await ending.process.ended, "status 0");
      assert.notEqual(statusOf(body.run_id), "COMPLETED", "it had time to finish, so nothing is shown");
      await until({ what: "it is done", timeout: 200_000 }, () =>
        Promise.resolve(statusOf(body.run_id) === "COMPLETED" ? true : undefined),
      );
      assert.equal(world.model.asked.filter((text) => text.startsWith(subject)).length, 2);
    });
  }

  it("is not ready while it ends, and answers those who have not heard of it", async () => {
    const ending = await (await world.replica()).whenReady();
    const running = at(ending).run(question(20, 100));
    await sleep(500);
    ending.signal("SIGTERM");
    await sleep(300);
    assert.equal(await ending.probe("readinessProbe"), 503);
    assert.equal((await at(ending).run(question(1, 1))).status, 200);
    assert.equal((await running).status, 200);
    assert.equal(await ending.process.ended, "status 0");
  });
});
