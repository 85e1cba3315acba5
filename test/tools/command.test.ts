import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { REPOSITORY } from "../program/language-host";
import { TOOL_NAMES } from "../../tools/table";

describe("npm run tools", () => {
  function run(args: readonly string[], environment: NodeJS.ProcessEnv) {
    return spawnSync(process.execPath, ["--require", "./loader.cjs", "tools/main.ts", ...args], {
      cwd: REPOSITORY,
      env: environment,
      encoding: "utf8",
    });
  }

  it("without Go says what to install, without a stack trace", () => {
    const { status, stdout, stderr } = run([], { PATH: "" });
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^there is no Go here \(spawn(?:Sync)? go ENOENT\)\. The tools are built from source with Go 1\.26\.0 or newer: [^\n]*\n$/,
    );
  });

  it("names the tools that there are, where one is not", () => {
    const { status, stderr } = run(["kubetcl"], process.env);
    assert.equal(status, 2);
    assert.equal(stderr, `no such tool: kubetcl; there are ${TOOL_NAMES.join(", ")}\n`);
  });
});
