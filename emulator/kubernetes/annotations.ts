/** Annotations by which a program says how the plugin treats a resource. */
import type { Properties } from "../model";
import { UNKNOWN_VALUE } from "../plugin/provider";
import { annotationOf, pluck, withValue } from "./object";

const PREFIX = "pulumi.com/";

/** The name was made up here: a successor gets another one and can exist beside. */
export const AUTONAMED = `${PREFIX}autonamed`;
export const WAIT_FOR = `${PREFIX}waitFor`;
const SKIP_AWAIT = `${PREFIX}skipAwait`;
const TIMEOUT_SECONDS = `${PREFIX}timeoutSeconds`;
const PATCH_FORCE = `${PREFIX}patchForce`;
const FIELD_MANAGER = `${PREFIX}patchFieldManager`;
const DELETION_PROPAGATION = `${PREFIX}deletionPropagationPolicy`;
const REPLACE_UNREADY = `${PREFIX}replaceUnready`;

/** Why an object's annotations cannot be followed, undefined where they can. */
export function annotationRefusal(object: Properties): string | undefined {
  if (!isTrue(object, REPLACE_UNREADY)) return undefined;
  return `the stand-in for the kubernetes plugin does not follow ${REPLACE_UNREADY}`;
}

export function skipsWaits(object: Properties): boolean {
  return isTrue(object, SKIP_AWAIT);
}

/** Takes over fields that others manage. */
export function forces(object: Properties): boolean {
  return isTrue(object, PATCH_FORCE);
}

/** How long to wait, undefined where nothing (or no number) is said. */
export function timeoutMsOf(object: Properties): number | undefined {
  const said = annotationOf(object, TIMEOUT_SECONDS);
  return said !== undefined && /^\d+$/.test(said) ? Number(said) * 1000 : undefined;
}

export function fieldManagerOf(object: Properties): string | undefined {
  return annotationOf(object, FIELD_MANAGER);
}

/** What happens to the objects that a deleted one owns. */
export function propagationOf(object: Properties): "Foreground" | "Background" | "Orphan" {
  switch (annotationOf(object, DELETION_PROPAGATION)?.toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    default:
      return "Foreground";
  }
}

export function isAutonamed(object: Properties): boolean {
  return isTrue(object, AUTONAMED);
}

/** Annotations that are not known yet stay so. */
export function markedAutonamed(object: Properties): Properties {
  if (pluck(object, "metadata", "annotations") === UNKNOWN_VALUE) return object;
  return withValue(object, ["metadata", "annotations", AUTONAMED], "true");
}

function isTrue(object: Properties, key: string): boolean {
  return annotationOf(object, key) === "true";
}
