import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { planPools } from "../../../components/cluster/node-pools";
import { agentDefinition } from "../../../components/platform/agent-resource";
import { computeClassesOf } from "../../../components/platform/compute-classes";
import { Platform } from "../../../components/platform/platform";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";
import { pool } from "../pool";

const { pools } = planPools("us-central1", { cpu: pool, system: { ...pool, labels: { of: "system" } } });
const NAME = "us-central1-platform";

/** What every cluster has. */
const PARTS = [
  ...["admission", "agents", "namespace"],
  ...["best-effort", "critical", "high", "low", "normal"],
  ...["tenant-admin", "tenant-developer", "tenant-viewer"],
];

describe("Platform", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(() => {
      const providers = [new Provider("kubernetes", { kubeconfig: "" })];
      return { namespace: new Platform(NAME, { region: "us-central1", pools }, { providers }).namespace };
    });
  });

  it("has a namespace of its own, whose pods are held to the strictest standard", () => {
    assert.deepEqual(made.one("kubernetes:core/v1:Namespace").inputs, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "agno-system",
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/enforce-version": "v1.35",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/audit-version": "latest",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/warn-version": "latest",
        },
      },
    });
  });

  it("has the reference's priority classes, of which none is everybody's", () => {
    const classes = made.all("kubernetes:scheduling.k8s.io/v1:PriorityClass").map(({ inputs }) => {
      const { metadata, value, globalDefault } = inputs as {
        metadata: { name: string };
        value: number;
      } & typeof inputs;
      return [metadata.name, value, globalDefault];
    });
    assert.deepEqual(classes, [
      ["agno-best-effort", 100, undefined],
      ["agno-critical", 1000, undefined],
      ["agno-high", 800, undefined],
      ["agno-low", 200, undefined],
      ["agno-normal", 500, undefined],
    ]);
  });

  it("names what it makes after itself", () => {
    assert.deepEqual(made.below(made.one("agno:platform:Platform")), PARTS.map((part) => `${NAME}-${part}`).sort());
  });

  it("gives out its namespace", () => {
    assert.deepEqual(made.outputs, { namespace: "agno-system" });
    assert.deepEqual(made.one("agno:platform:Platform").outputs, { namespace: "agno-system" });
  });

  it("knows what an agent is", () => {
    const { inputs } = made.one("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition");
    assert.deepEqual(inputs, agentDefinition());
  });

  it("lets no tenant choose the system's nodes", () => {
    const placement = made.named(`${NAME}-admission-placement`).inputs;
    assert.match(JSON.stringify(placement), /agno-cpu/);
    assert.doesNotMatch(JSON.stringify(placement), /system/);
  });

  it("has nothing that only GKE understands", () => {
    assert.deepEqual(made.all("kubernetes:cloud.google.com/v1:ComputeClass"), []);
    assert.deepEqual(made.all("agno:platform:MetricsAdapter"), []);
  });
});

describe("Platform at Google", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(({ providers }) => {
      const google = { project: PROJECT, queueAgent: "service-4711@gcp-sa-pubsub.iam.gserviceaccount.com" };
      const both = [...providers, new Provider("kubernetes", { kubeconfig: "" })];
      new Platform(NAME, { region: "us-central1", google, pools }, { providers: both });
    });
  });

  it("has a compute class for each pool of agents", () => {
    const classes = made.all("kubernetes:cloud.google.com/v1:ComputeClass");
    assert.deepEqual(
      classes.map(({ name, inputs }) => [name, inputs]),
      [[`${NAME}-class-cpu`, computeClassesOf(pools)[0]]],
    );
  });

  it("has an adapter for metrics beside what every cluster has", () => {
    assert.equal(made.named(`${NAME}-metrics-adapter`).type, "agno:platform:MetricsAdapter");
    assert.equal(made.below(made.one("agno:platform:Platform")).length, PARTS.length + 2);
  });
});
