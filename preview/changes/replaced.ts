/** Which changes no provider makes in place: it takes the resource away and makes it anew. */
import { fixedBetween, modelOf } from "../../emulator/emulator";
import { textOfPath } from "../../emulator/kubernetes/difference";
import { kindOfType } from "../../emulator/kubernetes/kind";
import { fixedFields, touches } from "../../emulator/kubernetes/replacing";
import type { Properties } from "../../emulator/model";
import type { RegisteredResource } from "../../emulator/monitor";
import type { Edit } from "./edits";

/** ConfigMaps and Secrets are replaced when their data changes, unless the provider is told otherwise: ours are not. */
const MUTABLE = { configMaps: false, secrets: false };

/** The path that stands for the provider of a resource: another one is another place. */
export const PROVIDER = "options:provider";

/** The paths of edits that make the resource anew. */
export function fixedAmong(before: Properties, after: RegisteredResource, edits: readonly Edit[]): readonly string[] {
  const isFixed = isFixedOf(before, after);
  return edits
    .map((edit) => [edit, textOfPath(edit.path)] as const)
    .filter(([edit, text]) => text === PROVIDER || isFixed(edit))
    .map(([, text]) => text);
}

/** The properties that make a resource anew when another resource is: what they are made of is not known before. */
export function fixedBy(after: RegisteredResource, replaced: ReadonlySet<string>): readonly string[] {
  const touched = Object.entries(after.propertyDependencies).filter(([, urns]) =>
    urns.some((urn) => replaced.has(urn)),
  );
  const provider = after.provider.slice(0, after.provider.lastIndexOf("::"));
  return [
    ...touched.map(([property]) => property).filter((property) => isFixedWhole(after, property)),
    ...(replaced.has(provider) ? [PROVIDER] : []),
  ];
}

function isFixedOf(before: Properties, { type, inputs }: RegisteredResource): (edit: Edit) => boolean {
  const fields = fixedFieldsOf(type, before, inputs);
  return ({ path, before: was, after }) =>
    touches({ path, value: was }, fields) || touches({ path, value: after }, fields);
}

function fixedFieldsOf(type: string, before: Properties, after: Properties): readonly string[] {
  if (type.startsWith("gcp:")) return fixedBetween(type, before, after);
  return type.startsWith("kubernetes:") ? fixedFields(kindOfType(type), after, MUTABLE) : [];
}

/** A whole property; of a Kubernetes object, its parts decide, and they are known. */
function isFixedWhole({ type }: RegisteredResource, property: string): boolean {
  // A provider that reaches another cluster is another one.
  if (type === "pulumi:providers:kubernetes") return true;
  if (!type.startsWith("gcp:")) return false;
  return modelOf(type).immutable.some((field) => field === property || field.startsWith(`${property}.`));
}
