/** What `pulumi import` must be told of resources that exist at the cloud and are missing from the state. */
import { listed, suggestion } from "../config/problem";
import type { RegisteredResource } from "../emulator/monitor";

/** The file that `pulumi import --file` takes. */
export interface ImportFile {
  /** Names for URNs, by which resources below refer to their parents and providers. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly parent?: string;
    readonly provider: string;
  }[];
}

/**
 * The import of the resources with these logical names. Ids follow from the explicit cloud names, so the program tells
 * them without asking the cloud.
 *
 * @throws Error naming every name that the stack has no resource for.
 */
export function importFileFor(names: readonly string[], resources: readonly RegisteredResource[]): ImportFile {
  const importable = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  const known = new Map(importable.map((resource) => [resource.name, resource]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const near = unknown.map((name) => `${name}${suggestion(name, [...known.keys()])}`);
    throw new Error(`the stack has no such resource: ${listed(near)}`);
  }
  const wanted = [...new Set(names)].flatMap((name) => known.get(name) ?? []);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const table = new Map<string, string>();
  const nameOf = (urn: string) => {
    const name = byUrn.get(urn)?.name ?? urn;
    table.set(name, urn);
    return name;
  };
  const imports = wanted.map(({ type, name, id, parent, provider }) => ({
    type,
    name,
    id,
    ...(byUrn.get(parent)?.parent !== "" && { parent: nameOf(parent) }),
    provider: nameOf(provider.split("::").slice(0, 4).join("::")),
  }));
  return { nameTable: Object.fromEntries(table), resources: imports };
}
