import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GuardedProcess } from "../../../sandbox/cluster/guarded-process";
import { isAlive } from "../../../tools/processes";
import { REPOSITORY } from "../../program/language-host";

describe("a guarded process", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "guarded-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function start(script: string): GuardedProcess {
    return new GuardedProcess({
      name: "part",
      command: "sh",
      args: ["-c", script, "with a space"],
      directory,
      log: join(directory, "log"),
    });
  }

  it("runs in its folder, without input, and writes all to its log", async () => {
    const part = start("pwd; cat; echo problem >&2; echo $0; exit 3");
    assert.equal(await part.ended, "status 3");
    const [folder = "", ...lines] = readFileSync(part.log, "utf8").split("\n");
    assert.ok(folder.endsWith(directory));
    assert.deepEqual(lines, ["problem", "with a space", ""]);
    assert.equal(
      part.failure("status 3").message,
      `part ended with status 3; the end of ${part.log}:\n${folder}\nproblem\nwith a space`,
    );
  });

  it("ends at once when it is stopped, even one that does not want to", async () => {
    const part = start("trap '' TERM INT HUP; echo $$ > pid; while :; do sleep 0.1; done");
    const pid = await pidIn(directory);
    await part.stop();
    await assertGone(pid);
    await part.stop();
  });

  it("tells of a program that cannot be found", async () => {
    const part = new GuardedProcess({
      name: "part",
      command: "no-such",
      args: [],
      directory,
      log: join(directory, "log"),
    });
    assert.equal(await part.ended, "status 127");
    assert.match(readFileSync(part.log, "utf8"), /no-such.*not found/);
  });

  for (const [how, end] of [
    ["is killed with -9", "setInterval(() => {}, 1000)"],
    ["ends by itself", ""],
    ["crashes", "setTimeout(() => { throw new Error('crash') }, 100)"],
  ] as const) {
    it(`ends with the process that started it, when that ${how}`, async () => {
      const options = {
        name: "part",
        command: "sh",
        args: ["-c", "echo $$ > pid; exec sleep 60"],
        directory,
        log: join(directory, "log"),
      };
      const module = "./sandbox/cluster/guarded-process.ts";
      const script = `new (require("${module}").GuardedProcess)(${JSON.stringify(options)}); setTimeout(() => { ${end} }, 200)`;
      const owner = spawn(process.execPath, ["--require", "./loader.cjs", "--eval", script], {
        cwd: REPOSITORY,
        stdio: "ignore",
      });
      const pid = await pidIn(directory);
      assert.ok(isAlive(pid));
      if (how === "is killed with -9") owner.kill("SIGKILL");
      await assertGone(pid);
    });
  }
});

/** The process id that the program wrote. */
async function pidIn(directory: string): Promise<number> {
  const file = join(directory, "pid");
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(10);
  return Number(readFileSync(file, "utf8"));
}

async function assertGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 100 && isRunning(pid); tries++) await sleep(20);
  assert.ok(!isRunning(pid), `process ${pid} is still there`);
}

/** In a container whose first process does not collect what has ended, that stays as a zombie. */
function isRunning(pid: number): boolean {
  return isAlive(pid) && !statusOf(pid).includes("State:\tZ");
}

/** What Linux tells of a process; empty where there is no such thing, or the process ends while one asks. */
function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
