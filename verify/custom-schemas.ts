/** What definitions (CRDs) say of their kinds, as the JSON Schema files that kubeconform reads. */
import { parse } from "yaml";
import { z } from "zod";
import { fromProgram } from "../emulator/kubernetes/normal";
import type { Definition } from "../tools/definitions";
import { type OpenApi, type OpenApiSchema, metadataOf, plain } from "./kubernetes-schemas";

/** The part of a CustomResourceDefinition that is read. */
const parsed = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        served: z.boolean(),
        schema: z.object({ openAPIV3Schema: z.custom<OpenApiSchema>() }),
      }),
    ),
  }),
});

/**
 * The schema of one kind, whole in itself. Objects take no fields that they do not name.
 *
 * @param core The document that describes metadata, as the API server holds every kind's to it.
 * @returns undefined where none of the definitions has such a kind.
 */
export function customSchemaOf(
  definitions: readonly Definition[],
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  core: OpenApi,
): OpenApiSchema | undefined {
  const [group = "", version = ""] = apiVersion.split("/");
  // Parsing all of them would take seconds.
  for (const { text } of definitions.filter(({ text }) => text.includes(group) && text.includes(kind))) {
    const { spec } = parsed.parse(fromProgram(parse(unfolded(text)) as Readonly<Record<string, unknown>>));
    const found = spec.versions.find(({ name, served }) => served && name === version);
    if (spec.group !== group || spec.names.kind !== kind || found === undefined) continue;
    return whole(closed(found.schema.openAPIV3Schema), { apiVersion, kind }, core);
  }
  return undefined;
}

/** Flagger does not indent the further lines of a quoted text, which Go's parser takes and this one does not. */
function unfolded(text: string): string {
  return text.replaceAll(/: '[^'\n]*\n[^']*'/g, (quoted) => quoted.replaceAll(/\s*\n\s*/g, " "));
}

function whole(
  root: OpenApiSchema,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  core: OpenApi,
): OpenApiSchema {
  const { metadata, definitions } = metadataOf(core);
  return {
    ...root,
    required: ["apiVersion", "kind", "metadata", ...((root.required ?? []) as readonly string[])],
    properties: { ...root.properties, apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] }, metadata },
    definitions,
  };
}

/** A structural schema names fields in these places; what it says in others (oneOf and its like) speaks of a part. */
function closed(schema: OpenApiSchema): OpenApiSchema {
  const { properties, items, additionalProperties } = schema;
  const isOpen =
    properties === undefined ||
    additionalProperties !== undefined ||
    schema["x-kubernetes-preserve-unknown-fields"] === true;
  return {
    ...(plain(schema) as OpenApiSchema),
    ...(schema["x-kubernetes-int-or-string"] === true && { type: ["integer", "string"] }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, closed(field)])),
    }),
    ...(isSchema(items) && { items: closed(items) }),
    ...(isSchema(additionalProperties) && { additionalProperties: closed(additionalProperties) }),
    ...(!isOpen && { additionalProperties: false }),
  };
}

function isSchema(value: unknown): value is OpenApiSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
