import { PROJECT, describeModel } from "./describe-model";

const NAME = "globex.support-queue.europe-west4";
const MEMBER = "serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com";

describeModel("gcp:pubsub/topic:Topic", {
  valid: {
    name: NAME,
    labels: { tenant: "globex" },
    messageStoragePolicy: { allowedPersistenceRegions: ["europe-west4"], enforceInTransit: true },
  },
  optional: ["labels", "messageStoragePolicy"],
  free: ["labels"],
  id: `projects/${PROJECT}/topics/${NAME}`,
  outputs: { project: PROJECT },
  refuses: {
    "a name that begins with goog": [{ name: "google-queue" }, /name: 3 to 255 letters/],
    "a name of two letters": [{ name: "ab" }, /name: /],
    "a label in capitals": [{ labels: { tenant: "Globex" } }, /labels\.tenant: a label's value/],
    "messages that may be kept nowhere": [{ "messageStoragePolicy.allowedPersistenceRegions": [] }, /Too small/],
    "a zone": [{ "messageStoragePolicy.allowedPersistenceRegions": ["europe-west4-a"] }, /a region such as/],
  },
});

describeModel("gcp:pubsub/subscription:Subscription", {
  valid: {
    name: NAME,
    topic: `projects/${PROJECT}/topics/${NAME}`,
    labels: { tenant: "globex" },
    ackDeadlineSeconds: 600,
    messageRetentionDuration: "604800s",
    expirationPolicy: { ttl: "" },
    retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
    deadLetterPolicy: { deadLetterTopic: `projects/${PROJECT}/topics/${NAME}.dead-letters`, maxDeliveryAttempts: 5 },
  },
  optional: ["deadLetterPolicy", "labels", "retryPolicy"],
  free: ["labels"],
  id: `projects/${PROJECT}/subscriptions/${NAME}`,
  outputs: { project: PROJECT },
  takes: { "an end after a day without messages": { "expirationPolicy.ttl": "86400s" } },
  refuses: {
    "a topic by its short name": [{ topic: NAME }, /topic: a topic as projects/],
    "more time than ten minutes": [{ ackDeadlineSeconds: 601 }, /ackDeadlineSeconds: /],
    "messages kept for less than ten minutes": [{ messageRetentionDuration: "599s" }, /from 600 to 2678400 seconds/],
    "an end after less than a day": [{ "expirationPolicy.ttl": "3600s" }, /expirationPolicy\.ttl: /],
    "more than ten minutes between attempts": [{ "retryPolicy.maximumBackoff": "601s" }, /from 0 to 600 seconds/],
    "fewer attempts than five": [{ "deadLetterPolicy.maxDeliveryAttempts": 4 }, /maxDeliveryAttempts: /],
  },
});

describeModel("gcp:pubsub/topicIAMMember:TopicIAMMember", {
  valid: { topic: NAME, role: "roles/pubsub.publisher", member: MEMBER },
  id: `projects/${PROJECT}/topics/${NAME}/roles/pubsub.publisher/${MEMBER}`,
  outputs: { project: PROJECT, etag: "BwYemulated=" },
  refuses: { everybody: [{ member: "allUsers" }, /member: /], owner: [{ role: "roles/owner" }, /role: /] },
});

describeModel("gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember", {
  valid: { subscription: NAME, role: "roles/pubsub.subscriber", member: MEMBER },
  id: `projects/${PROJECT}/subscriptions/${NAME}/roles/pubsub.subscriber/${MEMBER}`,
  outputs: { project: PROJECT, etag: "BwYemulated=" },
  refuses: { everybody: [{ member: "allUsers" }, /member: /], owner: [{ role: "roles/owner" }, /role: /] },
});
