import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotBuild } from "../../tools/cannot-build";
import { virtualEnvironment } from "../../tools/python";

/** Makes environments that have itself in them, writes down what it is asked, and knows one package. */
const FAKE = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$LOG"
case "$*" in
  -c*) echo 3.11.7 Linux ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  *) for file; do :; done; grep -q '^six==' "$file" || { echo "no such package" >&2; exit 1; } ;;
esac
`;

describe("virtualEnvironment", () => {
  let folder: string;
  let requirements: string;
  let environment: NodeJS.ProcessEnv;
  let told: string;
  const stream = {
    isTTY: false,
    write(text: string) {
      told += text;
    },
  };
  const provide = () => virtualEnvironment(requirements, environment, stream);
  const asked = () => readFileSync(join(folder, "log"), "utf8").trim().split("\n");

  beforeEach(() => {
    told = "";
    folder = mkdtempSync(join(tmpdir(), "python-"));
    requirements = join(folder, "requirements.txt");
    const programs = join(folder, "programs");
    mkdirSync(programs);
    writeFileSync(join(programs, "python3.11"), FAKE);
    chmodSync(join(programs, "python3.11"), 0o755);
    writeFileSync(requirements, "six==1.17.0 --hash=sha256:0\n");
    environment = {
      PATH: `${programs}:/usr/bin:/bin`,
      XDG_CACHE_HOME: join(folder, "cache"),
      LOG: join(folder, "log"),
    };
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("installs exactly what is locked, once", async () => {
    const made = await provide();
    assert.ok(existsSync(join(made, "bin", "python")));
    assert.match(asked().at(-1) ?? "", /^-m pip install .*--no-deps --require-hashes --only-binary :all: -r /);
    const before = asked().length;
    assert.equal(await provide(), made);
    assert.equal(asked().length, before + 1);
    assert.equal(told.match(/installing packages/g)?.length, 1);
  });

  it("makes another one for other packages", async () => {
    const made = await provide();
    writeFileSync(requirements, "six==1.16.0 --hash=sha256:0\n");
    assert.notEqual(await provide(), made);
  });

  it("says what is wrong, and begins anew the next time", async () => {
    writeFileSync(requirements, "seven==1.0 --hash=sha256:0\n");
    const failing = async () => {
      await assert.rejects(provide(), (error: Error) => {
        assert.ok(error instanceof CannotBuild);
        assert.match(error.message, /python -m pip install failed:\nno such package/);
        return true;
      });
    };
    await failing();
    await failing();
    assert.equal(asked().filter((line) => line.startsWith("-m venv")).length, 2);
  });

  it("says which Python it wants where there is none", async () => {
    const nowhere = { ...environment, PATH: "/nowhere" };
    await assert.rejects(virtualEnvironment(requirements, nowhere, stream), /no Python 3\.11 here \(`python3\.11`\)/);
  });
});
