/** Inputs in the form in which the API server keeps them, so that the same meaning is never a change. */
import type { Properties } from "../model";
import { isBuiltIn, isDefinition, isSecret, kindOf } from "./kind";
import { holdsUnknown, isMap, pluck, withoutValue } from "./object";
import { canonicalQuantity } from "./quantity";

/** What only the server says. */
const SERVERS_METADATA = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

/** Maps whose values are amounts, wherever they stand in an object of a built-in kind. */
const AMOUNTS = new Set([
  "allocatable",
  "capacity",
  "default",
  "defaultRequest",
  "hard",
  "limits",
  "max",
  "maxLimitRequestRatio",
  "min",
  "podFixed",
  "requests",
]);
/** Amounts by themselves. */
const AMOUNT = new Set(["averageValue", "divisor", "sizeLimit"]);

/** Keys that no TypeScript object type can have as they are, below a prefix of their own. */
const UNDERSCORED =
  /^x_kubernetes_(embedded_resource|int_or_string|list_map_keys|list_type|map_type|preserve_unknown_fields|validations)$/;
const DASHED =
  /^x-kubernetes-(embedded-resource|int-or-string|list-map-keys|list-type|map-type|preserve-unknown-fields|validations)$/;

/** Inputs in Kubernetes' own words. */
export function fromProgram(inputs: Properties): Properties {
  return renamed(inputs, (key) => (UNDERSCORED.test(key) ? key.replaceAll("_", "-") : key)) as Properties;
}

/** An object in the program's words. */
export function toProgram(object: Properties): Properties {
  return renamed(object, (key) => (DASHED.test(key) ? key.replaceAll("-", "_") : key)) as Properties;
}

/** The server's form; what holds unknown values keeps its own. */
export function normal(object: Properties): Properties {
  const clean = SERVERS_METADATA.reduce((rest, key) => withoutValue(rest, "metadata", key), object);
  const kind = kindOf(clean);
  if (kind === undefined || !isBuiltIn(kind) || holdsUnknown(clean)) return clean;
  if (isDefinition(kind)) return normalDefinition(clean);
  if (isSecret(kind)) return normalSecret(clean);
  return withAmounts(clean) as Properties;
}

function normalDefinition(object: Properties): Properties {
  const stated = withoutValue(object, "status");
  // The server drops the field when it says nothing new.
  const says = pluck(stated, "spec", "preserveUnknownFields") !== false;
  return says ? stated : withoutValue(stated, "spec", "preserveUnknownFields");
}

/** The server writes stringData over data and keeps data only. */
function normalSecret({ stringData, ...object }: Properties): Properties {
  const texts = isMap(stringData) ? stringData : {};
  const encoded = Object.entries(texts).map(([key, text]) => [key, Buffer.from(String(text)).toString("base64")]);
  const given = isMap(object.data) ? object.data : undefined;
  if (given === undefined && encoded.length === 0) return object;
  return { ...object, data: { ...mapValues(given ?? {}, reencoded), ...(Object.fromEntries(encoded) as Properties) } };
}

/** Without the white space that base64 may hold. */
function reencoded(value: unknown): unknown {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) return value;
  return Buffer.from(value, "base64").toString("base64");
}

function withAmounts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAmounts);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (AMOUNTS.has(key) && isMap(inner)) return [key, mapValues(inner, canonicalQuantity)];
      return [key, AMOUNT.has(key) ? canonicalQuantity(inner) : withAmounts(inner)];
    }),
  );
}

function mapValues(map: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function renamed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => renamed(inner, rename));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), renamed(inner, rename)]));
}
