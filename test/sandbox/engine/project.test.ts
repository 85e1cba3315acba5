import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { projectIn, projectWith } from "../../../sandbox/engine/project";
import { REPOSITORY } from "../../program/language-host";

describe("a folder with a project", () => {
  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "agno-project-"));
  });
  afterEach(() => {
    rmSync(temporary, { recursive: true });
  });

  describe("the repository's own", () => {
    it("has all that the repository has, but what is hidden", () => {
      const folder = projectIn(join(temporary, "a/b"));
      assert.equal(folder, join(temporary, "a/b"));
      const visible = readdirSync(REPOSITORY).filter((name) => !name.startsWith("."));
      assert.deepEqual(readdirSync(folder).sort(), visible.sort());
      for (const name of visible) assert.ok(existsSync(join(folder, name)), name);
    });

    it("lets the CLI write to its stack files without touching the repository's", () => {
      const folder = projectIn(join(temporary, "p"));
      const own = readdirSync(folder).filter((name) => !lstatSync(join(folder, name)).isSymbolicLink());
      assert.ok(own.includes("Pulumi.dev.yaml") && own.includes("Pulumi.yaml"));
      for (const name of own) {
        assert.match(name, /^Pulumi\..*yaml$/);
        const before = readFileSync(join(REPOSITORY, name), "utf8");
        assert.equal(readFileSync(join(folder, name), "utf8"), before);
        appendFileSync(join(folder, name), "encryptionsalt: v1\n");
        assert.equal(readFileSync(join(REPOSITORY, name), "utf8"), before);
      }
    });
  });

  describe("with a program of its own", () => {
    it("is the same project to the CLI, and finds the packages", () => {
      const program = 'console.log(require("@pulumi/pulumi/package.json").name, __filename);';
      const folder = projectWith(join(temporary, "q"), program);
      assert.equal(folder, join(temporary, "q"));
      const read = (directory: string) =>
        parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8")) as Readonly<Record<string, unknown>>;
      assert.equal(read(folder).name, read(REPOSITORY).name);
      const main = String(read(folder).main);
      const { stdout } = spawnSync(process.execPath, [main], { cwd: folder, encoding: "utf8" });
      assert.equal(stdout, `@pulumi/pulumi ${join(folder, "index.cjs")}\n`);
    });

    it("has no stack files, and the policies", () => {
      const folder = projectWith(join(temporary, "q"), "");
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith("Pulumi.")),
        ["Pulumi.yaml"],
      );
      assert.ok(existsSync(join(folder, "policy/PulumiPolicy.yaml")));
    });
  });
});
