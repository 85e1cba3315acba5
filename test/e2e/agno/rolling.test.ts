import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { FINISH, GRACE, PRE_STOP } from "../../../components/agent/drain";
import { Client, type StreamEvent, textIn } from "./client";
import { answer, question } from "./model";
import type { Replica } from "./replica";
import { Service } from "./service";
import { AgnoWorld } from "./world";

const STREAMS = 200;
/** Each is 8 s long, longer than the preStop hook; a few begin in every second of the replacement. */
const [WORDS, PACE] = [20, 400];

/** "whole", or what was wrong with it. */
async function outcome(events: AsyncGenerator<StreamEvent>): Promise<string> {
  const collected: StreamEvent[] = [];
  try {
    for await (const event of events) collected.push(event);
  } catch (error) {
    return `cut after ${collected.length} events: ${String(error)}`;
  }
  const last = collected.at(-1)?.event ?? "nothing";
  return last === "RunCompleted" && textIn(collected) === answer(WORDS) ? "whole" : `ended with ${last}`;
}

describe("the real Agno under a rolling replacement", function () {
  this.timeout(180_000);
  let world: AgnoWorld;
  let service: Service;

  before(async () => {
    world = await AgnoWorld.open();
    service = await Service.open();
  });
  after(async () => {
    service.close();
    await world.close();
  });

  /** As Kubernetes does: out of the Service at once, then the preStop hook, then SIGTERM. Gives the seconds it took. */
  async function remove(replica: Replica): Promise<number> {
    service.remove(replica);
    await sleep(PRE_STOP * 1000);
    const told = performance.now();
    replica.signal("SIGTERM");
    assert.equal(await replica.process.ended, "status 0", replica.said);
    return (performance.now() - told) / 1000;
  }

  it(`cuts none of ${STREAMS} streams while both replicas are replaced`, async () => {
    const old = await Promise.all([world.replica(), world.replica()]);
    for (const replica of old) service.add(await replica.whenReady());
    const client = new Client(service.url, world.token);
    const outcomes: Promise<string>[] = [];
    let replaced = false;
    const isReplaced = () => replaced;
    const load = (async () => {
      while (outcomes.length < STREAMS || !isReplaced()) {
        outcomes.push(outcome(client.stream(question(WORDS, PACE))));
        // Enough of them for the whole replacement.
        await sleep(outcomes.length < STREAMS ? 130 : 500);
      }
    })();

    const seconds: number[] = [];
    for (const replica of old) {
      service.add(await (await world.replica()).whenReady());
      seconds.push(await remove(replica));
    }
    replaced = true;
    await load;

    const ended = await Promise.all(outcomes);
    assert.deepEqual([...new Set(ended)], ["whole"], ended.join(", "));
    assert.ok(outcomes.length >= STREAMS);
    assert.ok(Math.max(...seconds) < FINISH, `${seconds.join(", ")} s; there are ${FINISH} s to finish`);
    assert.ok(PRE_STOP + Math.max(...seconds) < GRACE);
  });
});
