import assert from "node:assert/strict";
import { agentDefinition } from "../../../components/platform/agent-resource";
import type { Schema } from "../../../components/platform/structural-schema";

describe("definition of AgnoAgent", () => {
  const { metadata, spec } = agentDefinition();
  const [version] = spec.versions;
  const root = version!.schema.openAPIV3Schema;
  const { spec: wanted, status } = root.properties!;

  /** Every schema within a schema, with its path. */
  function* within(schema: Schema, path = ""): Generator<readonly [string, Schema]> {
    yield [path, schema];
    for (const [name, field] of Object.entries(schema.properties ?? {})) yield* within(field, `${path}.${name}`);
    if (schema.items) yield* within(schema.items, `${path}[]`);
  }

  it("has the reference's names", () => {
    assert.equal(metadata.name, "agnoagents.ai.company.com");
    assert.deepEqual(
      [spec.group, spec.scope, version?.name, spec.names.kind, spec.names.plural, spec.names.singular],
      ["ai.company.com", "Namespaced", "v1", "AgnoAgent", "agnoagents", "agnoagent"],
    );
    assert.deepEqual(spec.names.shortNames, ["aa"]);
  });

  it("has every field of the reference", () => {
    const paths = [...within(root)].map(([path]) => path);
    for (const field of ["agentName", "modelName", "replicas", "tools", "resources", "scaling"]) {
      assert.ok(paths.includes(`.spec.${field}`), field);
    }
    for (const what of ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"]) {
      assert.ok(paths.includes(`.spec.resources.${what}`), what);
    }
    for (const field of ["minReplicas", "maxReplicas", "targetCPU", "targetMemory", "customMetrics[].name"]) {
      assert.ok(paths.includes(`.spec.scaling.${field}`), field);
    }
    for (const field of [
      "phase",
      "readyReplicas",
      "conditions[].type",
      "conditions[].reason",
      "conditions[].message",
    ]) {
      assert.ok(paths.includes(`.status.${field}`), field);
    }
  });

  it("asks for a model and for nothing else", () => {
    assert.deepEqual([root.required, wanted?.required], [["spec"], ["modelName"]]);
  });

  it("bounds every text, number and list: what a rule costs is reckoned with them", () => {
    for (const [path, schema] of within(root)) {
      const { type, maxLength, enum: words, format, maxItems, minimum } = schema;
      if (type === "string") assert.ok(maxLength !== undefined || words !== undefined || format === "date-time", path);
      if (type === "array") assert.ok(maxItems !== undefined, path);
      if (type === "integer") assert.ok(minimum !== undefined, path);
      assert.ok(type !== undefined || (schema.x_kubernetes_int_or_string && maxLength !== undefined), path);
    }
  });

  it("says how each list is merged", () => {
    const lists = [...within(root)].filter(([, { type }]) => type === "array");
    const types = lists.map(([path, list]) => [path, list.x_kubernetes_list_type, list.x_kubernetes_list_map_keys]);
    assert.deepEqual(types, [
      [".spec.tools", "set", undefined],
      [".spec.scaling.customMetrics", "map", ["name"]],
      [".status.conditions", "map", ["type"]],
    ]);
  });

  it("explains every field of a spec and of a status", () => {
    for (const part of [wanted!, status!]) {
      for (const [path, { description }] of [...within(part)].filter(([path]) => !path.endsWith("[]"))) {
        assert.ok(description !== undefined && description.length > 10, path);
      }
    }
  });

  it("has no default for what only a stack file, a tenant or its quota knows", () => {
    const { image, priority, scaling, canary, replicas } = wanted!.properties!;
    for (const field of [image, priority, canary, replicas, scaling?.properties?.maxReplicas]) {
      assert.ok(field !== undefined && !Object.hasOwn(field, "default"));
    }
  });

  it("tells in each rule's message what to do, or what is allowed", () => {
    const rules = [...within(root)].flatMap(([, schema]) => schema.x_kubernetes_validations ?? []);
    assert.equal(rules.length, 10);
    for (const { message } of rules) assert.match(message, /; /);
  });

  it("has a status and a scale of its own", () => {
    assert.deepEqual(version?.subresources, {
      status: {},
      scale: {
        specReplicasPath: ".spec.replicas",
        statusReplicasPath: ".status.replicas",
        labelSelectorPath: ".status.selector",
      },
    });
  });

  it("shows columns whose fields exist", () => {
    const paths = [...within(root)].map(([path]) => path);
    const columns = version!.additionalPrinterColumns;
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["Model", "Pool", "Ready", "Desired", "Min", "Max", "Phase", "Age"],
    );
    for (const { jsonPath } of columns.slice(0, -1)) assert.ok(paths.includes(jsonPath), jsonPath);
  });
});
