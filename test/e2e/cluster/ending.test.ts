import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { readKubeconfig } from "../../../sandbox/cluster/api";
import { startCluster } from "../../../sandbox/cluster/cluster";
import { type RunFolder, leftBehind, openRunFolder, programsOf } from "../../../sandbox/cluster/run-folder";
import { until } from "../../../sandbox/cluster/until";
import { REPOSITORY } from "../../program/language-host";

/** Each of both clusters has etcd, API server, controller-manager, scheduler and kwok, each with its guard's two shells. */
const PROCESSES = 2 * 5 * 3;

describe("the end of a process that has clusters", () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`by ${signal} leaves no process and no folder`, async () => {
      const owner = await startOwner("wait");
      owner.kill(signal);
      assert.equal(await owner.ended, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
      await assertNoProcess(owner.folder);
      assert.ok(!existsSync(owner.folder));
    });
  }

  it("by an error that nobody caught leaves no process and no folder", async () => {
    const owner = await startOwner("crash");
    assert.equal(await owner.ended, 1);
    await assertNoProcess(owner.folder);
    assert.ok(!existsSync(owner.folder));
  });

  it("comes by itself where nobody stops them, and leaves no process and no folder", async () => {
    const owner = await startOwner("forget");
    assert.equal(await owner.ended, 0);
    await assertNoProcess(owner.folder);
    assert.ok(!existsSync(owner.folder));
  });

  it("by kill -9 leaves no process; the folder is named, and the next run removes it", async () => {
    const owner = await startOwner("wait");
    assert.equal(programsOf(owner.folder).length, PROCESSES);
    owner.kill("SIGKILL");
    await owner.ended;
    await assertNoProcess(owner.folder);

    assert.deepEqual(
      leftBehind().filter(({ folders }) => folders.includes(owner.folder)),
      [{ owner: owner.pid, folders: [owner.folder], processes: [] }],
    );
    openRunFolder().close();
    assert.ok(!existsSync(owner.folder));
  });

  it("leaves no port open", async () => {
    const owner = await startOwner("wait");
    const { server } = readKubeconfig(join(owner.folder, "one", "kubeconfig"));
    const answers = () =>
      fetch(`${server}/readyz`).then(
        () => "",
        (error: unknown) => String((error as Error & { cause: Error }).cause),
      );
    assert.match(await answers(), /certificate/);
    owner.kill("SIGINT");
    await owner.ended;
    await until({ what: "nobody listens" }, async () =>
      (await answers()).includes("ECONNREFUSED") ? true : undefined,
    );
  });
});

describe("a cluster", () => {
  let folder: RunFolder;
  beforeEach(() => {
    folder = openRunFolder();
  });
  afterEach(() => {
    folder.close();
  });

  it("that cannot start names the log with its last lines, and leaves no process", async () => {
    const directory = join(folder.path, "broken");
    mkdirSync(directory);
    writeFileSync(join(directory, "etcd"), "no folder");
    await assert.rejects(startCluster({ name: "broken", directory, nodes: [] }), (error: Error) => {
      const log = join(directory, "logs", "etcd.log");
      assert.match(error.message, /^etcd ended with status \d+; the end of /);
      assert.ok(error.message.includes(log) && error.message.includes("not a directory"), error.message);
      assert.ok(readFileSync(log, "utf8").length > 0);
      return true;
    });
    await assertNoProcess(folder.path);
  });

  it("leaves only its logs, when it is stopped", async () => {
    const cluster = await startCluster({ name: "one", directory: join(folder.path, "one"), nodes: [] });
    assert.ok(!readdirSync(folder.path).includes("kubeconfig") && existsSync(cluster.kubeconfig));
    await cluster.stop();
    await assertNoProcess(folder.path);
    assert.deepEqual(readdirSync(join(folder.path, "one")), ["logs"]);
    assert.equal(readdirSync(cluster.logs).length, 5);
    await cluster.stop();
  });
});

interface Owner {
  readonly pid: number;
  readonly folder: string;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts owner.ts and waits for its clusters. */
async function startOwner(end: string): Promise<Owner> {
  const args = ["--require", "./loader.cjs", join(__dirname, "owner.ts"), end];
  const owner = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<number | null>((resolve) => owner.once("exit", resolve));
  const folder = await new Promise<string>((resolve, reject) => {
    createInterface(owner.stdout).once("line", resolve);
    void ended.then((status) => {
      reject(new Error(`owner ended with ${status ?? "a signal"} before its clusters were there`));
    });
  });
  const { pid } = owner;
  assert.ok(pid !== undefined && basename(folder).includes(`.${pid}.`));
  return { pid, folder, ended, kill: (signal) => owner.kill(signal) };
}

/** The guards need a moment. */
async function assertNoProcess(folder: string): Promise<void> {
  await until({ what: `no process of ${folder} is left` }, () => {
    const left = programsOf(folder);
    if (left.length > 0) throw new Error(left.join("\n"));
    return Promise.resolve(true);
  });
}
