import assert from "node:assert/strict";
import { type OpenApi, documentOf, schemaOf, schemaPath } from "../../verify/kubernetes-schemas";

const places = [
  ["v1", "Namespace", "v1/v1/namespace.json", "api__v1_openapi.json"],
  ["apps/v1", "Deployment", "apps/v1/deployment.json", "apis__apps__v1_openapi.json"],
  [
    "scheduling.k8s.io/v1",
    "PriorityClass",
    "scheduling.k8s.io/v1/priorityclass.json",
    "apis__scheduling.k8s.io__v1_openapi.json",
  ],
] as const;

/** As Kubernetes writes it, with one kind of its own and one that is a list of them. */
const document: OpenApi = {
  components: {
    schemas: {
      "io.example.v1.Agent": {
        type: "object",
        description: "An agent",
        required: ["spec"],
        properties: {
          apiVersion: { type: "string" },
          kind: { type: "string" },
          metadata: { allOf: [{ $ref: "#/components/schemas/io.example.v1.Meta" }], default: {} },
          spec: { $ref: "#/components/schemas/io.example.v1.Spec" },
        },
        "x-kubernetes-group-version-kind": [{ group: "example.io", version: "v1", kind: "Agent" }],
      },
      "io.example.v1.Meta": {
        type: "object",
        properties: { labels: { type: "object", additionalProperties: { type: "string", default: "" } } },
      },
      "io.example.v1.Spec": {
        type: "object",
        properties: {
          // A field that is named as a keyword is.
          description: { type: "string" },
          port: { oneOf: [{ type: "integer" }, { type: "string" }] },
          any: { type: "object", properties: { a: { type: "string" } }, "x-kubernetes-preserve-unknown-fields": true },
          inner: { type: "array", items: { $ref: "#/components/schemas/io.example.v1.Spec" } },
        },
      },
      "io.example.v1.Unused": { type: "object" },
    },
  },
};

describe("Kubernetes' own schemas", () => {
  for (const [apiVersion, kind, path, file] of places) {
    it(`of ${apiVersion} ${kind} stand in ${file}, and for kubeconform in ${path}`, () => {
      assert.equal(schemaPath(apiVersion, kind), path);
      assert.equal(documentOf(apiVersion), file);
    });
  }

  it("are whole in themselves and take no unknown fields", () => {
    assert.deepEqual(schemaOf(document, "example.io/v1", "Agent"), {
      type: "object",
      required: ["apiVersion", "kind", "metadata"],
      properties: {
        apiVersion: { enum: ["example.io/v1"] },
        kind: { enum: ["Agent"] },
        metadata: { allOf: [{ $ref: "#/definitions/io.example.v1.Meta" }] },
        spec: { $ref: "#/definitions/io.example.v1.Spec" },
      },
      additionalProperties: false,
      definitions: {
        "io.example.v1.Meta": {
          type: "object",
          properties: { labels: { type: "object", additionalProperties: { type: "string" } } },
          additionalProperties: false,
        },
        "io.example.v1.Spec": {
          type: "object",
          properties: {
            description: { type: "string" },
            port: { oneOf: [{ type: "integer" }, { type: "string" }] },
            any: { type: "object", properties: { a: { type: "string" } } },
            inner: { type: "array", items: { $ref: "#/definitions/io.example.v1.Spec" } },
          },
          additionalProperties: false,
        },
      },
    });
  });

  for (const [apiVersion, kind] of [
    ["example.io/v1", "Agents"],
    ["example.io/v2", "Agent"],
    ["v1", "Agent"],
  ] as const) {
    it(`have no ${apiVersion} ${kind} where nobody describes it`, () => {
      assert.equal(schemaOf(document, apiVersion, kind), undefined);
    });
  }
});
