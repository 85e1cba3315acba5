/** Kubernetes' OpenAPI documents, out of the very module that the control plane of the end-to-end tests is built from. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { findGo, goEnvironment } from "../tools/go";
import { readPins } from "../tools/pins";
import type { Definition } from "../tools/definitions";
import { CannotCheck } from "./cannot-check";
import { customSchemaOf } from "./custom-schemas";
import { type OpenApi, documentOf, schemaOf, schemaPath } from "./kubernetes-schemas";

const MODULE = "k8s.io/kubernetes";
const PINNED_IN = join(__dirname, "../tools/control-plane");

export interface KubernetesDescriptions {
  /** "v1.36" */
  readonly release: string;
  /** The folder with the documents. */
  readonly folder: string;
}

/**
 * Downloads the module once; Go keeps it.
 *
 * @throws CannotCheck, or CannotBuild saying that there is no Go.
 */
export function openKubernetesDescriptions(): KubernetesDescriptions {
  const pins = readPins(PINNED_IN);
  findGo(PINNED_IN, pins.go, process.env);
  const { stdout, stderr, status } = spawnSync("go", ["mod", "download", "-json", MODULE], {
    cwd: PINNED_IN,
    env: goEnvironment(process.env),
    encoding: "utf8",
  });
  if (status !== 0) throw new CannotCheck(`Go cannot download ${MODULE}: ${stderr.trim() || stdout.trim()}`);
  const { Dir: directory } = z.object({ Dir: z.string() }).parse(JSON.parse(stdout));
  const [release = ""] = /^v\d+\.\d+/.exec(pins.versionOf(MODULE)) ?? [];
  return { release, folder: join(directory, "api/openapi-spec/v3") };
}

export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Writes the schema of each kind that Kubernetes knows, or one of the definitions, below the folder. What nobody knows is
 * left out.
 */
export function writeSchemas(
  kinds: readonly ObjectKind[],
  { folder }: KubernetesDescriptions,
  definitions: readonly Definition[],
  target: string,
): void {
  const documents = new Map<string, OpenApi>();
  const open = (apiVersion: string) => {
    const file = join(folder, documentOf(apiVersion));
    const document = documents.get(file) ?? (JSON.parse(readFileSync(file, "utf8")) as OpenApi);
    documents.set(file, document);
    return document;
  };
  for (const { apiVersion, kind } of kinds) {
    const path = join(target, schemaPath(apiVersion, kind));
    if (existsSync(path)) continue;
    const schema = existsSync(join(folder, documentOf(apiVersion)))
      ? schemaOf(open(apiVersion), apiVersion, kind)
      : customSchemaOf(definitions, { apiVersion, kind }, open("v1"));
    if (schema === undefined) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(schema));
  }
}
