/** A Go that builds nothing but notes what it was asked, and sets that it can build. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Surroundings } from "../../tools/tools";

/** Notes its arguments; `FAKE_GO` says what it does when it is told to build. */
const SCRIPT = `#!/bin/sh
echo "$*" >> "$FAKE_GO_LOG"
case "$1" in
env) [ -z "$FAKE_GO_REFUSES" ] || { echo "$FAKE_GO_REFUSES" >&2; exit 1; }
  printf '%s\\nlinux\\namd64\\n' "\${FAKE_GO_VERSION:-go1.26.8}" ;;
list) echo "$FAKE_GO_MODULE" ;;
build)
  while [ "$1" != -o ]; do shift; done
  printf half > "$2"
  echo example.com/compiled >&2
  case "$FAKE_GO" in
  fails) echo "x.go:1:1: syntax error" >&2; exit 1 ;;
  hangs) exec sleep 60 ;;
  slow) sleep 0.5 ;;
  esac
  printf whole > "$2" ;;
esac
`;

const GO_MOD = `module example.com/sets

go 1.26.0

require (
	github.com/fluxcd/flagger v1.36.1
	github.com/pulumi/pulumi/pkg/v3 v3.245.0 // indirect
	go.etcd.io/etcd/server/v3 v3.6.13 // indirect
	k8s.io/kubernetes v1.36.3 // indirect
	sigs.k8s.io/kwok v0.8.0 // indirect
)
`;

export interface FakeGo {
  readonly surroundings: Surroundings;
  /** The temporary folder with all of it. */
  readonly folder: string;
  /** All that was told to the person. */
  told(): string;
  /** The first word of each call since the last time. */
  calls(): readonly string[];
  /** The whole calls since the last time. */
  wholeCalls(): readonly string[];
  remove(): void;
}

/** @param environment FAKE_GO and its like. */
export function fakeGo(environment: Readonly<Record<string, string>> = {}): FakeGo {
  const folder = mkdtempSync(join(tmpdir(), "fake-go-"));
  const log = join(folder, "log");
  writeFileSync(log, "");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "go"), SCRIPT);
  chmodSync(join(folder, "bin", "go"), 0o755);
  for (const set of ["engine", "control-plane", "nodes", "checkers", "crds"]) {
    mkdirSync(join(folder, "sets", set), { recursive: true });
    writeFileSync(join(folder, "sets", set, "go.mod"), GO_MOD);
    writeFileSync(join(folder, "sets", set, "go.sum"), "");
  }
  const told: string[] = [];
  const wholeCalls = () => {
    const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
    writeFileSync(log, "");
    return lines;
  };
  return {
    folder,
    surroundings: {
      folder: join(folder, "sets"),
      stream: {
        isTTY: false,
        write: (text) => told.push(text),
      },
      environment: {
        PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH ?? ""}`,
        XDG_CACHE_HOME: join(folder, "cache"),
        FAKE_GO_LOG: log,
        ...environment,
      },
    },
    told: () => told.join(""),
    calls: () => wholeCalls().map((line) => line.split(" ")[0] ?? ""),
    wholeCalls,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
