/** What an agent has at Google, beside its pods: a queue, secrets, and the right to just these. */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { principalOf } from "../global/workload-identity";
import { namespaceOf } from "../tenant/settings";
import { DEAD_LETTERS, type QueueOwner, deadLetterNameOf, queueNameOf, subscriptionOf, topicOf } from "./queue";
import { SECRETS, type SecretOwner, secretOf } from "./secrets";

export interface GooglePartsArgs {
  readonly owner: QueueOwner & SecretOwner;
  readonly project: string;
  /** The address of Pub/Sub's own account in the project: service-NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com. */
  readonly queueAgent: pulumi.Input<string>;
}

export class GoogleParts extends pulumi.ComponentResource {
  constructor(name: string, args: GooglePartsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:agent:GoogleParts", name, {}, opts);

    const agent = agentOf(args);
    const subscription = createQueue(name, args, this);
    new gcp.pubsub.SubscriptionIAMMember(
      `${name}-queue-reader`,
      { subscription: subscription.name, role: "roles/pubsub.subscriber", member: agent },
      { parent: this },
    );
    createSecrets(name, args.owner, agent, this);

    this.registerOutputs({ subscription: subscription.name });
  }
}

/** The agent itself as IAM knows it. */
function agentOf({ owner, project, queueAgent }: GooglePartsArgs): pulumi.Output<string> {
  const account = { project, namespace: namespaceOf(owner.tenant), serviceAccount: owner.agent.name };
  return pulumi.output(queueAgent).apply((googleAccount) => principalOf({ ...account, googleAccount }));
}

function createQueue(
  name: string,
  { owner, queueAgent }: GooglePartsArgs,
  parent: pulumi.Resource,
): gcp.pubsub.Subscription {
  const member = pulumi.interpolate`serviceAccount:${queueAgent}`;
  const topic = new gcp.pubsub.Topic(`${name}-queue`, topicOf(queueNameOf(owner), owner), { parent });
  const aside = new gcp.pubsub.Topic(`${name}-dead-letters`, topicOf(deadLetterNameOf(owner), owner), { parent });
  new gcp.pubsub.Subscription(
    `${name}-dead-letters-subscription`,
    { topic: aside.id, ...subscriptionOf(deadLetterNameOf(owner), owner) },
    { parent },
  );
  new gcp.pubsub.TopicIAMMember(
    `${name}-dead-letters-writer`,
    { topic: aside.name, role: "roles/pubsub.publisher", member },
    { parent },
  );
  const subscription = new gcp.pubsub.Subscription(
    `${name}-queue-subscription`,
    {
      topic: topic.id,
      ...subscriptionOf(queueNameOf(owner), owner),
      deadLetterPolicy: { deadLetterTopic: aside.id, ...DEAD_LETTERS },
    },
    { parent },
  );
  // Pub/Sub takes from the one what it puts into the other.
  new gcp.pubsub.SubscriptionIAMMember(
    `${name}-queue-forwarder`,
    { subscription: subscription.name, role: "roles/pubsub.subscriber", member },
    { parent },
  );
  return subscription;
}

function createSecrets(name: string, owner: SecretOwner, member: pulumi.Input<string>, parent: pulumi.Resource): void {
  for (const secret of SECRETS) {
    const { secretId } = new gcp.secretmanager.Secret(`${name}-${secret}`, secretOf(owner, secret), { parent });
    new gcp.secretmanager.SecretIamMember(
      `${name}-${secret}-reader`,
      { secretId, role: "roles/secretmanager.secretAccessor", member },
      { parent },
    );
  }
}
