import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leftBehind, openRunFolder } from "../../../sandbox/cluster/run-folder";
import { REPOSITORY } from "../../program/language-host";

const OPEN = `const folder = require("./sandbox/cluster/run-folder.ts").openRunFolder(); console.log(folder.path);`;

describe("the folder of a run", () => {
  /** Gives the folder of a process that opened one and went on with the script. */
  function folderOf(script: string): string {
    const args = ["--require", "./loader.cjs", "--eval", `${OPEN} ${script}`];
    return spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" }).stdout.trim();
  }

  it("is there for its owner only, until it is closed", () => {
    const folder = openRunFolder();
    assert.equal(statSync(folder.path).mode & 0o777, 0o700);
    writeFileSync(join(folder.path, "file"), "");
    folder.close();
    assert.ok(!existsSync(folder.path));
  });

  it("goes with its process", () => {
    const folder = folderOf("");
    assert.ok(folder.length > 0 && !existsSync(folder));
  });

  it("is named as left behind by a process that was killed, and removed by the next run", () => {
    const folder = folderOf('process.kill(process.pid, "SIGKILL")');
    assert.ok(existsSync(folder));
    const owner = Number(folder.split(".").at(-2));
    assert.deepEqual(
      leftBehind().filter((left) => left.owner === owner),
      [{ owner, folders: [folder], processes: [] }],
    );
    openRunFolder().close();
    assert.ok(!existsSync(folder));
  });

  it("of a living run is neither left behind nor removed", () => {
    const folder = openRunFolder();
    assert.ok(!leftBehind().some(({ owner }) => owner === process.pid));
    const other = openRunFolder();
    assert.ok(existsSync(folder.path));
    other.close();
    folder.close();
  });

  it("keeps the logs of its clusters where somebody wants them, and nothing else", () => {
    const folder = openRunFolder();
    mkdirSync(join(folder.path, "one", "logs"), { recursive: true });
    writeFileSync(join(folder.path, "one", "logs", "etcd.log"), "last words");
    writeFileSync(join(folder.path, "one", "kubeconfig"), "secret");
    const kept = folder.keepLogs();
    assert.equal(folder.keepLogs(), kept);
    folder.close();
    assert.ok(!existsSync(folder.path));
    assert.equal(readFileSync(join(kept, "one", "etcd.log"), "utf8"), "last words");
    assert.ok(!existsSync(join(kept, "one", "kubeconfig")));
    rmSync(kept, { recursive: true });
  });
});
