import assert from "node:assert/strict";
import { KubeconfigRegion } from "../../../components/region/kubeconfig-region";
import { type Made, evaluateComponent } from "../evaluate-component";

describe("KubeconfigRegion", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(() => {
      const nothing = { pools: {}, domain: "" };
      const { outputs } = new KubeconfigRegion("us-central1", {
        ...nothing,
        context: "kind-us",
        region: "us-central1",
      });
      new KubeconfigRegion("europe-west1", { ...nothing, context: "", region: "europe-west1" });
      return outputs;
    });
  });

  it("is a connection, the platform and the mesh, and nothing at Google", () => {
    assert.deepEqual(made.below(made.named("us-central1")), [
      "us-central1-kubernetes",
      "us-central1-mesh",
      "us-central1-platform",
    ]);
    assert.deepEqual(
      made.resources.filter(({ type }) => type.startsWith("gcp:")),
      [],
    );
  });

  const contexts = [
    ["us-central1-kubernetes", "kind-us"],
    ["europe-west1-kubernetes", undefined],
  ] as const;
  for (const [name, context] of contexts) {
    it(`${name} reaches ${context ?? "the current context"} of the person's kubeconfig`, () => {
      const { inputs } = made.named(name);
      assert.deepEqual([inputs.kubeconfig, inputs.context], ["", context]);
    });
  }

  it("gives out where the platform's own parts run", () => {
    assert.deepEqual(made.outputs, { namespace: "agno-system" });
  });
});
