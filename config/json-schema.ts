/** The stack file's schema for editors: completion, hover texts and red lines while typing. */
import { z } from "zod";
import type { JsonSchema } from "./check";
import { environmentFile, narrowedFile } from "./schema";

/** The JSON Schema of a stack file: a whole environment, or a part of one. */
export function stackFileSchema(): JsonSchema {
  const options = [environmentFile, narrowedFile].map((file, index) => {
    const schema = z.toJSONSchema(file) as JsonSchema;
    return spellOutNames(schema, `#/anyOf/${index}`);
  });
  return { title: "agno-platform stack file", anyOf: options };
}

/** Editors complete a key only where it is a property, not where it is one of the allowed names of a map. */
function spellOutNames(schema: JsonSchema, pointer: string): JsonSchema {
  const inner = `${pointer}/additionalProperties`;
  const named = (schema.propertyNames?.enum ?? []).map((name) => [name, { $ref: inner }] as const);
  const known = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => [key, spellOutNames(value, `${pointer}/properties/${key}`)] as const,
  );
  const properties = Object.fromEntries<JsonSchema>([...named, ...known]);
  return {
    ...schema,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(schema.additionalProperties && { additionalProperties: spellOutNames(schema.additionalProperties, inner) }),
  };
}
