/** What one set of resources has different from another: a pure function of both. */
import { isIgnored, textOfPath } from "../../emulator/kubernetes/difference";
import type { RegisteredResource } from "../../emulator/monitor";
import { placesIn } from "../../proofs/places";
import type { Changed, Changes, Placed, Removed } from "./changes";
import { type Edit, editsBetween } from "./edits";
import { lossOf } from "./losses";
import { fixedAmong, fixedBy } from "./replaced";

/** What is known of a resource of the base: the part of it that the preview's JSON has had from the beginning. */
export type BaseResource = Pick<RegisteredResource, "urn" | "type" | "name" | "parent" | "inputs"> & {
  readonly options?: RegisteredResource["options"] | undefined;
  readonly provider?: string | undefined;
};

export type Difference = Pick<Changes, "added" | "removed" | "changed">;

/** Compares by URN, knows a renamed resource by its aliases; each list in the order of the URNs. */
export function differenceBetween(before: readonly BaseResource[], after: readonly RegisteredResource[]): Difference {
  const pairs = paired(before, after);
  const [stayed, found] = [
    new Map(pairs.map(([old, now]) => [old.urn, now.urn])),
    new Set(pairs.map(([, now]) => now)),
  ];
  const [placeBefore, placeAfter] = [placesIn(before), placesIn(after)];
  const drafts = pairs.map(([old, now]): Draft => ({ old, now, edits: editsOf(old, now, stayed) }));
  const gone = before.filter(({ urn }) => !stayed.has(urn));
  return {
    added: after.filter((resource) => !found.has(resource)).map((resource) => placed(resource, placeAfter)),
    removed: gone.map((resource) => ({ ...placed(resource, placeBefore), ...lossesOf(resource) })),
    changed: [...withFollowers(drafts)]
      .map(([draft, replacedFor]) => changedOf(draft, replacedFor, placeAfter))
      .filter(({ was, paths, replacedFor }) => was !== null || paths.length + replacedFor.length > 0),
  };
}

/** Each resource that is in both, by its own name or a former one. */
function paired(
  before: readonly BaseResource[],
  after: readonly RegisteredResource[],
): readonly (readonly [BaseResource, RegisteredResource])[] {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const names = new Set(after.map(({ urn }) => urn));
  const taken = new Set<string>();
  return after.flatMap((resource) => {
    const former = resource.formerUrns.filter((urn) => !names.has(urn));
    const match = [resource.urn, ...former].find((urn) => old.has(urn) && !taken.has(urn));
    const found = match === undefined ? undefined : old.get(match);
    if (found === undefined) return [];
    taken.add(found.urn);
    return [[found, resource] as const];
  });
}

interface Draft {
  readonly old: BaseResource;
  readonly now: RegisteredResource;
  readonly edits: readonly Edit[];
}

/** What differs of the inputs, and of what Pulumi itself does with the resource. */
function editsOf(old: BaseResource, now: RegisteredResource, named: ReadonlyMap<string, string>): readonly Edit[] {
  const today = (urn: string) => named.get(urn) ?? urn;
  const before = { ...old.options, parent: today(old.parent), provider: today(providerUrn(old.provider ?? "")) };
  const after = { ...now.options, parent: now.parent, provider: providerUrn(now.provider) };
  // Older revisions do not say all of it.
  const isKnown = ({ path: [option] }: Edit) =>
    option === "parent" || Object.hasOwn(old, option === "provider" ? option : "options");
  return [
    ...editsBetween(old.inputs, now.inputs).filter(({ path }) => !isIgnored(path, now.options.ignoreChanges)),
    ...editsBetween(before, after).filter(isKnown).map(asOption),
  ];
}

/** Without the provider's id, which another one of the same name may have. */
function providerUrn(provider: string): string {
  return provider.slice(0, Math.max(0, provider.lastIndexOf("::")));
}

/** No input has such a name. */
function asOption({ path: [option, ...rest], ...edit }: Edit): Edit {
  return { ...edit, path: [`options:${String(option)}`, ...rest] };
}

/** What is made anew, and what must be because of it: whatever is made of it in a way that cannot be changed. */
function withFollowers(drafts: readonly Draft[]): ReadonlyMap<Draft, readonly string[]> {
  const fixed = new Map(drafts.map((draft) => [draft, fixedAmong(draft.old.inputs, draft.now, draft.edits)] as const));
  const replaced = new Set(drafts.filter((draft) => fixed.get(draft)?.length).map(({ now }) => now.urn));
  for (let before = -1; before !== replaced.size;) {
    before = replaced.size;
    for (const draft of drafts) {
      const by = fixedBy(draft.now, replaced);
      if (by.length === 0) continue;
      fixed.set(draft, [...new Set([...(fixed.get(draft) ?? []), ...by])].sort());
      replaced.add(draft.now.urn);
    }
  }
  return fixed;
}

function changedOf({ old, now, edits }: Draft, replacedFor: readonly string[], placeOf: PlaceOf): Changed {
  const values = (key: "before" | "after") =>
    Object.fromEntries(
      edits.filter(({ [key]: value }) => value !== undefined).map((edit) => [textOfPath(edit.path), edit[key]]),
    );
  return {
    ...placed(now, placeOf),
    was: old.urn === now.urn ? null : old.urn,
    paths: edits.map(({ path }) => textOfPath(path)),
    before: values("before"),
    after: values("after"),
    replacedFor,
    // What goes is the old one, as the old state says. The engine refuses it as well where this update lifts the protection.
    loses: replacedFor.length > 0 ? lossesOf(old).loses : "",
    isProtected: lossesOf(old).isProtected,
  };
}

type PlaceOf = ReturnType<typeof placesIn>;

function placed(resource: BaseResource | RegisteredResource, placeOf: PlaceOf): Placed {
  const { urn, type, name } = resource;
  return { urn, type, name, ...placeOf(resource) };
}

function lossesOf({ type, options }: BaseResource): Pick<Removed, "loses" | "isProtected"> {
  const { retainOnDelete = false, protect = false } = options ?? {};
  return { loses: lossOf(type, { retainOnDelete }), isProtected: protect };
}
