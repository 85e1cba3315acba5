/** From a stack's file to its environment, or to everything that is wrong with it. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { check } from "./check";
import { type Environment, type Scope, environmentOf } from "./environment";
import { ConfigurationError, type Path, type Problem, listed, suggestion } from "./problem";
import { findingsIn, freeSlotInWords } from "./rules";
import { type EnvironmentSettings, environmentFile, narrowedFile } from "./schema";
import { type StackFile, readStackFile } from "./stack-file";

export interface LoadOptions {
  /** The folder that holds the stack files. */
  readonly directory: string;
  /** The stack's name: "prod" stands in Pulumi.prod.yaml. */
  readonly stack: string;
  /** Another file to read instead. */
  readonly file?: string;
  /** A part of the environment, instead of the one that the file names. */
  readonly scope?: Scope;
}

/**
 * Reads a stack's settings. A stack that holds a part of an environment (`agno:environment`) takes all others from the
 * environment's own file beside it.
 *
 * @throws ConfigurationError with every problem at once.
 */
export function loadEnvironment({ directory, stack, file, scope }: LoadOptions): Environment {
  const own = open(file ?? join(directory, fileOf(stack)), stack);
  if (!isNarrowed(own)) return environmentIn(own, stack, scope);
  const narrowed = check(own, narrowedFile);
  if (!narrowed.ok) throw new ConfigurationError(narrowed.problems);
  const { "agno:environment": name, "agno:scope": part } = narrowed.value.config;
  const whole = open(join(file === undefined ? directory : dirname(file), fileOf(name)), name, own);
  return environmentIn(whole, name, scope ?? part, own);
}

/** The name of the file that holds a stack's settings. */
export function fileOf(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** Opens a stack file; one that is not there is told with those that are. */
function open(path: string, stack: string, from?: StackFile): StackFile {
  const folder = dirname(path);
  const simple = /^[\w.-]+$/.test(stack);
  if (!simple || !existsSync(path)) {
    const stacks = existsSync(folder)
      ? readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
      : [];
    const message = `no such stack file; stacks here: ${listed(stacks) || "none"}${suggestion(stack, stacks)}`;
    const missing: Problem = { file: basename(path), position: { line: 1, column: 1 }, path: [], message };
    const asked = from?.problemAt(["config", "agno:environment"], `${basename(path)}: ${message}`);
    throw new ConfigurationError([asked ?? missing]);
  }
  try {
    return refuseBroken(readStackFile(path, basename(path)));
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const message = `cannot be read: ${error.message}`;
    throw new ConfigurationError([{ file: basename(path), position: { line: 1, column: 1 }, path: [], message }]);
  }
}

function refuseBroken(file: StackFile): StackFile {
  if (file.problems.length > 0 && file.content === null) throw new ConfigurationError(file.problems);
  return file;
}

function isNarrowed(file: StackFile): boolean {
  return file.has(["config", "agno:environment"]);
}

/** Where the scope was asked for, if not in the environment's own file. */
function environmentIn(file: StackFile, name: string, scope: Scope | undefined, narrowed?: StackFile): Environment {
  const checked = check(file, environmentFile);
  const problems = checked.problems.map((problem) => withFreeSlot(problem, file));
  const sound = checked.ok ? checked.value.config : soundPartOf(file, problems);
  if (sound !== undefined) {
    const environment = environmentOf(name, sound, scope);
    for (const { paths, message } of findingsIn(sound, environment)) {
      const path = paths.find((candidate) => file.has(candidate)) ?? paths[0] ?? [];
      const about = path.at(-1) === "agno:scope" && narrowed ? narrowed : file;
      if (!problems.some((problem) => isNear(problem.path, path))) problems.push(about.problemAt(path, message));
    }
    if (problems.length === 0) return environment;
  }
  throw new ConfigurationError(problems);
}

/** A missing slot is the one thing that a newcomer cannot know: which one is free. */
function withFreeSlot(problem: Problem, file: StackFile): Problem {
  if (problem.path.at(-1) !== "slot" || file.has(problem.path)) return problem;
  const { config } = file.content as { config: { "agno:regions": Record<string, { slot?: unknown } | null> } };
  const slots = Object.values(config["agno:regions"]).map((region) => ({ slot: Number(region?.slot) }));
  return { ...problem, message: `${problem.message}; ${freeSlotInWords(slots)}` };
}

/** What remains of the settings without the values that are wrong, so that rules can look at the rest. */
function soundPartOf(file: StackFile, problems: readonly Problem[]): EnvironmentSettings | undefined {
  let content: unknown = file.content;
  let wrong = problems.map(({ path }) => path);
  // What lacks a value that it must have goes as a whole, which may leave what is around it lacking: a few rounds.
  for (let round = 0; round < 4; round++) {
    const gone = new Set(wrong.map((path) => JSON.stringify(has(content, path) ? path : path.slice(0, -1))));
    content = without(content, gone, []);
    const result = environmentFile.safeParse(content);
    if (result.success) return result.data.config;
    wrong = result.error.issues.map(({ path }) => path as Path);
  }
  return undefined;
}

function has(content: unknown, path: Path): boolean {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
    content,
  );
  return found !== undefined;
}

function without(value: unknown, gone: ReadonlySet<string>, path: Path): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !gone.has(JSON.stringify([...path, key])));
  return Object.fromEntries(kept.map(([key, inner]) => [key, without(inner, gone, [...path, key])]));
}

/** Whether a rule's finding at `path` may only follow from the problem: it looks at the same thing or at what holds it. */
function isNear(problem: Path, path: Path): boolean {
  if (JSON.stringify(problem) === JSON.stringify(path)) return true;
  const around = problem.slice(0, -1);
  const shorter = Math.min(around.length, path.length);
  return shorter > 1 && around.slice(0, shorter).every((key, index) => key === path[index]);
}
