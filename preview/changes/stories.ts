/** Changes as people tell them: what is alike in several regions or of several tenants is told once. */
import { grouped } from "../../proofs/grouped";
import { rankOfLoss } from "./losses";
import { PROVIDER } from "./replaced";
import { shortName } from "./words";
import type { Changed, Changes, Placed, Removed } from "./changes";

/** One thing that happens in all of these places. */
export interface Story<T extends Placed> {
  /** The first of them, which the words are about. */
  readonly first: T;
  readonly all: readonly T[];
}

export interface Stories {
  /** Whatever goes with data in it, or is made anew. */
  readonly losing: readonly Story<Removed>[];
  readonly replaced: readonly Story<Changed>[];
  /** Objects of a cluster that is made anew: they change in nothing else, and the cluster's loss is theirs. */
  readonly following: readonly Story<Changed>[];
  /** Changed where it is. */
  readonly changed: readonly Story<Changed>[];
  /** The same under another name. */
  readonly renamed: readonly Story<Changed>[];
  readonly added: readonly Group[];
  readonly removed: readonly Group[];
}

/** What comes or goes in one place, and where else the same does. */
export interface Group {
  readonly each: readonly Placed[];
  readonly all: readonly Placed[];
}

export function storiesOf({ added, removed, changed }: Changes): Stories {
  const isReplaced = ({ replacedFor }: Changed) => replacedFor.length > 0;
  const stays = changed.filter((one) => !isReplaced(one));
  const following = changed.filter(isFollowing);
  const losing = [...removed, ...changed.filter((one) => !isFollowing(one))].filter(({ loses }) => loses !== "");
  return {
    losing: together(losing),
    replaced: alike(
      changed.filter((one) => isReplaced(one) && !isFollowing(one)),
      editsOf,
    ),
    following: [...grouped(following, ({ region }) => region).values()].flatMap(storyOf),
    changed: alike(
      stays.filter(({ paths }) => paths.length > 0),
      editsOf,
    ),
    renamed: alike(
      stays.filter(({ paths }) => paths.length === 0),
      () => "renamed",
    ),
    added: byPlace(added),
    removed: byPlace(removed),
  };
}

/** The greatest loss first; in the same places, all of a kind at once. */
function together(losing: readonly Removed[]): readonly Story<Removed>[] {
  const ranked = [...losing].sort((a, b) => rankOfLoss(a.type) - rankOfLoss(b.type));
  const each = alike(ranked, ({ loses, isProtected }) => JSON.stringify([loses, isProtected]));
  const where = ({ first: { type, loses, isProtected }, all }: Story<Removed>) =>
    JSON.stringify([type, loses, isProtected, all.map(({ region, tenant }) => [region, tenant])]);
  return [...grouped(each, where).values()].flatMap((stories) => storyOf(stories.flatMap(({ all }) => all)));
}

/** Only because of its provider, which reaches another cluster now. */
function isFollowing({ paths, replacedFor }: Changed): boolean {
  return paths.length === 0 && replacedFor.length > 0 && replacedFor.every((path) => path === PROVIDER);
}

function editsOf({ paths, before, after, replacedFor }: Changed): string {
  return JSON.stringify([paths, before, after, replacedFor]);
}

function alike<T extends Placed>(changes: readonly T[], likeness: (change: T) => string): readonly Story<T>[] {
  const groups = grouped(changes, (change) => JSON.stringify([change.type, shortName(change), likeness(change)]));
  return [...groups.values()].flatMap(storyOf);
}

function storyOf<T extends Placed>(all: readonly T[]): readonly Story<T>[] {
  const [first] = all;
  return first === undefined ? [] : [{ first, all }];
}

function byPlace(changes: readonly Placed[]): readonly Group[] {
  const here = grouped(changes, ({ region, tenant }) => JSON.stringify([region, tenant])).values();
  const alike = grouped(here, (group) =>
    JSON.stringify([group[0]?.tenant, group.map((one) => [one.type, shortName(one)])]),
  );
  return [...alike.values()].map((groups) => ({ each: groups[0] ?? [], all: groups.flat() }));
}
