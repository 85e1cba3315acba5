/** Holds a stack file against the schema and tells every difference in words a person can act on. */
import { z } from "zod";
import { type Path, type Problem, listed, printable, suggestion } from "./problem";
import type { StackFile } from "./stack-file";

export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly [] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Holds the file against a schema, and tells what is wrong with it as a file as well; at most one problem a value. */
export function check<S extends z.ZodType>(file: StackFile, schema: S): Checked<z.infer<S>> {
  const result = schema.safeParse(file.content);
  if (result.success && file.problems.length === 0) return { ok: true, value: result.data, problems: [] };
  const problems = [...file.problems];
  if (!result.success) {
    const described = new Describer(file, z.toJSONSchema(schema) as JsonSchema);
    // Not push(...), which takes every problem as an argument: a list of 130,000 wrong values would overflow the stack.
    for (const issue of result.error.issues) for (const problem of described.problemsOf(issue)) problems.push(problem);
  }
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify(problem.path);
    if (!first.has(key)) first.set(key, problem);
  }
  return { ok: false, problems: [...first.values()] };
}

/** The part of JSON Schema that zod writes and that says what is allowed. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
}

class Describer {
  constructor(
    private readonly file: StackFile,
    private readonly schema: JsonSchema,
  ) {}

  problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => this.unknownKey(path, key));
    if (issue.code === "invalid_key") {
      return [this.file.problemAtKey(path, issue.issues[0]?.message ?? "not an allowed name")];
    }
    return [this.file.problemAt(path, this.wrongValue(path, issue))];
  }

  private unknownKey(path: Path, key: string): Problem {
    const names = namesIn(schemaAt(this.schema, path));
    const message = `no such setting; allowed are ${listed(names)}${suggestion(key, names)}`;
    return this.file.problemAtKey([...path, key], message);
  }

  private wrongValue(path: Path, issue: z.core.$ZodIssue): string {
    const schema = schemaAt(this.schema, path);
    const allowed = allowedInWords(schema);
    if (path.length > 0 && !this.file.has(path)) return `is missing; allowed is ${allowed}`;
    const value = valueAt(this.file.content, path);
    if (value === null) return `is empty; allowed is ${allowed}`;
    if (issue.code === "invalid_format" || issue.code === "custom") return `${shown(value)} is ${issue.message}`;
    const near = typeof value === "string" ? suggestion(value, schema?.enum ?? []) : "";
    return `${shown(value)} is not allowed; allowed is ${allowed}${near}`;
  }
}

/** The schema of the value at a path, through named settings, maps and lists alike. */
export function schemaAt(schema: JsonSchema, path: Path): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, key) => {
    if (at === undefined) return undefined;
    if (typeof key === "number") return at.items;
    return at.properties?.[key] ?? (at.additionalProperties === false ? undefined : at.additionalProperties);
  }, schema);
}

function namesIn(schema: JsonSchema | undefined): readonly string[] {
  return schema?.properties ? Object.keys(schema.properties) : (schema?.propertyNames?.enum ?? []);
}

/** What a value may be, as the end of a sentence: "a whole number from 0 to 15". */
export function allowedInWords(schema: JsonSchema | undefined): string {
  if (schema === undefined) return "nothing";
  if (schema.anyOf) return choiceInWords(schema, schema.anyOf);
  if (schema.enum) return `one of ${listed(schema.enum)}`;
  switch (schema.type) {
    case "integer":
      return `a whole number ${rangeInWords(schema.minimum, schema.maximum)}`;
    case "number":
      return `a number ${rangeInWords(schema.minimum, schema.maximum)}`;
    case "boolean":
      return "true or false";
    case "array":
      return `a list${itemsInWords(schema)}, each ${allowedInWords(schema.items)}`;
    case "object":
      return `a map of ${schema.properties ? listed(namesIn(schema)) : "names to settings"}`;
    default:
      return `text${schema.maxLength === undefined ? "" : ` of up to ${schema.maxLength} characters`}${suchAs(schema)}`;
  }
}

/** One of some constants, or one thing that may be written in several ways, which its title names. */
function choiceInWords(schema: JsonSchema, options: readonly JsonSchema[]): string {
  if (options.every((option) => option.const !== undefined)) {
    return `one of ${listed(options.map((option) => String(option.const)))}`;
  }
  return schema.title ? `a ${schema.title}${suchAs(schema)}` : options.map(allowedInWords).join(" or ");
}

function rangeInWords(least: number | undefined, most: number | undefined): string {
  return `from ${least ?? "any"} to ${most ?? "any"}`;
}

function itemsInWords({ minItems, maxItems }: JsonSchema): string {
  const bounds = [
    ...(minItems === undefined ? [] : [`at least ${minItems}`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
  ];
  return bounds.length === 0 ? "" : ` of ${bounds.join(" and ")}`;
}

function suchAs({ examples }: JsonSchema): string {
  return examples ? ` such as ${JSON.stringify(examples[0])}` : "";
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], content);
}

function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return printable(text, 40);
}
