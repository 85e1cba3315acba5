/** Fills in what a program may leave out, and says what it may not. */
import type { Properties } from "../model";
import { type CheckFailure, type Subject, UNKNOWN_VALUE } from "../plugin/provider";
import { annotationRefusal } from "./annotations";
import { wordsOf } from "./errors";
import { kindOf, refusalOf } from "./kind";
import { named } from "./naming";
import { normal } from "./normal";
import { isMap, metadataOf, withValue } from "./object";
import { statedWait } from "./waits/stated";

/** What is wrong with an object, all at once. */
export function failuresOf(type: string, object: Properties): readonly CheckFailure[] {
  const { apiVersion, kind, metadata } = object;
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string | undefined) => {
    if (reason !== undefined) failures.push({ property, reason });
  };
  if (typeof apiVersion !== "string" || apiVersion === "") fail("apiVersion", "it must be said, as text");
  if (typeof kind !== "string" || kind === "") fail("kind", "it must be said, as text");
  else
    fail(
      "",
      tried(() => refusalOf(type, kind)),
    );
  if (metadata !== undefined && metadata !== null && !isMap(metadata) && typeof metadata !== "string") {
    fail("metadata", "it must be an object");
  }
  fail("metadata.annotations", annotationRefusal(object) ?? tried(() => void statedWait(object)));
  if (metadataOf(object).generateName && !metadataOf(object).name) {
    fail("metadata.generateName", "it cannot be applied on the server's side; leave it out to have a name made up");
  }
  return failures;
}

/** With a name, and a namespace where it needs one. */
export function completed(
  { name }: Subject,
  wanted: Properties,
  before: Properties | undefined,
  namespace: string | undefined,
): Properties {
  const clean = normal(wanted);
  // Nothing can be put into what only an update will tell.
  if (clean.metadata === UNKNOWN_VALUE) return clean;
  const complete = named(clean, before, name);
  const { namespace: own } = metadataOf(complete);
  if (namespace === undefined || (own !== undefined && own !== "")) return complete;
  return withValue(complete, ["metadata", "namespace"], namespace);
}

/** The kind of inputs that passed the check. */
export function kindOfChecked(object: Properties) {
  const kind = kindOf(object);
  if (kind === undefined) throw new Error("its apiVersion and kind are missing");
  return kind;
}

/** Words instead of the error. */
function tried(look: () => string | undefined): string | undefined {
  try {
    return look() ?? undefined;
  } catch (error) {
    return wordsOf(error);
  }
}
