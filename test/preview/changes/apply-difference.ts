/** Makes the new resources of the old ones and a difference: what a difference must be enough for. */
import type { RegisteredResource } from "../../../emulator/monitor";
import type { Changed } from "../../../preview/changes/changes";
import type { BaseResource, Difference } from "../../../preview/changes/difference";
import type { Path } from "../../../preview/changes/edits";
import { type Applied, applied, pathOf } from "./apply";

/** What is compared of a resource: its inputs, and what Pulumi itself does with it. */
export interface Compared {
  readonly inputs: unknown;
  readonly options: unknown;
}

const OPTION = /^options:/;

/** By URN. What is added is taken from the new side. Throws where the difference does not fit the old side. */
export function made(
  before: readonly BaseResource[],
  { added, removed, changed }: Difference,
  after: readonly RegisteredResource[],
): ReadonlyMap<string, Compared> {
  const gone = new Set(removed.map(({ urn }) => urn));
  const changes = new Map(changed.map((change) => [change.was ?? change.urn, change]));
  const today = (urn: string) => changes.get(urn)?.urn ?? urn;
  const come = new Set(added.map(({ urn }) => urn));
  return new Map([
    ...before
      .filter(({ urn }) => !gone.has(urn))
      .map((old) => [today(old.urn), edited(comparedOf(old, today), changes.get(old.urn))] as const),
    ...after.filter(({ urn }) => come.has(urn)).map((resource) => [resource.urn, comparedOf(resource)] as const),
  ]);
}

/** By URN, with the old values of what the program ignores, as the engine keeps them. */
export function wanted(
  before: readonly BaseResource[],
  after: readonly RegisteredResource[],
): ReadonlyMap<string, Compared> {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  return new Map(
    after.map((resource) => {
      const found = [resource.urn, ...resource.formerUrns].map((urn) => old.get(urn)).find(Boolean);
      const { inputs, options } = comparedOf(resource);
      return [resource.urn, { inputs: found ? kept(inputs, found, resource) : inputs, options }];
    }),
  );
}

function kept(inputs: unknown, old: BaseResource, { options }: RegisteredResource): unknown {
  const paths = options.ignoreChanges.map(pathOf);
  const edits = paths.map((path) => ({ path, before: valueAt(inputs, path), after: valueAt(old.inputs, path) }));
  return applied(
    inputs,
    edits.filter(({ before, after }) => before !== after),
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);
}

function comparedOf(resource: BaseResource, today = (urn: string) => urn): Compared {
  const { inputs, options, parent, provider = "" } = resource;
  const urn = provider.slice(0, Math.max(0, provider.lastIndexOf("::")));
  return { inputs, options: { ...options, parent: today(parent), provider: today(urn) } };
}

function edited({ inputs, options }: Compared, change: Changed | undefined): Compared {
  const edits = (change?.paths ?? []).map((path) => ({
    path,
    before: change?.before[path],
    after: change?.after[path],
  }));
  const read = ({ path, ...edit }: (typeof edits)[number]): Applied => ({
    path: pathOf(path.replace(OPTION, "")),
    ...edit,
  });
  return {
    inputs: applied(inputs, edits.filter(({ path }) => !path.startsWith("options:")).map(read)),
    options: applied(options, edits.filter(({ path }) => path.startsWith("options:")).map(read)),
  };
}
