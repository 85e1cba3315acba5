/** From a stack's file to its environment, or to everything that is wrong with it. */
import { readdirSync, statSync } from "node:fs";
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

export interface LoadedStack {
  readonly environment: Environment;
  /** Where something is to be mended: at the first of these paths that the environment's file has. */
  readonly problemAt: (paths: readonly Path[], message: string) => Problem;
}

/** The settings of {@link loadStack} alone. */
export function loadEnvironment(options: LoadOptions): Environment {
  return loadStack(options).environment;
}

/**
 * Reads a stack's settings. A stack that holds a part of an environment (`agno:environment`) takes all others from the
 * environment's own file beside it.
 *
 * @throws ConfigurationError with every problem at once.
 */
export function loadStack({ directory, stack, file, scope }: LoadOptions): LoadedStack {
  const own = open(file ?? join(directory, fileOf(stack)), stack);
  if (!isNarrowed(own)) return loaded(own, environmentIn(own, stack, scope));
  const narrowed = check(own, narrowedFile);
  if (!narrowed.ok) throw new ConfigurationError(narrowed.problems);
  const { "agno:environment": name, "agno:scope": part } = narrowed.value.config;
  const whole = open(join(file === undefined ? directory : dirname(file), fileOf(name)), name, own);
  if (isNarrowed(whole)) {
    const message = `"${name}" is itself a part of an environment; allowed is a whole one`;
    throw new ConfigurationError([own.problemAt(ENVIRONMENT, message)]);
  }
  return loaded(whole, environmentIn(whole, name, scope ?? part, own));
}

function loaded(file: StackFile, environment: Environment): LoadedStack {
  const problemAt: LoadedStack["problemAt"] = (paths, message) => {
    return file.problemAt(paths.find((path) => file.has(path)) ?? paths[0] ?? [], message);
  };
  return { environment, problemAt };
}

/** The name of the file that holds a stack's settings. */
export function fileOf(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** Opens a stack file; one that is not there is told with those that are, where it was asked for. */
function open(path: string, stack: string, from?: StackFile): StackFile {
  const shown = basename(path);
  const fail = (message: string): never => {
    const here: Problem = { file: shown, position: { line: 1, column: 1 }, path: [], message };
    throw new ConfigurationError([from?.problemAt(ENVIRONMENT, `${shown}: ${message}`) ?? here]);
  };
  if (!STACK_NAME.test(stack)) fail(`"${stack}" names no stack; allowed are up to 63 small letters, digits, - and _`);
  try {
    if (!statSync(path).isFile()) fail("is no file");
    const file = readStackFile(path, shown);
    if (file.problems.length > 0 && file.content === null) throw new ConfigurationError(file.problems);
    return file;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== "ENOENT") return fail(`cannot be read: ${error.message}`);
    const stacks = stacksIn(dirname(path));
    return fail(`no such stack file; stacks here: ${listed(stacks) || "none"}${suggestion(stack, stacks)}`);
  }
}

/** The name becomes a label at Google, which takes no others. */
const STACK_NAME = /^[a-z0-9][-_a-z0-9]{0,62}$/;
const ENVIRONMENT: Path = ["config", "agno:environment"];

/** Whether the operating system refused something: no such file, no right to it. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** The names of the stacks that have a file in this folder; none where it cannot be read. */
export function stacksIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

function isNarrowed(file: StackFile): boolean {
  return file.has(ENVIRONMENT);
}

/** Where the scope was asked for, if not in the environment's own file. */
function environmentIn(file: StackFile, name: string, scope: Scope | undefined, narrowed?: StackFile): Environment {
  const checked = check(file, environmentFile);
  const problems = checked.problems.map((problem) => withFreeSlot(problem, file));
  const sound = checked.ok ? checked.value.config : soundPartOf(file, problems);
  if (sound !== undefined) {
    const environment = environmentOf(name, sound, scope);
    const mayFollow = followsFrom(problems.map((problem) => problem.path));
    const told = new Set<string>();
    for (const { paths, causes = [], message } of findingsIn(sound, environment)) {
      const path = paths.find((candidate) => file.has(candidate)) ?? paths[0] ?? [];
      const about = path.at(-1) === "agno:scope" && narrowed ? narrowed : file;
      // Several agents may ask for the same.
      const key = JSON.stringify([path, message]);
      if (!told.has(key) && !mayFollow(path, causes)) problems.push(about.problemAt(path, message));
      told.add(key);
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
    const gone = new Set(
      wrong.map((path) => JSON.stringify(aboveLists(has(content, path) ? path : path.slice(0, -1)))),
    );
    content = without(content, gone, []);
    const result = environmentFile.safeParse(content);
    if (result.success) return result.data.config;
    wrong = result.error.issues.map(({ path }) => path as Path);
  }
  return undefined;
}

/** A list with a wrong item goes as a whole: without the item, it would say something else. */
function aboveLists(path: Path): Path {
  const index = path.findIndex((key) => typeof key === "number");
  return index === -1 ? path : path.slice(0, index);
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

/**
 * Whether a rule's finding may only follow from what is wrong already: it is about the same setting, about one beside
 * it, about something that holds it, or something is wrong in what the rule calls its causes.
 */
function followsFrom(problems: readonly Path[]): (path: Path, causes: readonly Path[]) => boolean {
  const key = (path: Path) => JSON.stringify(path);
  const holders = new Set(problems.flatMap((path) => path.map((_, index) => key(path.slice(0, index + 1)))));
  // Below config and among regions and pools, one setting says nothing about the next.
  const around = new Set(
    problems.filter((path) => path.length > 3 || path[1] === "agno:maintenance").map((path) => key(path.slice(0, -1))),
  );
  return (path, causes) =>
    (path.length > 1 && holders.has(key(path))) ||
    around.has(key(path.slice(0, -1))) ||
    causes.some((cause) => holders.has(key(cause)));
}
