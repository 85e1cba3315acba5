/** One YAML file for each Kubernetes object of a preview: DIR/<region>/<namespace or _cluster>/<kind>-<name>.yaml. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { fromProgram } from "../emulator/kubernetes/normal";
import type { RegisteredResource } from "../emulator/monitor";
import { type KubernetesObject, objectsIn } from "../proofs/objects";

/** The files, by path below the folder, sorted. */
export function manifestsOf(resources: readonly RegisteredResource[]): ReadonlyMap<string, string> {
  const files = [...objectsIn(resources)]
    .map(({ region, resource, object }) => [pathOf(region, resource, object), textOf(object)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(files);
}

/** Writes the files and tells how many. */
export function writeManifests(directory: string, resources: readonly RegisteredResource[]): number {
  const files = manifestsOf(resources);
  for (const [path, text] of files) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return files.size;
}

/** Kubernetes' tools read YAML 1.1, in which yes, no, on and y would be truth values. */
function textOf(object: KubernetesObject): string {
  // TypeScript's x_kubernetes_validations is x-kubernetes-validations to everybody else.
  const { apiVersion, kind, metadata, ...rest } = fromProgram(object);
  return stringify({ apiVersion, kind, metadata, ...rest }, { sortMapEntries: false, version: "1.1" });
}

/** What belongs to no region goes to "_global". */
function pathOf(region: string, { name }: RegisteredResource, { kind, metadata }: Partial<KubernetesObject>): string {
  const file = `${kind?.toLowerCase() ?? ""}-${metadata?.name ?? name}.yaml`;
  return [region || "_global", metadata?.namespace ?? "_cluster", file].join("/");
}
