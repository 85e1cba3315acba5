/** Schemas as the API server takes them: "structural", a part of OpenAPI 3 with Kubernetes' own additions. */
import { z } from "zod";

/** In the words of Pulumi's types: its plugin sends x_kubernetes_validations as x-kubernetes-validations. */
export interface Schema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly format?: "date-time" | "int64";
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: string[];
  readonly properties?: Record<string, Schema>;
  readonly x_kubernetes_int_or_string?: boolean;
  readonly x_kubernetes_list_type?: "atomic" | "set" | "map";
  readonly x_kubernetes_list_map_keys?: string[];
  readonly x_kubernetes_validations?: Rule[];
}

/** What must hold, in CEL, and what the refused one reads. */
export interface Rule {
  readonly rule: string;
  readonly message: string;
}

/** What zod writes, as far as settings use it. */
interface JsonSchema extends Omit<Schema, "type" | "properties" | "items" | "format"> {
  readonly type?: string | readonly string[];
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/**
 * What a schema of settings takes, in the API server's terms.
 *
 * - Unknown fields need no word: where properties are named, the server refuses or drops all others.
 * - A text or a number is Kubernetes' int-or-string. A fraction is not: "0.5" is text.
 * - Lists are sets, or by their items' `name` where they have one: so nothing stands in them twice, and two who apply
 *   different items do not undo each other.
 */
export function structuralSchemaOf(schema: z.ZodType): Schema {
  return structural(z.toJSONSchema(schema) as JsonSchema);
}

function structural({ properties, items, anyOf, ...schema }: JsonSchema): Schema {
  if (anyOf) return intOrString(schema, anyOf);
  return {
    ...kept(schema),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, structural(field)])),
    }),
    ...(items && { items: structural(items), ...listTypeOf(items) }),
  };
}

/** The only union that a structural schema has without a field that says which of them it is. */
function intOrString(schema: JsonSchema, options: readonly JsonSchema[]): Schema {
  const text = options.find(({ type }) => type === "string");
  const number = options.find(({ type }) => type === "number");
  if (text === undefined || number === undefined || options.length !== 2) {
    throw new Error(`no structural schema has such a choice: ${JSON.stringify(options)}`);
  }
  return { ...kept(schema), ...bounds(text), ...bounds(number), x_kubernetes_int_or_string: true };
}

/** Words that mean the same to both. OpenAPI's exclusiveMinimum, for one, is a truth value. */
const SHARED: readonly string[] = [
  ...["type", "description", "default", "enum", "required", "minimum", "maximum"],
  ...["minLength", "maxLength", "pattern", "maxItems"],
];
/** Words that only editors read. */
const LEFT_OUT: readonly string[] = ["$schema", "title", "examples"];

/** @throws Error for a word that would be lost: the server would take what the stack file does not. */
function kept({ additionalProperties = false, ...schema }: JsonSchema): Schema {
  const words = Object.entries(schema).filter(([word]) => !LEFT_OUT.includes(word));
  const lost = words.filter(([word]) => !SHARED.includes(word)).map(([word]) => word);
  if (additionalProperties !== false) lost.push("additionalProperties");
  if (Array.isArray(schema.type)) lost.push("choice of types");
  if (lost.length > 0) throw new Error(`a structural schema has no ${lost.join(", ")}: ${JSON.stringify(schema)}`);
  return Object.fromEntries(words);
}

function bounds(schema: JsonSchema): Schema {
  return Object.fromEntries(Object.entries(kept(schema)).filter(([word]) => word !== "type"));
}

function listTypeOf(items: JsonSchema): Schema {
  if (items.properties === undefined) return { x_kubernetes_list_type: "set" };
  return { x_kubernetes_list_type: "map", x_kubernetes_list_map_keys: ["name"] };
}

/** Defaults by the names of fields; a list is a value. */
export type Defaults = Readonly<Record<string, unknown>>;

/**
 * Adds defaults that the settings themselves do not tell. A field that has defaults within it, and nothing that must be
 * said, gets all of them as its own: the server fills in only what is within a field that is there.
 */
export function withDefaults(schema: Schema, defaults: Defaults): Schema {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const value = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (field.properties) return [name, withOwnDefault(withDefaults(field, (value ?? {}) as Defaults))] as const;
    return [name, value === undefined ? field : { ...field, default: value }] as const;
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}

function withOwnDefault(schema: Schema): Schema {
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.default !== undefined);
  if (fields.length === 0 || (schema.required ?? []).length > 0) return schema;
  return { ...schema, default: Object.fromEntries(fields.map(([name, field]) => [name, field.default])) };
}
