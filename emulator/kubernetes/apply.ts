/** How objects come into being and change at the server, for good or only as a trial. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../model";
import { forces } from "./annotations";
import type { Cluster, ObjectName } from "./cluster";
import { ApiError, conflictInWords, hasReason, isNamespaceMissing, isNotFound, NoSuchKind } from "./errors";
import { isDefinition } from "./kind";
import { CREATOR, hasNoManagers, managersOf, takeover, wasCreatedHere } from "./managed-fields";
import { metadataOf, pluck, withoutValue, withValue } from "./object";

export interface Manner {
  readonly manager: string;
  /** The server only says what would come of it. */
  readonly preview: boolean;
  /** Takes over the fields of others. */
  readonly force: boolean;
}

export const APPLY = "application/apply-patch+yaml";

const EXISTS = `

It is in the cluster already, and a create does not take it over. If it was renamed here, an alias keeps its identity; if
somebody else made it, import it, or set upsertExistingObjects on the provider to have creates take over what exists.`;

/** A create; or an apply on whatever is there. */
export async function create(
  cluster: Cluster,
  name: ObjectName,
  object: Properties,
  manner: Manner & { readonly upsert: boolean },
): Promise<Properties> {
  const dryRun = manner.preview ? "All" : undefined;
  if (manner.upsert) {
    // A trial that finds the predecessor would see conflicts that will not be there.
    return apply(cluster, name, object, { ...manner, force: manner.force || forces(object) || manner.preview });
  }
  try {
    return await cluster.post(name.kind, name.namespace, object, { fieldManager: CREATOR, dryRun });
  } catch (error) {
    if (!hasReason(error, "AlreadyExists")) throw error;
    throw new ApiError(error.status, error.reason, error.message + EXISTS, error.details);
  }
}

/** What is made at the same time may come a little later: a namespace, the definition of a kind. */
export async function patiently<T>(make: () => Promise<T>, preview: boolean, firstPauseMs: number): Promise<T> {
  for (let pauseMs = firstPauseMs, retry = 0; ; pauseMs *= 2, retry++) {
    try {
      return await make();
    } catch (error) {
      const mayCome = isNotFound(error) || error instanceof NoSuchKind;
      // In a preview the namespace will not come.
      if (!mayCome || retry === 5 || (preview && isNamespaceMissing(error))) throw error;
      await sleep(pauseMs);
    }
  }
}

/** A change of what is there. */
export async function update(
  cluster: Cluster,
  name: ObjectName,
  object: Properties,
  { live, ignoreChanges, ...manner }: Manner & { readonly live: Properties; readonly ignoreChanges: readonly string[] },
): Promise<Properties> {
  if (isDefinition(name.kind)) return replace(cluster, name, object, live, manner);
  const owned = manner.preview ? live : await owning(cluster, name, live, manner.manager);
  const kept = ignoreChanges.reduce((rest, path) => keeping(rest, path, owned, manner.manager), object);
  const force = manner.force || forces(object) || hasNoManagers(owned) || (manner.preview && wasCreatedHere(owned));
  return apply(cluster, name, kept, { ...manner, force });
}

/** Gives up all fields that a manager has; those that nobody else has go. */
export async function relinquish(cluster: Cluster, name: ObjectName, live: Properties, manager: string): Promise<void> {
  const { apiVersion, kind } = live;
  const { namespace } = metadataOf(live);
  const nothing = { apiVersion, kind, metadata: { name: name.name, ...(namespace !== undefined && { namespace }) } };
  await apply(cluster, name, nothing, { manager, preview: false, force: false });
}

async function apply(
  cluster: Cluster,
  name: ObjectName,
  body: Properties,
  { manager, preview, force }: Manner,
): Promise<Properties> {
  const query = { fieldManager: manager, force: String(force), dryRun: preview ? "All" : undefined };
  try {
    return await cluster.change(name, { method: "PATCH", body, query, contentType: APPLY });
  } catch (error) {
    throw conflictInWords(error, manager);
  }
}

/** Definitions are replaced as a whole, and what they define stays. */
async function replace(
  cluster: Cluster,
  name: ObjectName,
  object: Properties,
  live: Properties,
  { manager, preview }: Manner,
): Promise<Properties> {
  const body = withValue(object, ["metadata", "resourceVersion"], metadataOf(live).resourceVersion);
  const query = { fieldManager: manager, dryRun: preview ? "All" : undefined };
  return cluster.change(name, { method: "PUT", body, query });
}

/** What was created is ours to apply. Controllers write its status meanwhile: then it is read again. */
async function owning(cluster: Cluster, name: ObjectName, read: Properties, manager: string): Promise<Properties> {
  for (let live = read, retry = 0; ; live = await cluster.get(name), retry++) {
    const body = takeover(live, manager);
    if (body === undefined) return live;
    try {
      return await cluster.change(name, { method: "PATCH", body, contentType: "application/json-patch+json" });
    } catch (error) {
      if (!hasReason(error, "Conflict") || retry === 5) throw error;
    }
  }
}

/** A field that the program does not want to change: others' stay theirs, ours stays as it is. */
function keeping(object: Properties, path: string, live: Properties, manager: string): Properties {
  const field = path.split(".");
  const { ours, others } = managersOf(live, field, manager);
  if (others && !ours) return withoutValue(object, ...field);
  const value = pluck(live, ...field);
  return value === undefined ? object : withValue(object, field, value);
}
