import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

/** Topics and subscriptions, and who may use them. */
export const pubsubTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:pubsub/topic:Topic": {
    document: "pubsub.v1",
    schema: "Topic",
    fields: { ...providerOnly },
  },
  "gcp:pubsub/subscription:Subscription": {
    document: "pubsub.v1",
    schema: "Subscription",
    fields: {
      ...providerOnly,
      "expirationPolicy.ttl": { none: "an empty one of the provider means never, for which Google has no ttl at all" },
    },
  },
  "gcp:pubsub/topicIAMMember:TopicIAMMember": {
    document: "pubsub.v1",
    schema: "Binding",
    fields: { ...providerOnly, topic: { none: "part of the request's URL" }, member: "members" },
  },
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": {
    document: "pubsub.v1",
    schema: "Binding",
    fields: { ...providerOnly, subscription: { none: "part of the request's URL" }, member: "members" },
  },
};
