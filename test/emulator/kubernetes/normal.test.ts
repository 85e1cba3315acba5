import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { fromProgram, normal, toProgram } from "../../../emulator/kubernetes/normal";
import { pruned } from "../../../emulator/kubernetes/prune";
import { guarded, SECRET, SIGNATURE, unguarded } from "../../../emulator/kubernetes/secrets";
import { UNKNOWN_VALUE } from "../../../emulator/plugin/provider";

describe("normal", () => {
  const quota = (hard: object) => ({ apiVersion: "v1", kind: "ResourceQuota", spec: { hard } });
  const secret = (rest: object) => ({ apiVersion: "v1", kind: "Secret", ...rest });
  const crd = (rest: object) => ({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", ...rest });
  const custom = { apiVersion: "example.com/v1", kind: "Widget", spec: { limits: { cpu: "1000m" } } };
  const table = [
    ["amounts", quota({ pods: 10, cpu: "1000m" }), quota({ pods: "10", cpu: "1" })],
    ["amounts of custom resources, untouched", custom, custom],
    [
      "amounts beside what is unknown, untouched",
      quota({ cpu: "1000m", b: UNKNOWN_VALUE }),
      quota({ cpu: "1000m", b: UNKNOWN_VALUE }),
    ],
    [
      "texts of a Secret over its data",
      secret({ data: { a: "eA==", b: "eQ==" }, stringData: { b: "z" } }),
      secret({ data: { a: "eA==", b: "eg==" } }),
    ],
    [
      "white space in a Secret's data",
      secret({ data: { a: "e A=\n=", b: "no base64!" } }),
      secret({ data: { a: "e A=\n=", b: "no base64!" } }),
    ],
    ["line ends in a Secret's data", secret({ data: { a: "YWFh\nYWFh\n" } }), secret({ data: { a: "YWFhYWFh" } })],
    ["an empty Secret", secret({ type: "Opaque" }), secret({ type: "Opaque" })],
    [
      "a definition's status",
      crd({ spec: { preserveUnknownFields: false, group: "g" }, status: {} }),
      crd({ spec: { group: "g" } }),
    ],
    [
      "a definition that says more",
      crd({ spec: { preserveUnknownFields: true } }),
      crd({ spec: { preserveUnknownFields: true } }),
    ],
    [
      "metadata of the server's",
      { metadata: { name: "a", resourceVersion: "1", generation: 1 } },
      { metadata: { name: "a" } },
    ],
  ] as const;
  for (const [what, object, expected] of table) {
    it(what, () => {
      assert.deepEqual(normal(object), expected);
    });
  }

  it("turns the program's names of keys into Kubernetes' and back", () => {
    const [program, server] = [
      { a: [{ x_kubernetes_int_or_string: true, x_kubernetes_other: 1 }] },
      { a: [{ "x-kubernetes-int-or-string": true, x_kubernetes_other: 1 }] },
    ];
    assert.deepEqual(fromProgram(program), server);
    assert.deepEqual(toProgram(server), program);
  });
});

describe("pruned", () => {
  const table = [
    ["others' fields go", { a: 1, b: 2 }, { a: 0 }, { a: 1 }],
    ["in maps, too", { a: { b: 1, c: 2 } }, { a: { b: 0 } }, { a: { b: 1 } }],
    ["and in lists", { a: [{ b: 1, c: 2 }, { d: 3 }] }, { a: [{ b: 0 }] }, { a: [{ b: 1 }] }],
    ["what is gone is gone", { a: 1 }, { a: 1, b: 2 }, { a: 1 }],
    [
      "what is empty was never there",
      {},
      { a: false, b: 0, c: "", d: [], e: {}, f: null, g: { h: {} } },
      { a: false, b: 0, c: "", d: [], e: {}, f: null, g: { h: {} } },
    ],
    ["another sort of value is all drift", { a: { b: 1 } }, { a: "x" }, { a: { b: 1 } }],
    ["a shorter list", { a: [1] }, { a: [1, 2] }, { a: [1] }],
  ] as const;
  for (const [what, live, inputs, expected] of table) {
    it(what, () => {
      assert.deepEqual(pruned(live, inputs), expected);
    });
  }
});

describe("guarded", () => {
  it("uses the engine's own marks", () => {
    assert.deepEqual([SIGNATURE, SECRET], [runtime.specialSigKey, runtime.specialSecretSig]);
  });

  it("marks what a Secret holds and nothing else, and reads marks of any depth", () => {
    const secret = { kind: "Secret", data: { a: "1" }, stringData: { b: "2" }, type: "Opaque" };
    const mark = (value: unknown) => ({ [SIGNATURE]: SECRET, value });
    assert.deepEqual(guarded(secret), { ...secret, data: mark({ a: "1" }), stringData: mark({ b: "2" }) });
    assert.deepEqual(guarded({ kind: "ConfigMap", data: { a: "1" } }), { kind: "ConfigMap", data: { a: "1" } });
    assert.deepEqual(unguarded({ a: [mark({ b: mark("1") })] }), { a: [{ b: "1" }] });
  });
});
