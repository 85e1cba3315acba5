/** Changes to the valid stack: one thing each. */
import type { RegisteredResource } from "../../emulator/monitor";
import type { Properties } from "../../emulator/model";
import { VALID } from "./fixture";

/** One thing that is broken. */
export interface Mutation {
  /** What, in a few words. */
  readonly title: string;
  /** The value that the message must name. */
  readonly value: string;
  readonly resources: readonly RegisteredResource[];
}

type Value = unknown;

/** A resource with another value at a path; undefined takes the property away. */
export function changed(resource: RegisteredResource, path: string, value: Value): RegisteredResource {
  const inputs = structuredClone(resource.inputs) as Record<string, unknown>;
  const keys = keysOf(path);
  const last = keys.pop() ?? "";
  let at: Record<string, unknown> = inputs;
  for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return { ...resource, inputs, outputs: inputs };
}

/** "spec.hard['requests.cpu']" is spec, hard, requests.cpu. */
function keysOf(path: string): string[] {
  return [...path.matchAll(/\['([^']+)'\]|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** The valid stack with another value in one resource, named as in the fixture: "Deployment support". */
export function set(name: string, path: string, value: Value, named: string, title?: string): Mutation {
  const before = VALID.filter((resource) => resource.name === name);
  if (before.length !== 1) throw new Error(`${before.length} resources are called ${name}`);
  const resources = VALID.map((resource) => (resource.name === name ? changed(resource, path, value) : resource));
  const words = value === undefined ? "taken away" : JSON.stringify(value);
  return { title: title ?? `${name}: ${path} ${words}`, value: named, resources };
}

/** The valid stack without one resource. */
export function without(name: string, named: string): Mutation {
  const resources = VALID.filter((resource) => resource.name !== name);
  if (resources.length !== VALID.length - 1) throw new Error(`no resource is called ${name}`);
  return { title: `without ${name}`, value: named, resources };
}

/** The valid stack and one resource more. */
export function plus(added: RegisteredResource, named: string): Mutation {
  return { title: `and ${added.name}`, value: named, resources: [...VALID, added] };
}

/** A Kubernetes object spelt as somebody likes. */
export function kubernetes(type: string, name: string, inputs: Properties): RegisteredResource {
  const sample = VALID.find((resource) => resource.type.startsWith("kubernetes:"));
  if (sample === undefined) throw new Error("the fixture has no Kubernetes object");
  return {
    ...sample,
    urn: `${sample.urn.split("::").slice(0, 2).join("::")}::${type}::${name}`,
    type,
    name,
    inputs,
    outputs: inputs,
  };
}
