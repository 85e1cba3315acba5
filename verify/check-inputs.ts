import { suggestion } from "../config/problem";
import type { ApiDescription, Place, Schema } from "./api-description";
import { elementOf, fieldOf, follow, isOutputOnly, rootOf, withoutContainers } from "./api-description";
import { type Scalar, problemOf } from "./check-value";
import { type FieldRule, type TypeMapping, pathOf } from "./field-rules";

/** The inputs of one resource, or a group of fields within them. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface Finding {
  /** The input, for example "maintenancePolicy.maintenanceExclusions[0].endTime"; empty for the whole resource. */
  readonly path: string;
  readonly message: string;
}

export interface CheckedInputs {
  readonly findings: readonly Finding[];
  /** How many values were held against Google's description. */
  readonly checked: number;
  /** How many values have no counterpart at Google, as the table explains. */
  readonly explained: number;
}

/** Holds the inputs of one resource against Google's description, field by field. */
export function checkInputs(inputs: Inputs, mapping: TypeMapping, description: ApiDescription): CheckedInputs {
  const check = new InputCheck(mapping, description);
  check.checkAll(inputs);
  return check;
}

interface At {
  /** For a person, with list indices. */
  readonly path: string;
  /** For the table, without them. */
  readonly key: string;
  readonly place: Place;
  /** The fields from the schema to here: what they say of themselves has been looked at. */
  readonly seen: readonly Schema[];
  /** The table leads here, so what is one for Pulumi may be many for Google, and the reverse. */
  readonly mapped: boolean;
}

class InputCheck implements CheckedInputs {
  readonly findings: Finding[] = [];
  checked = 0;
  explained = 0;
  private readonly root: Place;

  constructor(
    private readonly mapping: TypeMapping,
    private readonly description: ApiDescription,
  ) {
    this.root = rootOf(description, mapping.schema);
  }

  checkAll(inputs: Inputs): void {
    this.checkGroup(inputs, { path: "", key: "", place: this.root, seen: [], mapped: false });
  }

  private checkValue(value: unknown, at: At): void {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) this.checkList(value, at);
    else if (typeof value === "object") this.checkGroup(value as Inputs, at);
    else this.checkScalar(value as Scalar, at);
  }

  private checkList(values: readonly unknown[], at: At): void {
    const isMap = at.place.type.items === undefined && at.place.type.additionalProperties !== undefined;
    const isList = at.place.type.items !== undefined || (isMap && at.mapped);
    const element = isList ? elementOf(this.description, at.place) : undefined;
    if (element === undefined && !(at.mapped && !isMap && values.length <= 1)) {
      this.report(at.path, `wrong type: a list, but ${at.place.label} is ${isMap ? "a map" : "one value"}`);
      return;
    }
    values.forEach((value, index) => {
      this.checkValue(value, { ...at, path: `${at.path}[${index}]`, place: element ?? at.place, mapped: false });
    });
  }

  private checkGroup(group: Inputs, at: At): void {
    const { type } = at.place;
    const element = elementOf(this.description, at.place);
    if (type.additionalProperties !== undefined && element !== undefined) {
      for (const [name, value] of Object.entries(group)) {
        this.checkValue(value, { ...at, path: `${at.path}.${name}`, key: `${at.key}.*`, place: element });
      }
    } else if (element !== undefined && at.mapped) {
      this.checkGroup(group, { ...at, place: element });
    } else if (type.type === "object") {
      for (const [name, value] of Object.entries(group)) this.checkField(name, value, at);
    } else if (type.type !== "any") {
      this.report(at.path, `wrong type: a group of fields, but ${at.place.label} is ${type.type ?? "something else"}`);
    }
  }

  private checkField(name: string, value: unknown, parent: At): void {
    if (value === null || value === undefined) return;
    const path = parent.path === "" ? name : `${parent.path}.${name}`;
    const key = parent.key === "" ? name : `${parent.key}.${name}`;
    const rule = this.mapping.fields[key];
    if (rule !== undefined && pathOf(rule) === undefined) {
      this.explained += scalarsIn(value);
      return;
    }
    const way = this.wayTo(name, rule, parent.place);
    const place = way?.at(-1);
    if (way === undefined || place === undefined) {
      this.report(path, this.unknownField(name, rule, parent));
      return;
    }
    const problem = hasReason(rule) ? undefined : problemOnWay(way.filter(({ field }) => !parent.seen.includes(field)));
    if (problem !== undefined) {
      this.report(path, problem);
      return;
    }
    const seen = [...parent.seen, ...way.map(({ field }) => field)];
    this.checkSpelled(value, rule, { path, key, place, seen, mapped: rule !== undefined });
  }

  /** The places from the schema to a field with a rule; the field's own place for one without. */
  private wayTo(name: string, rule: FieldRule | undefined, parent: Place): readonly Place[] | undefined {
    const path = rule === undefined ? undefined : pathOf(rule);
    if (path !== undefined) return follow(this.description, this.root, path);
    const place = fieldOf(this.description, parent, name);
    return place === undefined ? undefined : [place];
  }

  private checkSpelled(value: unknown, rule: FieldRule | undefined, at: At): void {
    if (typeof rule !== "object" || !("spelling" in rule)) {
      this.checkValue(value, at);
      return;
    }
    const spelled = rule.spelling[String(value)];
    if (spelled === undefined) {
      this.report(at.path, `${JSON.stringify(value)} is not one of ${Object.keys(rule.spelling).join(", ")}`);
    } else {
      this.checkScalar(spelled, at);
    }
  }

  private checkScalar(value: Scalar, at: At): void {
    this.checked += 1;
    const place = at.mapped ? withoutContainers(this.description, at.place) : at.place;
    const problem = problemOf(value, place);
    if (problem !== undefined) this.report(at.path, problem);
  }

  private unknownField(name: string, rule: FieldRule | undefined, parent: At): string {
    const owner = withoutContainers(this.description, parent.place);
    if (rule !== undefined)
      return `its line in verify/fields leads nowhere: no ${pathOf(rule) ?? ""} in ${this.root.label}`;
    const prefix = parent.key === "" ? "" : `${parent.key}.`;
    const renamed = Object.keys(this.mapping.fields).filter((key) => key.startsWith(prefix));
    const names = renamed.map((key) => key.slice(prefix.length)).filter((key) => !key.includes("."));
    const near = suggestion(name, [...names, ...Object.keys(owner.type.properties ?? {})]);
    return `no such field in ${owner.typeLabel}${near}`;
  }

  private report(path: string, message: string): void {
    this.findings.push({ path, message });
  }
}

function hasReason(rule: FieldRule | undefined): boolean {
  return typeof rule === "object" && "although" in rule;
}

function problemOnWay(way: readonly Place[]): string | undefined {
  const outputOnly = way.find(isOutputOnly);
  if (outputOnly !== undefined) return `output only: ${outputOnly.label} is set by Google, never by a request`;
  const deprecated = way.find(({ field }) => field.deprecated === true);
  if (deprecated === undefined) return undefined;
  const sentence = /[^.]*deprecated.*/is.exec(deprecated.field.description ?? "")?.[0].trim() ?? "";
  return `deprecated: ${deprecated.label}${sentence === "" ? "" : `; Google: "${shortened(sentence)}"`}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}

function scalarsIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, part) => sum + scalarsIn(part), 0);
}
