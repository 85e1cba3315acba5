import { Provider } from "@pulumi/kubernetes/provider";
import assert from "node:assert/strict";
import { Admission } from "../../../../components/platform/admission";
import { guardsOf } from "../../../../components/platform/admission/guards";
import { type Made, evaluateComponent } from "../../evaluate-component";

const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const ARGS = { clusters: "kubeconfig", pools: [] } as const;
const NAMES = guardsOf(ARGS).map(({ name }) => name);

describe("Admission", () => {
  let made: Made;
  before(async () => {
    made = await evaluateComponent(() => {
      new Admission("us-central1-platform-admission", ARGS, {
        providers: [new Provider("kubernetes", { kubeconfig: "" })],
      });
    });
  });

  const namesOf = (type: string) =>
    made
      .all(type)
      .map(({ inputs }) => (inputs.metadata as { readonly name: string }).name)
      .sort();

  it("makes a policy and a binding of each guard", () => {
    assert.deepEqual(namesOf(POLICY), [...NAMES].sort());
    assert.deepEqual(namesOf(`${POLICY}Binding`), [...NAMES].sort());
  });

  it("binds a policy when it is there", () => {
    const binding = made.named("us-central1-platform-admission-services-binding");
    assert.deepEqual(made.needs(binding), ["us-central1-platform-admission-services"]);
  });

  it("names what it makes after itself, and gives out the policies", () => {
    const component = made.one("agno:platform:Admission");
    assert.equal(made.below(component).length, 2 * NAMES.length);
    assert.deepEqual(component.outputs, { policies: NAMES });
  });
});
