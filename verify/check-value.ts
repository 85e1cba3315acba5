import { listed, suggestion } from "../config/problem";
import type { Place, Schema } from "./api-description";

/** What Pulumi's inputs are made of, lists and groups aside. */
export type Scalar = string | number | boolean;

interface Format {
  readonly pattern: RegExp;
  readonly words: string;
}

const formats: Readonly<Record<string, Format>> = {
  int64: { pattern: /^-?\d+$/, words: "a whole number" },
  uint64: { pattern: /^\d+$/, words: "a whole number from 0" },
  "google-duration": { pattern: /^\d+(\.\d{1,9})?s$/, words: 'a duration in seconds, such as "3600s"' },
  "google-datetime": {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    words: 'a time of RFC 3339, such as "2026-11-01T02:00:00Z"',
  },
  byte: { pattern: /^[A-Za-z0-9+/_-]*={0,2}$/, words: "text in base64" },
};

/**
 * What is wrong with one value for Google, undefined when nothing is.
 *
 * @param place Where the value goes; a place with a scalar type.
 */
export function problemOf(value: Scalar, place: Place): string | undefined {
  const { type } = place;
  switch (type.type) {
    case "any":
      return undefined;
    case "boolean":
      return typeof value === "boolean" ? undefined : wrongType(value, place, "true or false");
    case "integer":
      return numberProblem(value, place, Number.isInteger(value), "a whole number");
    case "number":
      return numberProblem(value, place, true, "a number");
    case "string":
      return textProblem(value, place);
    default:
      return wrongType(value, place, type.items === undefined ? "a group of fields" : "a list");
  }
}

function numberProblem(value: Scalar, place: Place, whole: boolean, words: string): string | undefined {
  if (typeof value !== "number" || !whole) return wrongType(value, place, words);
  const [minimum, maximum] = rangeOf(place.type);
  if (value >= minimum && value <= maximum) return undefined;
  return `${value} is out of range; ${place.label} is from ${minimum} to ${maximum}`;
}

function rangeOf({ format, minimum, maximum }: Schema): [number, number] {
  const [lowest, highest] =
    format === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : format === "uint32" ? [0, 2 ** 32 - 1] : [-Infinity, Infinity];
  return [Number(minimum ?? lowest), Number(maximum ?? highest)];
}

function textProblem(value: Scalar, place: Place): string | undefined {
  const { type, label } = place;
  const format = formats[type.format ?? ""];
  const mayBeNumber = type.format === "int64" || type.format === "uint64";
  if (typeof value === "number" ? !mayBeNumber : typeof value !== "string") return wrongType(value, place, "text");
  const text = String(value);
  if (type.enum !== undefined) return enumerationProblem(text, place, type.enum);
  if (format !== undefined && !(format.pattern.test(text) && isDate(text, type.format))) {
    return `${JSON.stringify(value)} is not ${format.words}, which ${label} is`;
  }
  if (type.pattern !== undefined && !new RegExp(`^(?:${type.pattern})$`).test(text)) {
    return `${JSON.stringify(value)} does not match ${type.pattern} of ${label}`;
  }
  return undefined;
}

/** The pattern alone allows the 99th of a month. */
function isDate(text: string, format: string | undefined): boolean {
  return format !== "google-datetime" || !Number.isNaN(Date.parse(text));
}

function enumerationProblem(value: string, { label, type }: Place, all: readonly string[]): string | undefined {
  const deprecated = all.filter((_, index) => type.enumDeprecated?.[index] === true);
  const allowed = all.filter((name) => !deprecated.includes(name) && !/(^|_)UNSPECIFIED$/.test(name));
  if (allowed.includes(value)) return undefined;
  const choice = `allowed are ${listed(allowed)}`;
  if (deprecated.includes(value)) return `${value} is deprecated in ${label}; ${choice}`;
  if (all.includes(value)) return `${value} says nothing in ${label}: leave the input out; ${choice}`;
  return `${value} is not a value of ${label}; ${choice}${suggestion(value, allowed)}`;
}

function wrongType(value: Scalar, { label }: Place, words: string): string {
  return `wrong type: ${JSON.stringify(value)}, but ${label} is ${words}`;
}
