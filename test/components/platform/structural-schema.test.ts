import assert from "node:assert/strict";
import { z } from "zod";
import { type Schema, structuralSchemaOf, withDefaults } from "../../../components/platform/structural-schema";

describe("structural schema", () => {
  const table: readonly (readonly [string, z.ZodType, Schema])[] = [
    [
      "a text with its bounds, without what only editors read",
      z
        .string()
        .min(1)
        .max(9)
        .regex(/^a/)
        .meta({ description: "d", examples: ["a"] }),
      { type: "string", minLength: 1, maxLength: 9, pattern: "^a", description: "d" },
    ],
    ["a whole number", z.int().min(1).max(5), { type: "integer", minimum: 1, maximum: 5 }],
    ["one of some words", z.enum(["a", "b"]), { type: "string", enum: ["a", "b"] }],
    [
      "a text or a number",
      z.union([z.string().max(20).regex(/^\d/), z.number().min(0)]).meta({ description: "d" }),
      { description: "d", maxLength: 20, pattern: "^\\d", minimum: 0, x_kubernetes_int_or_string: true },
    ],
    [
      "an object, whose unknown fields the server knows how to refuse",
      z.strictObject({ a: z.boolean(), b: z.boolean().exactOptional().meta({ default: true }) }),
      {
        type: "object",
        required: ["a"],
        properties: { a: { type: "boolean" }, b: { type: "boolean", default: true } },
      },
    ],
    [
      "a list of texts, which is a set",
      z.array(z.string().max(3)).max(4),
      { type: "array", maxItems: 4, items: { type: "string", maxLength: 3 }, x_kubernetes_list_type: "set" },
    ],
    [
      "a list of objects, each known by its name",
      z.array(z.strictObject({ name: z.string().max(3) })).max(4),
      {
        type: "array",
        maxItems: 4,
        items: { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 3 } } },
        x_kubernetes_list_type: "map",
        x_kubernetes_list_map_keys: ["name"],
      },
    ],
  ];
  for (const [what, settings, expected] of table) {
    it(`is made of ${what}`, () => {
      assert.deepEqual(structuralSchemaOf(settings), expected);
    });
  }

  const impossible: readonly (readonly [string, z.ZodType, RegExp])[] = [
    ["a choice of other kinds", z.union([z.boolean(), z.string()]), /has no choice of types/],
    [
      "a choice of three",
      z.union([z.string().max(1), z.number(), z.boolean()]),
      /no structural schema has such a choice/,
    ],
    ["names that are not known", z.record(z.string(), z.string()), /has no propertyNames, additionalProperties/],
    ["a bound that is left out itself", z.number().gt(0), /has no exclusiveMinimum/],
  ];
  for (const [what, settings, message] of impossible) {
    it(`is not made of ${what}, which would be lost`, () => {
      assert.throws(() => structuralSchemaOf(settings), message);
    });
  }
});

describe("defaults of a structural schema", () => {
  const text: Schema = { type: "string" };
  const inner = (more: Partial<Schema> = {}): Schema => ({
    type: "object",
    properties: { inside: { type: "object", properties: { a: text, b: text }, ...more } },
  });

  it("stand at each field, and at each object that holds some", () => {
    const { properties } = withDefaults(inner(), { inside: { a: "x" } });
    assert.deepEqual(properties, {
      inside: { type: "object", properties: { a: { type: "string", default: "x" }, b: text }, default: { a: "x" } },
    });
  });

  it("do not make an object of which something must be said", () => {
    const { properties } = withDefaults(inner({ required: ["b"] }), { inside: { a: "x" } });
    assert.deepEqual(properties?.inside?.default, undefined);
    assert.deepEqual(properties?.inside?.properties?.a?.default, "x");
  });

  it("leave alone what they do not name", () => {
    assert.deepEqual(withDefaults(inner(), {}), inner());
  });

  it("may be lists", () => {
    const list: Schema = { type: "array", items: text };
    const { properties } = withDefaults({ type: "object", properties: { list } }, { list: ["a"] });
    assert.deepEqual(properties?.list, { ...list, default: ["a"] });
  });
});
