/** A virtual environment of Python with locked packages, made where it is not yet. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "./cache";
import { CannotBuild } from "./cannot-build";
import { withLock } from "./lock";
import { BuildProgress, type ProgressStream } from "./progress";

/** The image's own; other versions have other wheels. */
export const PYTHON = "3.11";

/**
 * The folder of the environment that has exactly these packages: `bin/python` runs in it.
 *
 * @param requirements A file of pip's with the hash of every package.
 * @throws CannotBuild
 */
export async function virtualEnvironment(
  requirements: string,
  environment = process.env,
  stream: ProgressStream = process.stderr,
): Promise<string> {
  const version = versionOf(`python${PYTHON}`, environment);
  const hash = createHash("sha256").update(JSON.stringify([readFileSync(requirements, "utf8"), version]));
  const folder = join(cacheRoot(environment), `python-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(join(folder, COMPLETE))) return folder;
  mkdirSync(cacheRoot(environment), { recursive: true });
  const progress = new BuildProgress(stream);
  const onWait = (holder: number) => {
    progress.say(`packages of Python: waiting for process ${holder}, which installs them`);
  };
  await withLock(`${folder}.lock`, onWait, async () => {
    if (existsSync(join(folder, COMPLETE))) return;
    // In place, as its programs have its path in them; the mark comes last.
    rmSync(folder, { recursive: true, force: true });
    progress.say(`installing packages for Python ${PYTHON} into ${cacheRoot(environment)}, once: about two minutes`);
    await install(folder, requirements, environment);
    writeFileSync(join(folder, `${COMPLETE}.unfinished`), "");
    renameSync(join(folder, `${COMPLETE}.unfinished`), join(folder, COMPLETE));
  });
  return folder;
}

const COMPLETE = "complete";
const LINES_TOLD = 20;

function versionOf(python: string, env: NodeJS.ProcessEnv): string {
  const question = "import platform; print(platform.python_version(), platform.platform())";
  const asked = spawnSync(python, ["-c", question], { encoding: "utf8", env });
  if (asked.status === 0) return asked.stdout.trim();
  throw new CannotBuild(`there is no Python ${PYTHON} here (\`${python}\`), with venv and pip`);
}

async function install(folder: string, requirements: string, env: NodeJS.ProcessEnv): Promise<void> {
  await run(`python${PYTHON}`, ["-m", "venv", folder], env);
  const args = [
    ...["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"],
    ...["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", requirements],
  ];
  await run(join(folder, "bin", "python"), args, env);
}

/** What pip prints may name a private registry, but without it nobody could say what is wrong. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  const told: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      told.push(...text.split("\n"));
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (status === 0) return;
  throw new CannotBuild(`${command} ${args.slice(0, 3).join(" ")} failed:\n${told.slice(-LINES_TOLD).join("\n")}`);
}
