/**
 * How to find one's way in a Google API description (a "discovery document").
 *
 * A field says of itself whether it is deprecated or output only, and refers to a type by name; several steps of a
 * path may go through lists and maps, which have no names of their own. Here both are one notion: a place.
 */

/** A type, or a field with its type, as Google writes it. Only what the checks read is named here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly enum?: readonly string[];
  /** One entry for each of `enum`, in the same order. */
  readonly enumDeprecated?: readonly boolean[];
  readonly pattern?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

export interface ApiDescription {
  /** For example "container". */
  readonly name: string;
  /** For example "v1". */
  readonly version: string;
  readonly schemas: Readonly<Record<string, Schema>>;
}

export interface Place {
  /** Where it stands, for a message: "container.v1 SecurityPostureConfig.mode". */
  readonly label: string;
  /** What it is, for a message: "container.v1 SecurityPostureConfig". The same as `label` when its type has no name. */
  readonly typeLabel: string;
  /** What the field says of itself: deprecated, output only, its description. */
  readonly field: Schema;
  /** The type, references followed. */
  readonly type: Schema;
}

/**
 * The place of a named schema, where every path begins.
 *
 * @throws Error when the description has no such schema: the table names a wrong one.
 */
export function rootOf(description: ApiDescription, schemaName: string): Place {
  const type = description.schemas[schemaName];
  const label = `${description.name}.${description.version} ${schemaName}`;
  if (type === undefined) throw new Error(`there is no ${label}`);
  return { label, typeLabel: label, field: type, type };
}

/** What a list or a map holds; undefined when the place is neither. */
export function elementOf(description: ApiDescription, place: Place): Place | undefined {
  const element = place.type.items ?? place.type.additionalProperties;
  return element === undefined ? undefined : placeOf(description, element, place.label);
}

/** The place without the lists and maps around it: what one element of it is. */
export function withoutContainers(description: ApiDescription, place: Place): Place {
  const element = elementOf(description, place);
  return element === undefined ? place : withoutContainers(description, element);
}

/** A field of the place, or of its elements when the place is a list or a map. */
export function fieldOf(description: ApiDescription, place: Place, name: string): Place | undefined {
  const owner = withoutContainers(description, place);
  const field = owner.type.properties?.[name];
  return field === undefined ? undefined : placeOf(description, field, `${owner.typeLabel}.${name}`);
}

/**
 * Every place on the way of a dotted path, the last one being where it leads.
 *
 * @param path Field names only, for example "config.accelerators.acceleratorType": lists and maps take no step.
 * @returns undefined when a field on the way does not exist.
 */
export function follow(description: ApiDescription, root: Place, path: string): readonly Place[] | undefined {
  const places: Place[] = [];
  for (const name of path.split(".")) {
    const next = fieldOf(description, places.at(-1) ?? root, name);
    if (next === undefined) return undefined;
    places.push(next);
  }
  return places;
}

/** Google says so in a property of its own or, in older descriptions, in the first words only. */
export function isOutputOnly(place: Place): boolean {
  return place.field.readOnly === true || /^\[?output only/i.test(place.field.description ?? "");
}

function placeOf(description: ApiDescription, field: Schema, label: string): Place {
  if (field.$ref === undefined) return { label, typeLabel: label, field, type: field };
  const referred = rootOf(description, field.$ref);
  return { label, typeLabel: referred.label, field, type: referred.type };
}
