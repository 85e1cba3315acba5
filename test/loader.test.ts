import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "./program/language-host";

describe("the loader", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-loader-"));
    copyFileSync(join(REPOSITORY, "loader.cjs"), join(folder, "loader.cjs"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(REPOSITORY, "node_modules/sucrase"), join(folder, "node_modules/sucrase"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (text: string) => {
    writeFileSync(join(folder, "program.ts"), `const text: string = ${JSON.stringify(text)};\nconsole.log(text);\n`);
  };
  const run = () =>
    execFileSync(process.execPath, ["-r", "./loader.cjs", "program.ts"], { cwd: folder, stdio: "pipe" }).toString();
  const kept = () => readdirSync(join(folder, "node_modules/.cache/agno-platform"));

  it("keeps a translation and uses it again", () => {
    write("one");
    assert.equal(run(), "one\n");
    const [file = ""] = kept();
    writeFileSync(join(folder, "node_modules/.cache/agno-platform", file), 'console.log("kept");');
    assert.equal(run(), "kept\n");
  });

  it("translates an edited file anew", () => {
    write("one");
    run();
    write("two");
    assert.equal(run(), "two\n");
    assert.equal(kept().length, 2);
  });

  it("does without where nothing can be written", () => {
    writeFileSync(join(folder, "node_modules/.cache"), "");
    write("one");
    assert.equal(run(), "one\n");
    assert.equal(run(), "one\n");
  });

  it("says the line of the source where something goes wrong", () => {
    writeFileSync(join(folder, "program.ts"), 'interface A {\n  b: string;\n}\n\nthrow new Error("here");\n');
    assert.throws(run, /program\.ts:5/);
  });
});
