/** What an update would change, and whether it can. */
import type { Properties } from "../model";
import type { Difference, Wanted } from "../plugin/provider";
import { isAutonamed } from "./annotations";
import { kindOfChecked } from "./check";
import { changesBetween, isIgnored, textOfPath } from "./difference";
import { isDeepStrictEqual } from "node:util";
import { activeClusterOf } from "./kubeconfig";
import { metadataOf, withoutValue, withValue } from "./object";
import { normal } from "./normal";
import { UNKNOWN_VALUE } from "../plugin/provider";
import { fixedFields, type Mutable, touches } from "./replacing";
import { choiceOf } from "./settings";
import { liveOf, objectOf, placed, stateOf } from "./state";

/** Compares with what was there last, as far as the last inputs spoke of it. */
export function differenceOf(
  { inputs, outputs, wanted, ignoreChanges }: Wanted,
  isNamespaced: boolean,
  mutable: Mutable,
): Difference {
  const live = liveOf(outputs);
  const target = placed(normal(objectOf(wanted)), isNamespaced);
  const before = placed(withoutVersion(stateOf(outputs, normal(objectOf(inputs)))), isNamespaced);
  const { name } = metadataOf(target);
  // The name that the server made up may be said from now on.
  const old =
    name === undefined || name === "" ? before : withValue(before, ["metadata", "name"], metadataOf(live).name);
  const changes = changesBetween(old, target).filter(({ path }) => !isIgnored(path, ignoreChanges));
  const fixed = fixedFields(kindOfChecked(target), target, mutable);
  const replaces = changes.filter((change) => touches(change, fixed)).map(({ path }) => textOfPath(path));
  return {
    changed: changes.map(({ path }) => textOfPath(path)),
    replaces,
    deleteBeforeReplace: replaces.length > 0 && isSamePlace(target, placed(live, isNamespaced)),
  };
}

/** A successor of the same name in the same place cannot exist beside. */
function isSamePlace(target: Properties, live: Properties): boolean {
  const [next, old] = [metadataOf(target), metadataOf(live)];
  return !isAutonamed(target) && next.name === old.name && next.namespace === old.namespace;
}

function withoutVersion(object: Properties): Properties {
  return withoutValue(object, "metadata", "resourceVersion");
}

const CLUSTER_SETTINGS = ["kubeconfig", "context", "cluster"];

/** Another cluster has none of what was made: everything is made anew there. */
export function settingsDifference(
  before: Properties,
  after: Properties,
  environment: Readonly<Record<string, string | undefined>>,
): Difference {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key])).sort();
  return { changed, replaces: replacingSettings(before, after, changed, environment), deleteBeforeReplace: false };
}

function replacingSettings(
  before: Properties,
  after: Properties,
  changed: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const [old, next] = [before.clusterIdentifier, after.clusterIdentifier];
  // Who names the cluster decides alone.
  if (old !== undefined && next !== undefined) return old === next ? [] : ["clusterIdentifier"];
  const unknown = CLUSTER_SETTINGS.filter((key) => after[key] === UNKNOWN_VALUE);
  if (unknown.length > 0) return unknown;
  const [was, is] = [before, after].map((said) =>
    said.kubeconfig === undefined ? undefined : activeClusterOf(choiceOf(said), environment),
  );
  if (was === undefined || is === undefined || isDeepStrictEqual(was, is)) return [];
  return changed.filter((key) => CLUSTER_SETTINGS.includes(key));
}
