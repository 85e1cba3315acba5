import assert from "node:assert/strict";
import { stringify } from "yaml";
import { customSchemaOf } from "../../verify/custom-schemas";

const META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
const core = { components: { schemas: { [META]: { type: "object", properties: { name: { type: "string" } } } } } };

const openAPIV3Schema = {
  type: "object",
  description: "An agent",
  required: ["spec"],
  properties: {
    spec: {
      type: "object",
      properties: {
        description: { type: "string", description: "a field that is named as a keyword is" },
        port: { x_kubernetes_int_or_string: true },
        free: { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { a: { type: "string" } } },
        labels: { type: "object", additionalProperties: { type: "string" } },
        list: { type: "array", items: { type: "object", properties: { a: { type: "string", default: "b" } } } },
        oneOf: { type: "boolean" },
      },
      oneOf: [{ required: ["port"], properties: { port: { minimum: 1 } } }, { required: ["free"] }],
    },
  },
};
const definition = (versions: object) => ({
  name: "agents.example.io",
  text: stringify({ spec: { group: "example.io", names: { kind: "Agent" }, versions } }),
});
const v1 = { name: "v1", served: true, schema: { openAPIV3Schema } };

describe("the schema of a kind that a definition has", () => {
  const of = (apiVersion: string, kind: string, versions: object = [v1]) =>
    customSchemaOf([definition(versions)], { apiVersion, kind }, core);

  it("takes no unknown fields but where it says so, and leaves conditions as they are", () => {
    assert.deepEqual(of("example.io/v1", "Agent"), {
      type: "object",
      additionalProperties: false,
      required: ["apiVersion", "kind", "metadata", "spec"],
      properties: {
        apiVersion: { enum: ["example.io/v1"] },
        kind: { enum: ["Agent"] },
        metadata: { $ref: `#/definitions/${META}` },
        spec: {
          type: "object",
          additionalProperties: false,
          properties: {
            description: { type: "string" },
            port: { type: ["integer", "string"] },
            free: { type: "object", properties: { a: { type: "string" } } },
            labels: { type: "object", additionalProperties: { type: "string" } },
            list: {
              type: "array",
              items: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
            },
            oneOf: { type: "boolean" },
          },
          oneOf: [{ required: ["port"], properties: { port: { minimum: 1 } } }, { required: ["free"] }],
        },
      },
      definitions: {
        [META]: { type: "object", properties: { name: { type: "string" } }, additionalProperties: false },
      },
    });
  });

  it("is read from texts that are quoted over several lines and not indented", () => {
    const { text } = definition([
      { ...v1, schema: { openAPIV3Schema: { type: "object", properties: { a: "HERE" } } } },
    ]);
    const quoted = {
      name: "agents.example.io",
      text: text.replace("a: HERE", "a: { type: string, description: 'one\ntwo' }"),
    };
    assert.notEqual(quoted.text, text);
    const schema = customSchemaOf([quoted], { apiVersion: "example.io/v1", kind: "Agent" }, core);
    assert.deepEqual(schema?.properties?.a, { type: "string" });
  });

  for (const [apiVersion, kind, versions] of [
    ["example.io/v1", "Agents", [v1]],
    ["example.io/v2", "Agent", [v1]],
    ["example.com/v1", "Agent", [v1]],
    ["example.io/v1", "Agent", [{ ...v1, served: false }]],
  ] as const) {
    it(`is not there for ${kind} of ${apiVersion} where that is not served`, () => {
      assert.equal(of(apiVersion, kind, versions), undefined);
    });
  }
});
