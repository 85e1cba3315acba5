import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { Agent, type AgentArgs } from "../../../components/agent/agent";
import { SECRETS } from "../../../components/agent/secrets";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";
import { GLOBEX } from "../tenant/tenants";
import { SUPPORT, VISION } from "./agents";

const QUEUE_AGENT = "service-4711@gcp-sa-pubsub.iam.gserviceaccount.com";
const PRINCIPAL =
  `principal://iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/${PROJECT}.svc.id.goog` +
  "/subject/ns/agno-tenant-globex/sa/vision";
const NAME = "europe-west4-tenant-globex-agent-vision";

const ELSEWHERE = { tenant: GLOBEX, region: "europe-west4", domain: "acme.example" } as const;
const GOOGLE = { ...ELSEWHERE, google: { project: PROJECT, queueAgent: QUEUE_AGENT } } as const;

function evaluated(args: AgentArgs): Promise<Made> {
  return evaluateComponent(({ providers }) => {
    const kubernetes = new Provider("kubernetes", { kubeconfig: "" });
    new Agent(`europe-west4-tenant-globex-agent-${args.agent.name}`, args, { providers: [...providers, kubernetes] });
  });
}

/** "Kind name" of each Kubernetes object, but the mesh's. */
function objectsOf(made: Made): readonly string[] {
  return made.resources
    .filter(({ type, inputs }) => type.startsWith("kubernetes:") && !String(inputs.apiVersion).includes("istio.io"))
    .map(({ inputs }) => `${String(inputs.kind)} ${(inputs.metadata as { name: string }).name}`)
    .sort();
}

/** "type name: role for whom" of each right. */
function rightsIn(made: Made): readonly string[] {
  const on = (inputs: Readonly<Record<string, unknown>>) => inputs.topic ?? inputs.subscription ?? inputs.secretId;
  return made.resources
    .filter(({ inputs }) => "role" in inputs)
    .map(({ inputs }) => `${String(on(inputs))}: ${String(inputs.role)} for ${String(inputs.member)}`)
    .sort();
}

describe("Agent", () => {
  let made: Made;
  before(async () => {
    made = await evaluated({ ...GOOGLE, agent: VISION });
  });

  it("is all that it runs as, by, behind and under", () => {
    assert.deepEqual(objectsOf(made), [
      "Deployment vision",
      "Deployment vision-canary",
      "HorizontalPodAutoscaler vision-advanced-hpa",
      "PodDisruptionBudget vision-pdb",
      "PodMonitoring vision",
      "SecretProviderClass vision-secrets",
      "Service vision",
      "ServiceAccount vision",
    ]);
  });

  it("has one Deployment where no new version is being tried", async () => {
    const settled = await evaluated({ ...GOOGLE, agent: SUPPORT });
    assert.deepEqual(
      settled.all("kubernetes:apps/v1:Deployment").map(({ inputs }) => (inputs.metadata as { name: string }).name),
      ["support"],
    );
  });

  it("has nothing of Google's where the cluster is not", async () => {
    const elsewhere = await evaluated({ ...ELSEWHERE, agent: SUPPORT });
    assert.deepEqual(objectsOf(elsewhere), [
      "Deployment support",
      "HorizontalPodAutoscaler support-advanced-hpa",
      "PodDisruptionBudget support-pdb",
      "Service support",
      "ServiceAccount support",
    ]);
    assert.deepEqual(
      elsewhere.resources.filter(({ type }) => type.startsWith("gcp:")),
      [],
    );
    const { metrics } = elsewhere.one("kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs.spec as {
      metrics: readonly { type: string }[];
    };
    assert.deepEqual(
      metrics.map(({ type }) => type),
      ["ContainerResource", "ContainerResource", "Pods"],
    );
  });

  it("has the ways through the mesh, by the domain where there is one", async () => {
    const ofMesh = (one: Made) =>
      one.resources.filter(({ inputs }) => inputs.apiVersion === "networking.istio.io/v1").map(({ name }) => name);
    assert.ok(ofMesh(made).includes(`${NAME}-canary-route`));
    const inside = await evaluated({ ...GOOGLE, domain: "", agent: VISION });
    assert.equal(ofMesh(made).length, ofMesh(inside).length + 1);
  });

  it("starts once its account, its secrets and its rights are there", () => {
    for (const version of ["stable", "canary"]) {
      const needs = made.needs(made.named(`${NAME}-${version}`));
      assert.ok(needs.includes(`${NAME}-account`), version);
      assert.ok(needs.includes(`${NAME}-secrets`), version);
      for (const secret of SECRETS) assert.ok(needs.includes(`${NAME}-google-${secret}-reader`), secret);
    }
  });

  it("names what it makes after itself", () => {
    for (const { name, type } of made.resources.filter((one) => /^(kubernetes|gcp|agno):/.test(one.type))) {
      assert.ok(name.startsWith(NAME), `${type} ${name}`);
    }
  });

  it("gives out the name of its Service", () => {
    assert.deepEqual(made.one("agno:agent:Agent").outputs, { service: "vision" });
  });
});

describe("an agent's parts at Google", () => {
  const queue = "globex.vision-queue.europe-west4";
  let made: Made;
  before(async () => {
    made = await evaluated({ ...GOOGLE, agent: VISION });
  });

  it("are two topics with a subscription each, the second for what nobody could do", () => {
    const topic = (name: string) => `projects/${PROJECT}/topics/${name}`;
    assert.deepEqual(
      made
        .all("gcp:pubsub/topic:Topic")
        .map(({ inputs }) => inputs.name)
        .sort(),
      [queue, `${queue}.dead-letters`],
    );
    const subscriptions = made.all("gcp:pubsub/subscription:Subscription");
    assert.deepEqual(subscriptions.map(({ inputs }) => [inputs.name, inputs.topic, inputs.deadLetterPolicy]).sort(), [
      [queue, topic(queue), { deadLetterTopic: topic(`${queue}.dead-letters`), maxDeliveryAttempts: 5 }],
      [`${queue}.dead-letters`, topic(`${queue}.dead-letters`), undefined],
    ]);
  });

  it("are asked for by the autoscaler under the same name", () => {
    const spec = JSON.stringify(made.one("kubernetes:autoscaling/v2:HorizontalPodAutoscaler").inputs.spec);
    assert.ok(spec.includes(`"resource.labels.subscription_id":"${queue}"`), spec);
  });

  it("are for the agent alone, and the queue for who puts aside", () => {
    const aside = `serviceAccount:${QUEUE_AGENT}`;
    assert.deepEqual(rightsIn(made), [
      `${queue}.dead-letters: roles/pubsub.publisher for ${aside}`,
      `${queue}: roles/pubsub.subscriber for ${PRINCIPAL}`,
      `${queue}: roles/pubsub.subscriber for ${aside}`,
      ...SECRETS.map(
        (secret) => `globex_vision_europe-west4_${secret}: roles/secretmanager.secretAccessor for ${PRINCIPAL}`,
      ).sort(),
    ]);
  });

  it("are secrets without values: those never pass through Pulumi", () => {
    assert.equal(made.all("gcp:secretmanager/secret:Secret").length, SECRETS.length);
    assert.deepEqual(made.all("gcp:secretmanager/secretVersion:SecretVersion"), []);
  });

  it("are nobody's where Google's account does not tell the project's number", async () => {
    const google = { project: PROJECT, queueAgent: "nodes@acme.iam.gserviceaccount.com" };
    await assert.rejects(evaluated({ ...GOOGLE, google, agent: VISION }), /it has no project's number in it/);
  });
});
