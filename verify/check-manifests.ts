/** Holds manifests against Kubernetes' own schemas (kubeconform) and against good practice (kube-score). */
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Definition, definitionsIn } from "../tools/definitions";
import { CannotCheck } from "./cannot-check";
import { type KubernetesDescriptions, type ObjectKind, writeSchemas } from "./kubernetes-descriptions";
import { SCHEMA_TEMPLATE } from "./kubernetes-schemas";
import type { ManifestException } from "./manifest-exceptions";

export interface ManifestCheck {
  /** The manifests, as STACK/REGION/NAMESPACE/FILE.yaml: what is in one region may refer to each other. */
  readonly folder: string;
  /** Where schemas may be written. */
  readonly schemas: string;
  readonly checkers: Readonly<Record<"kubeconform" | "kube-score", string>>;
  readonly descriptions: KubernetesDescriptions;
  /** Of the kinds that others have invented; those among the manifests are found there. */
  readonly definitions: readonly Definition[];
  readonly exceptions: readonly ManifestException[];
}

export interface ManifestReport {
  readonly manifests: number;
  /** What Kubernetes would not take, one line each. */
  readonly invalid: readonly string[];
  /** What kube-score calls critical, one line each. */
  readonly critical: readonly string[];
  /** How many more are critical, but explained. */
  readonly excused: number;
  /** Exceptions that nothing needs any more. */
  readonly unneeded: readonly ManifestException[];
}

/** @throws CannotCheck where a checker does not answer. */
export function checkManifests(check: ManifestCheck): ManifestReport {
  const files = yamlFilesIn(check.folder);
  const invalid = validate(files, check);
  // kube-score gives up where it meets one that is not valid.
  const valid = files.filter((file) => !invalid.some((finding) => finding.file === file));
  const found = clustersOf(valid).flatMap((cluster) => score(cluster, check));
  const excuses = found.map((finding) => check.exceptions.find((exception) => excuse(exception, finding)));
  return {
    manifests: files.length,
    invalid: invalid.map(({ file, message }) => `${file}: ${message}`),
    critical: found.filter((_, index) => excuses[index] === undefined).map(({ line }) => line),
    excused: excuses.filter((exception) => exception !== undefined).length,
    unneeded: check.exceptions.filter((exception) => !excuses.includes(exception)),
  };
}

/** Paths below the folder, sorted. */
function yamlFilesIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true }) as string[];
  return paths.filter((path) => path.endsWith(".yaml")).sort();
}

function clustersOf(files: readonly string[]): readonly (readonly string[])[] {
  const clusters = new Map<string, string[]>();
  for (const file of files) {
    const cluster = file.split("/").slice(0, 2).join("/");
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), file]);
  }
  return [...clusters.values()];
}

/** The part of kubeconform's JSON that is read. */
const conformity = z.object({
  resources: z
    .array(z.object({ filename: z.string(), status: z.string(), msg: z.string() }))
    .nullish()
    .transform((resources) => resources ?? []),
  summary: z.object({ valid: z.number() }),
});

interface Invalid {
  readonly file: string;
  readonly message: string;
}

function validate(files: readonly string[], check: ManifestCheck): readonly Invalid[] {
  const { folder, schemas, checkers, descriptions } = check;
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const kinds = texts.map((text) => parse(text, LENIENT) as ObjectKind);
  writeSchemas(kinds, descriptions, [...check.definitions, ...texts.flatMap(definitionsIn)], schemas);
  const location = `${schemas}/${SCHEMA_TEMPLATE}`;
  const args = ["-strict", "-summary", "-output", "json", "-schema-location", location, folder];
  const { resources, summary } = run(checkers.kubeconform, args, conformity);
  // It says nothing of valid ones, and a file that it passed over would look valid.
  if (summary.valid + resources.length < files.length) {
    throw new CannotCheck(`kubeconform read ${summary.valid + resources.length} of ${files.length} manifests`);
  }
  const invalid = resources.map(({ filename, msg }) => ({ file: relative(folder, filename), message: msg }));
  return invalid.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** What is wrong with a file, the checkers shall say. */
const LENIENT = { uniqueKeys: false };

interface Finding {
  readonly check: string;
  /** "Deployment/agno-operator". */
  readonly object: string;
  readonly line: string;
}

const CRITICAL = 1;

/** The part of kube-score's JSON that is read; it says nothing of kinds that it has no check for. */
const scores = z
  .array(
    z.object({
      type_meta: z.object({ kind: z.string() }),
      object_meta: z.object({ name: z.string() }),
      file_name: z.string(),
      checks: z.array(
        z.object({
          check: z.object({ id: z.string() }),
          grade: z.number(),
          skipped: z.boolean(),
          comments: z.array(z.object({ path: z.string(), summary: z.string() })).nullable(),
        }),
      ),
    }),
  )
  .nullable();

function score(files: readonly string[], { folder, checkers, descriptions }: ManifestCheck): readonly Finding[] {
  const args = ["score", "--output-format", "json", "--kubernetes-version", descriptions.release];
  const objects = run(checkers["kube-score"], [...args, ...files.map((file) => join(folder, file))], scores) ?? [];
  return objects.flatMap(({ type_meta: { kind }, object_meta: { name }, file_name: file, checks }) =>
    checks
      .filter(({ grade, skipped }) => grade === CRITICAL && !skipped)
      .map(({ check, comments }) => {
        const why = (comments ?? []).map(({ path, summary }) => (path === "" ? summary : `${path}: ${summary}`));
        const line = `${relative(folder, file)}: ${check.id}: ${why.join("; ")}`;
        return { check: check.id, object: `${kind}/${name}`, line };
      }),
  );
}

function excuse({ check, objects }: ManifestException, finding: Finding): boolean {
  return check === finding.check && objects.test(finding.object);
}

/** Both checkers end with 1 where they have found something, and say what on standard output all the same. */
function run<S extends z.ZodType>(program: string, args: readonly string[], answer: S): z.infer<S> {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error !== undefined) throw new CannotCheck(`${program} does not run: ${error.message}`);
  try {
    return answer.parse(JSON.parse(stdout));
  } catch {
    throw new CannotCheck(`${program} has not answered as expected:\n${(stderr || stdout).slice(0, 2000).trim()}`);
  }
}
