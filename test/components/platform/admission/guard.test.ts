import assert from "node:assert/strict";
import { type Guard, bindingOf, policyOf } from "../../../../components/platform/admission/guard";

const GUARD: Guard = {
  name: "agno-sample",
  requests: [{ group: "apps", resources: ["deployments"], operations: ["CREATE", "UPDATE"] }],
  where: "tenants",
  rules: [{ holds: "object.spec.replicas < 3", message: "three are too many" }],
};

describe("a guard", () => {
  it("is a policy that refuses what it cannot judge, in tenants' namespaces", () => {
    assert.deepEqual(policyOf(GUARD), {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "agno-sample" },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          matchPolicy: "Equivalent",
          namespaceSelector: { matchLabels: { platform: "agno-agents" } },
          resourceRules: [
            {
              apiGroups: ["apps"],
              apiVersions: ["*"],
              resources: ["deployments"],
              operations: ["CREATE", "UPDATE"],
            },
          ],
        },
        validations: [{ expression: "object.spec.replicas < 3", message: "three are too many", reason: "Forbidden" }],
      },
    });
  });

  it("holds everywhere where it says so", () => {
    const { matchConstraints } = policyOf({ ...GUARD, where: "everywhere" }).spec;
    assert.ok(!("namespaceSelector" in matchConstraints));
  });

  it("has conditions and variables by their names, in their order", () => {
    const { spec } = policyOf({ ...GUARD, onlyIf: { mine: "true" }, variables: { b: "1", a: "variables.b + 1" } });
    assert.deepEqual(
      [spec.matchConditions, spec.variables],
      [
        [{ name: "mine", expression: "true" }],
        [
          { name: "b", expression: "1" },
          { name: "a", expression: "variables.b + 1" },
        ],
      ],
    );
  });

  it("is bound so that it refuses, not only warns", () => {
    assert.deepEqual(bindingOf(GUARD), {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "agno-sample" },
      spec: { policyName: "agno-sample", validationActions: ["Deny"] },
    });
  });
});
