import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { Platform } from "../../../components/platform/platform";
import { type Made, evaluateComponent } from "../evaluate-component";

describe("Platform", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(() => {
      const providers = [new Provider("kubernetes", { kubeconfig: "" })];
      return { namespace: new Platform("us-central1-platform", { providers }).namespace };
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
    assert.deepEqual(made.below(made.one("agno:platform:Platform")), [
      "us-central1-platform-best-effort",
      "us-central1-platform-critical",
      "us-central1-platform-high",
      "us-central1-platform-low",
      "us-central1-platform-namespace",
      "us-central1-platform-normal",
    ]);
  });

  it("gives out its namespace", () => {
    assert.deepEqual(made.outputs, { namespace: "agno-system" });
    assert.deepEqual(made.one("agno:platform:Platform").outputs, { namespace: "agno-system" });
  });
});
