import assert from "node:assert/strict";
import { kindOf, kindOfType, refusalOf, textOf } from "../../../emulator/kubernetes/kind";

describe("kindOfType", () => {
  const table = [
    ["kubernetes:core/v1:Namespace", "v1/Namespace"],
    ["kubernetes:apps/v1:Deployment", "apps/v1/Deployment"],
    ["kubernetes:scheduling.k8s.io/v1:PriorityClass", "scheduling.k8s.io/v1/PriorityClass"],
    ["kubernetes:ai.company.com/v1:AgnoAgent", "ai.company.com/v1/AgnoAgent"],
  ] as const;
  for (const [type, text] of table) {
    it(`finds ${text}`, () => {
      assert.equal(textOf(kindOfType(type)), text);
    });
  }

  const refused = [
    ["kubernetes:helm.sh/v3:Release", /makes objects only/],
    ["kubernetes:kustomize/v2:Directory", /makes objects only/],
    ["kubernetes:yaml/v2:ConfigFile", /makes objects only/],
    ["kubernetes:yaml:ConfigFile", /makes objects only/],
    ["kubernetes:core:Namespace", /no type of the form/],
    ["gcp:compute/network:Network", /no type of the form/],
  ] as const;
  for (const [type, message] of refused) {
    it(`refuses ${type}`, () => {
      assert.throws(() => kindOfType(type), message);
    });
  }
});

describe("kindOf", () => {
  const table = [
    [
      { apiVersion: "v1", kind: "Pod" },
      { group: "", version: "v1", kind: "Pod" },
    ],
    [
      { apiVersion: "core/v1", kind: "Pod" },
      { group: "", version: "v1", kind: "Pod" },
    ],
    [
      { apiVersion: "a.example.com/v1", kind: "A" },
      { group: "a.example.com", version: "v1", kind: "A" },
    ],
    [{ kind: "Pod" }, undefined],
    [{ apiVersion: "v1" }, undefined],
    [{ apiVersion: 1, kind: "Pod" }, undefined],
  ] as const;
  for (const [object, kind] of table) {
    it(`of ${JSON.stringify(object)}`, () => {
      assert.deepEqual(kindOf(object), kind);
    });
  }
});

describe("refusalOf", () => {
  const table = [
    ["kubernetes:core/v1:Namespace", "Namespace", undefined],
    ["kubernetes:core/v1:NamespacePatch", "Namespace", /no Patch resources/],
    ["kubernetes:example.com/v1:WidgetPatch", "WidgetPatch", undefined],
    ["kubernetes:core/v1:PodList", "PodList", /lists cannot be made/],
    ["kubernetes:example.com/v1:AllowList", "AllowList", undefined],
    ["kubernetes:core/v1:Namespace", "Pod", /but its kind is Pod/],
  ] as const;
  for (const [type, kind, reason] of table) {
    it(`${type} of kind ${kind}`, () => {
      const refusal = refusalOf(type, kind);
      if (reason === undefined) assert.equal(refusal, undefined);
      else assert.match(refusal ?? "", reason);
    });
  }
});
