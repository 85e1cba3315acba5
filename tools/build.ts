/** Makes one tool: under a name that nobody looks for, then renamed, so that half a one is never taken for whole. */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { CannotBuild } from "./cannot-build";
import { goEnvironment } from "./go";
import { isAlive } from "./processes";
import type { Gathered, Program } from "./table";

export interface BuildOptions {
  /** The set's folder, with its go.mod. */
  readonly folder: string;
  /** Where the tool will be. */
  readonly target: string;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Called for each package that had to be compiled. */
  readonly onPackage: () => void;
}

const MOST_LINES_TOLD = 30;

export async function build(tool: Program | Gathered, options: BuildOptions): Promise<void> {
  const { target } = options;
  removeUnfinished(target);
  const unfinished = `${target}.${process.pid}.unfinished`;
  try {
    if ("package" in tool) await compile(tool, unfinished, options);
    else await gather(tool, unfinished, options);
    renameSync(unfinished, target);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** What builds that were killed have left behind. */
function removeUnfinished(target: string): void {
  const folder = dirname(target);
  for (const name of readdirSync(folder)) {
    const [, owner] = /\.(\d+)\.unfinished$/.exec(name) ?? [];
    const others = owner === undefined || !name.startsWith(`${basename(target)}.`) || isAlive(Number(owner));
    if (!others) rmSync(join(folder, name));
  }
}

async function compile(tool: Program, output: string, options: BuildOptions): Promise<void> {
  const flags = [
    "-s",
    "-w",
    ...Object.entries(tool.stamps ?? {}).map(([variable, text]) => `-X ${variable}=${stamp(text, options.version)}`),
  ];
  // Stamping the repository's own commit would give another binary for each.
  const args = ["build", "-v", "-buildvcs=false", "-trimpath", "-ldflags", flags.join(" "), "-o", output, tool.package];
  await runGo(args, options);
}

/** Puts a version into a stamp's text. */
export function stamp(text: string, version: string): string {
  const [, major = "", minor = ""] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return text.replace("{version}", version).replace("{major}", major).replace("{minor}", minor);
}

async function gather(tool: Gathered, output: string, options: BuildOptions): Promise<void> {
  // A module that no program of the set was built from yet is not on this machine.
  await runGo(["mod", "download", tool.module], options);
  const directory = (await runGo(["list", "-m", "-f", "{{.Dir}}", tool.module], options)).trim();
  const { folders = [], files = [] } = tool;
  const found = folders.flatMap((folder) =>
    readdirSync(join(directory, folder))
      .filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml")
      .sort()
      .map((name) => join(folder, name)),
  );
  const texts = [...found, ...files].map((file) => readFileSync(join(directory, file), "utf8").trim());
  writeFileSync(output, `${texts.join("\n---\n")}\n`);
}

/** Gives what Go wrote to standard output. */
async function runGo(args: readonly string[], { folder, environment, onPackage }: BuildOptions): Promise<string> {
  const go = spawn("go", args, { cwd: folder, env: goEnvironment(environment), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  go.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const told: string[] = [];
  createInterface(go.stderr).on("line", (line) => {
    // With -v, Go names each package on a line of its own; all else is worth telling where it fails.
    if (/^[\w.\-~/]+$/.test(line)) onPackage();
    else told.push(line);
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    go.on("error", reject).on("close", resolve);
  });
  if (status === 0) return output;
  throw new CannotBuild(`go ${args[0] ?? ""} in ${folder} failed:\n${told.slice(-MOST_LINES_TOLD).join("\n")}`);
}
