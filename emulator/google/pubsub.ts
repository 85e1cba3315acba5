/** Pub/Sub: what it takes and refuses of topics and subscriptions, and what it answers. */
import { z } from "zod";
import { type ResourceModel, model } from "../model";
import { region, seconds } from "./common";
import { labels, member, role } from "./iam";

const name = z
  .string()
  .regex(/^(?!goog)[A-Za-z][-A-Za-z0-9._~+%]{2,254}$/, "3 to 255 letters, digits and -._~+%, not beginning with goog");

const topicId = z.string().regex(/^projects\/[^/]+\/topics\/[^/]+$/, "a topic as projects/PROJECT/topics/NAME");

/** A duration within bounds, in whole seconds. */
const between = (least: number, most: number) =>
  seconds.refine((text) => Number.parseFloat(text) >= least && Number.parseFloat(text) <= most, {
    error: `from ${least} to ${most} seconds`,
  });

const topic = model({
  type: "gcp:pubsub/topic:Topic",
  inputs: z.strictObject({
    name,
    labels: labels.optional(),
    messageStoragePolicy: z
      .strictObject({ allowedPersistenceRegions: z.array(region).min(1), enforceInTransit: z.boolean().optional() })
      .optional(),
  }),
  immutable: ["name"],
  answer: ({ name }, { project }) => ({ id: `projects/${project}/topics/${name}`, outputs: { project } }),
});

const subscription = model({
  type: "gcp:pubsub/subscription:Subscription",
  inputs: z.strictObject({
    name,
    topic: topicId,
    labels: labels.optional(),
    ackDeadlineSeconds: z.int().min(10).max(600),
    messageRetentionDuration: between(600, 31 * 86_400),
    expirationPolicy: z.strictObject({ ttl: z.union([z.literal(""), between(86_400, Infinity)]) }),
    retryPolicy: z.strictObject({ minimumBackoff: between(0, 600), maximumBackoff: between(0, 600) }).optional(),
    deadLetterPolicy: z
      .strictObject({ deadLetterTopic: topicId, maxDeliveryAttempts: z.int().min(5).max(100) })
      .optional(),
  }),
  immutable: ["name", "topic"],
  answer: ({ name }, { project }) => ({ id: `projects/${project}/subscriptions/${name}`, outputs: { project } }),
});

const topicMember = model({
  type: "gcp:pubsub/topicIAMMember:TopicIAMMember",
  inputs: z.strictObject({ topic: name, role, member }),
  immutable: ["topic", "role", "member"],
  idempotent: true,
  answer: ({ topic, role, member }, { project }) => ({
    id: `projects/${project}/topics/${topic}/${role}/${member}`,
    outputs: { project, etag: "BwYemulated=" },
  }),
});

const subscriptionMember = model({
  type: "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  inputs: z.strictObject({ subscription: name, role, member }),
  immutable: ["subscription", "role", "member"],
  idempotent: true,
  answer: ({ subscription, role, member }, { project }) => ({
    id: `projects/${project}/subscriptions/${subscription}/${role}/${member}`,
    outputs: { project, etag: "BwYemulated=" },
  }),
});

export const PUBSUB: readonly ResourceModel[] = [topic, subscription, topicMember, subscriptionMember];
