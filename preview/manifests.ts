/** One YAML file for each Kubernetes object of a preview: DIR/<region>/<namespace or _cluster>/<kind>-<name>.yaml. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { RegisteredResource } from "../emulator/monitor";

/** Regions with clusters of their own, or with those of a kubeconfig. */
const REGION = "agno:region:";

/** The files, by path below the folder, sorted. */
export function manifestsOf(resources: readonly RegisteredResource[]): ReadonlyMap<string, string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const files = resources
    .filter(({ type, inputs }) => type.startsWith("kubernetes:") && typeof inputs.kind === "string")
    .map((resource) => [pathOf(resource, byUrn), textOf(resource)] as const)
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
function textOf({ inputs: { apiVersion, kind, metadata, ...rest } }: RegisteredResource): string {
  return stringify({ apiVersion, kind, metadata, ...rest }, { sortMapEntries: false, version: "1.1" });
}

function pathOf(resource: RegisteredResource, byUrn: ReadonlyMap<string, RegisteredResource>): string {
  const { kind, metadata } = resource.inputs as { kind: string; metadata?: { name?: string; namespace?: string } };
  const file = `${kind.toLowerCase()}-${metadata?.name ?? resource.name}.yaml`;
  return [regionOf(resource, byUrn), metadata?.namespace ?? "_cluster", file].join("/");
}

/** The region above a resource, or "_global" for what belongs to none. */
function regionOf(resource: RegisteredResource, byUrn: ReadonlyMap<string, RegisteredResource>): string {
  let at: RegisteredResource | undefined = resource;
  while (at !== undefined && !at.type.startsWith(REGION)) at = byUrn.get(at.parent);
  return at?.name ?? "_global";
}
