/**
 * What Kubernetes itself says of each kind, as the JSON Schema files that kubeconform reads. Kubernetes publishes it as
 * OpenAPI, one document for each API version.
 */

/** A part of an OpenAPI document; only what is read here has a type. */
export interface OpenApiSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly Kind[];
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly [keyword: string]: unknown;
}

export interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, OpenApiSchema>> };
}

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Where kubeconform looks for a kind's schema: {@link schemaPath} as its own template. */
export const SCHEMA_TEMPLATE = "{{ .Group }}/{{ .ResourceAPIVersion }}/{{ .ResourceKind }}.json";

/** "scheduling.k8s.io/v1/priorityclass.json"; kubeconform takes the version for the group where there is none. */
export function schemaPath(apiVersion: string, kind: string): string {
  const [group, version = group] = apiVersion.split("/");
  return `${group ?? ""}/${version ?? ""}/${kind.toLowerCase()}.json`;
}

/** The name of the document that has an API version's kinds. */
export function documentOf(apiVersion: string): string {
  return `${[apiVersion.includes("/") ? "apis" : "api", ...apiVersion.split("/")].join("__")}_openapi.json`;
}

/**
 * The schema of one kind, whole in itself. Objects take no fields that they do not name.
 *
 * @returns undefined where the document has no such kind.
 */
export function schemaOf(document: OpenApi, apiVersion: string, kind: string): OpenApiSchema | undefined {
  const { schemas } = document.components;
  const root = Object.values(schemas).find(
    (schema) => schema["x-kubernetes-group-version-kind"]?.some((one) => isKind(one, apiVersion, kind)) === true,
  );
  if (root === undefined) return undefined;
  const used = usedBy(root, schemas);
  return {
    ...closed(root),
    required: ["apiVersion", "kind", "metadata"],
    properties: {
      ...closed(root).properties,
      apiVersion: { enum: [apiVersion] },
      kind: { enum: [kind] },
    },
    definitions: definitionsOf([...used], schemas),
  };
}

function isKind({ group, version, kind }: Kind, apiVersion: string, wanted: string): boolean {
  return kind === wanted && [group, version].filter((part) => part !== "").join("/") === apiVersion;
}

const REFERENCE = "#/components/schemas/";

/** The names of all schemas that this one leads to. */
function usedBy(root: OpenApiSchema, schemas: OpenApi["components"]["schemas"]): ReadonlySet<string> {
  const used = new Set<string>();
  const open = [root];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const [, name = ""] of JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      const next = schemas[name];
      if (used.has(name) || next === undefined) continue;
      used.add(name);
      open.push(next);
    }
  }
  return used;
}

/** The schema of metadata, which no definition of a kind tells, and what it refers to. */
export function metadataOf({ components: { schemas } }: OpenApi): {
  readonly metadata: OpenApiSchema;
  readonly definitions: Readonly<Record<string, OpenApiSchema>>;
} {
  const metadata = { $ref: `${REFERENCE}${METADATA}` };
  const used = [...usedBy(metadata, schemas)];
  return { metadata: closed(metadata), definitions: definitionsOf(used, schemas) };
}

const METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

function definitionsOf(names: readonly string[], schemas: OpenApi["components"]["schemas"]) {
  return Object.fromEntries(names.map((name) => [name, closed(schemas[name] ?? {})]));
}

/** With references as kubeconform finds them, without words, and with no room for unknown fields. */
function closed(schema: OpenApiSchema): OpenApiSchema {
  const kept = Object.entries(plain(schema)).map(([keyword, value]) => [
    keyword,
    keyword === "properties" ? eachClosed(value) : closedValue(value),
  ]);
  const takesMore =
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema["x-kubernetes-preserve-unknown-fields"] === true;
  return {
    ...(Object.fromEntries(kept) as OpenApiSchema),
    ...(!takesMore && { additionalProperties: false }),
    ...(schema.$ref !== undefined && { $ref: schema.$ref.replace(REFERENCE, "#/definitions/") }),
  };
}

/** Without words, and without what is no JSON Schema. */
export function plain(schema: OpenApiSchema): Readonly<Record<string, unknown>> {
  const kept = Object.entries(schema).filter(
    ([keyword]) => !/^(description|default|discriminator|x-kubernetes-.*)$/.test(keyword),
  );
  return Object.fromEntries(kept);
}

/** A field may be named as a keyword is: its own name is left alone. */
function eachClosed(properties: unknown): Readonly<Record<string, OpenApiSchema>> {
  const fields = Object.entries(properties as Readonly<Record<string, OpenApiSchema>>);
  return Object.fromEntries(fields.map(([name, field]) => [name, closed(field)]));
}

function closedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedValue);
  return typeof value === "object" && value !== null ? closed(value as OpenApiSchema) : value;
}
