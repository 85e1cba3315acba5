/** The programs that stand behind the end-to-end tests and the sandbox, built from source where they are not yet. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build";
import { cacheKey, cacheRoot } from "./cache";
import { type Go, findGo } from "./go";
import { withLock } from "./lock";
import { type Pins, readPins } from "./pins";
import { BuildProgress, type ProgressStream } from "./progress";
import { TOOLS, TOOL_NAMES, type ToolName, type ToolSet } from "./table";

/** Where each tool is. */
export type Tools<Name extends ToolName = ToolName> = Readonly<Record<Name, string>>;

/** What the build depends on besides the files here; tests give others. */
export interface Surroundings {
  /** The folder with the sets' folders. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Who hears of progress. */
  readonly stream: ProgressStream;
}

const HERE: Surroundings = { folder: __dirname, environment: process.env, stream: process.stderr };

/** The set as it is on this machine. */
interface OpenSet {
  readonly folder: string;
  readonly pins: Pins;
  readonly go: Go;
  /** Where its tools are kept. */
  readonly cache: string;
}

/** Calls of one process follow each other: the lock knows processes only. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * The paths of the tools with these names; builds what is missing, which takes minutes the first time.
 *
 * @param names Which; all where left out.
 * @throws CannotBuild
 */
export function tools<Name extends ToolName = ToolName>(
  names: readonly Name[] = TOOL_NAMES as readonly Name[],
  surroundings: Partial<Surroundings> = {},
): Promise<Tools<Name>> {
  const next = previous.then(() => provide(names, { ...HERE, ...surroundings }));
  previous = next.catch(() => undefined);
  return next;
}

async function provide<Name extends ToolName>(
  names: readonly Name[],
  surroundings: Surroundings,
): Promise<Tools<Name>> {
  const sets = new Map<ToolSet, OpenSet>();
  const setOf = (name: Name) => {
    const { set } = TOOLS[name];
    const open = sets.get(set) ?? openSet(set, surroundings);
    sets.set(set, open);
    return open;
  };
  const wanted = names.map((name) => ({ name, set: setOf(name), path: join(setOf(name).cache, name) }));
  const missing = wanted.filter(({ path }) => !existsSync(path));
  const progress = new BuildProgress(surroundings.stream);
  if (missing.length > 0) {
    progress.say(
      `building ${missing.map(({ name }) => name).join(", ")} into ${cacheRoot(surroundings.environment)}, once`,
    );
  }
  for (const { name, set, path } of missing) await make(name, set, path, progress, surroundings);
  return Object.fromEntries(wanted.map(({ name, path }) => [name, path])) as Tools<Name>;
}

function openSet(set: ToolSet, { folder: parent, environment }: Surroundings): OpenSet {
  const folder = join(parent, set);
  const pins = readPins(folder);
  const go = findGo(folder, pins.go, environment);
  return { folder, pins, go, cache: join(cacheRoot(environment), cacheKey(set, pins, go)) };
}

async function make(
  name: ToolName,
  set: OpenSet,
  target: string,
  progress: BuildProgress,
  { environment }: Surroundings,
): Promise<void> {
  mkdirSync(set.cache, { recursive: true });
  const onWait = (holder: number) => {
    progress.say(`${name}: waiting for process ${holder}, which is building`);
  };
  await withLock(join(set.cache, "lock"), onWait, async () => {
    if (existsSync(target)) return;
    const tool = TOOLS[name];
    const version = set.pins.versionOf(tool.module);
    await progress.during(`${name} ${version}`, (onPackage) =>
      build(tool, { folder: set.folder, target, version, environment, onPackage }),
    );
  });
}
