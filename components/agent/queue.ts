/** The queue of an agent in one region: work that waits for it, and what nobody could do. */
import { createHash } from "node:crypto";
import type { GoogleRegion } from "../region/google-regions";
import type { TenantSettings } from "../tenant/settings";
import type { AgentSettings } from "./settings";

/** Whose queue it is. */
export interface QueueOwner {
  readonly agent: Pick<AgentSettings, "name">;
  readonly tenant: Pick<TenantSettings, "id" | "costCentre">;
  readonly region: GoogleRegion;
}

/**
 * The name of topic and subscription. The reference's {agent}-queue would be one for all tenants and regions of a
 * project; neither tenants' nor agents' names can have a point in them, so no two of these are the same.
 */
export function queueNameOf({ agent, tenant, region }: QueueOwner): string {
  const name = `${tenant.id}.${agent.name}-queue.${region}`;
  if (name.length <= LONGEST_LABEL) return name;
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, LONGEST_LABEL - mark.length - 1)}.${mark}`;
}

/** The autoscaler names the subscription in a label selector, whose values have 63 characters at most. */
const LONGEST_LABEL = 63;

/** Where messages go that were tried too often. */
export function deadLetterNameOf(owner: QueueOwner): string {
  return `${queueNameOf(owner)}.dead-letters`;
}

/** Times that a message is given out before it is put aside: Pub/Sub's least, as agents answer or fail. */
const MOST_ATTEMPTS = 5;

/** A week: a weekend and the days to notice it. */
const RETENTION = "604800s";

/** Messages are kept in the agent's region only. */
export function topicOf(name: string, owner: QueueOwner) {
  return {
    name,
    messageStoragePolicy: { allowedPersistenceRegions: [owner.region], enforceInTransit: true },
    labels: labelsOf(owner),
  };
}

function labelsOf({ tenant }: QueueOwner) {
  return { tenant: tenant.id, "cost-centre": tenant.costCentre };
}

/** Pub/Sub's longest: a run may take minutes, and who needs more time says so. */
const ACK_DEADLINE_SECONDS = 600;

/** What both subscriptions have: nothing of it goes by itself. */
export function subscriptionOf(name: string, owner: QueueOwner) {
  return {
    name,
    labels: labelsOf(owner),
    ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    messageRetentionDuration: RETENTION,
    // Without a ttl it never expires; by default it would after a month without messages.
    expirationPolicy: { ttl: "" },
    retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
  };
}

export const DEAD_LETTERS = { maxDeliveryAttempts: MOST_ATTEMPTS } as const;
