/** The Go that a set is built with. */
import { spawnSync } from "node:child_process";
import { CannotBuild } from "./cannot-build";

export interface Go {
  /** "go1.26.8" */
  readonly version: string;
  /** "linux/amd64" */
  readonly platform: string;
}

/** What Go is called with: a person's own flags or workspace would make other binaries under the same key. */
export function goEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" };
}

/**
 * Asks in the set's folder, because Go may replace itself by the version that its go.mod wants.
 *
 * @param oldest The oldest version that will do: "1.26.0".
 * @throws CannotBuild saying what to install.
 */
export function findGo(folder: string, oldest: string, environment: NodeJS.ProcessEnv): Go {
  const asked = spawnSync("go", ["env", "GOVERSION", "GOOS", "GOARCH"], {
    cwd: folder,
    env: goEnvironment(environment),
    encoding: "utf8",
  });
  if (asked.error !== undefined)
    throw new CannotBuild(`there is no Go here (${asked.error.message}). ${howTo(oldest)}`);
  if (asked.status !== 0) throw new CannotBuild(`${asked.stderr.trim()}\n${howTo(oldest)}`);
  const [version = "", system = "", architecture = ""] = asked.stdout.split("\n");
  if (isOlder(version.replace(/^go/, ""), oldest)) throw new CannotBuild(`this is ${version}. ${howTo(oldest)}`);
  return { version, platform: `${system}/${architecture}` };
}

function howTo(oldest: string): string {
  return (
    `The tools are built from source with Go ${oldest} or newer: ` +
    `install it as https://go.dev/doc/install says (macOS: brew install go), see that \`go version\` answers, and try again.`
  );
}

/** Development versions ("devel go1.27-…") are taken for new enough. */
function isOlder(version: string, oldest: string): boolean {
  const found = asNumber(version);
  return found !== undefined && (asNumber(oldest) ?? 0) > found;
}

/** "1.26.8" as a number that can be compared: 1026008. */
function asNumber(version: string): number | undefined {
  const [, major, minor, patch = "0"] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : (Number(major) * 1000 + Number(minor)) * 1000 + Number(patch);
}
