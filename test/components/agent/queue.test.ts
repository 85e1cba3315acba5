import assert from "node:assert/strict";
import { DEAD_LETTERS, deadLetterNameOf, queueNameOf, subscriptionOf, topicOf } from "../../../components/agent/queue";
import type { GoogleRegion } from "../../../components/region/google-regions";

const owner = (tenant: string, agent: string, region: GoogleRegion = "europe-west4") => ({
  tenant: { id: tenant, costCentre: "cc-4711" },
  agent: { name: agent },
  region,
});
const LONG = "a".repeat(30);

describe("an agent's queue", () => {
  const table = [
    [owner("globex", "support"), "globex.support-queue.europe-west4"],
    [owner("globex", "support", "us-central1"), "globex.support-queue.us-central1"],
    // The same letters in the same order, and others' queues.
    [owner("a-b", "c"), "a-b.c-queue.europe-west4"],
    [owner("a", "b-c"), "a.b-c-queue.europe-west4"],
    [owner(LONG, "b".repeat(13)), `${LONG}.${"b".repeat(13)}-queue.europe-west4`],
  ] as const;
  for (const [of, name] of table) {
    it(`is ${name}`, () => {
      assert.equal(queueNameOf(of), name);
      assert.ok(name.length <= 63);
    });
  }

  it("has a name of 63 characters at most, which an autoscaler can select by, and still its own", () => {
    const names = ["b", "c"].flatMap((letter) =>
      (["northamerica-northeast1", "northamerica-northeast2"] as const).map((region) =>
        queueNameOf(owner(LONG, letter.repeat(30), region)),
      ),
    );
    assert.equal(new Set(names).size, 4);
    for (const name of names) {
      assert.equal(name.length, 63);
      assert.match(name, /^[a-z0-9][-.a-z0-9]*[a-z0-9]$/);
    }
  });

  it("is shortened only where it must be", () => {
    assert.equal(queueNameOf(owner(LONG, "b".repeat(13))).length, 63);
    const name = queueNameOf(owner(LONG, "b".repeat(14)));
    assert.match(name, new RegExp(`^${LONG}\\.b{14}-queue\\.[-a-z]*\\.[0-9a-f]{8}$`));
    assert.equal(name.length, 63);
  });

  it("is kept in its region only, and billed to its tenant", () => {
    assert.deepEqual(topicOf("globex.support-queue.europe-west4", owner("globex", "support")), {
      name: "globex.support-queue.europe-west4",
      messageStoragePolicy: { allowedPersistenceRegions: ["europe-west4"], enforceInTransit: true },
      labels: { tenant: "globex", "cost-centre": "cc-4711" },
    });
  });

  it("gives ten minutes for a message, keeps it for a week, and never goes by itself", () => {
    assert.deepEqual(subscriptionOf("queue", owner("globex", "support")), {
      name: "queue",
      labels: { tenant: "globex", "cost-centre": "cc-4711" },
      ackDeadlineSeconds: 600,
      messageRetentionDuration: "604800s",
      expirationPolicy: { ttl: "" },
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
    });
  });

  it("puts aside what failed five times, where it is found by the queue's name", () => {
    assert.deepEqual(DEAD_LETTERS, { maxDeliveryAttempts: 5 });
    assert.equal(deadLetterNameOf(owner("globex", "support")), "globex.support-queue.europe-west4.dead-letters");
  });
});
