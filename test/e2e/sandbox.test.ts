/** `npm run sandbox`, as a person uses it. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { programsOf } from "../../sandbox/cluster/run-folder";
import { REPOSITORY } from "../program/language-host";

interface Node {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
}

/** Label and taints of each pool's nodes, as the stack file and the defaults have them. */
const POOLS = [
  ["agno-agents-cpu", "cloud.google.com/compute-class"],
  ["agno-agents-cpu-spot", "cloud.google.com/compute-class cloud.google.com/gke-spot"],
  ["agno-agents-gpu", "cloud.google.com/compute-class nvidia.com/gpu"],
  ["agno-agents-memory", "cloud.google.com/compute-class"],
  ["agno-agents-memory-spot", "cloud.google.com/compute-class cloud.google.com/gke-spot"],
  ["agno-agents-system", ""],
] as const;

describe("the sandbox with two regions", () => {
  let sandbox: ChildProcess;
  let settings: string;
  const type = (lines: string) =>
    execFileSync("sh", ["-eu", "-c", `. '${settings}'; ${lines}`], { encoding: "utf8", stdio: "pipe" });
  before(async function () {
    this.timeout(1_500_000);
    const command = ["--require", "./loader.cjs", "sandbox/main.ts", "--regions", "2"];
    sandbox = spawn(process.execPath, command, { cwd: REPOSITORY, stdio: ["ignore", "pipe", "inherit"] });
    settings = await new Promise((resolve, reject) => {
      let said = "";
      sandbox.once("exit", (status) => {
        reject(new Error(`it ended with ${String(status)}: ${said}`));
      });
      sandbox.stdout?.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        const path = /^ {2}\. (\S+)$/m.exec(said)?.[1];
        if (path !== undefined && said.includes("Ctrl-C")) resolve(path);
      });
    });
  });
  after(() => sandbox.kill("SIGKILL"));

  for (const region of ["us-central1", "europe-west4"]) {
    it(`has in ${region} a node for each pool, with its label and taint`, () => {
      const { items } = JSON.parse(type(`kubectl --context ${region} get nodes -o json`)) as { items: readonly Node[] };
      const pools = items.map(({ metadata: { labels }, spec: { taints = [] } }) => [
        labels["cloud.google.com/gke-nodepool"],
        taints.map(({ key }) => key).join(" "),
      ]);
      assert.deepEqual(pools.sort(), POOLS);
    });

    it(`has the platform in ${region}`, () => {
      assert.match(type(`kubectl --context ${region} get namespace agno-system`), /Active/);
    });
  }

  it("is what the engine wants, also for a person who types in another terminal", () => {
    assert.match(type("pulumi preview -s local --non-interactive --expect-no-changes"), /unchanged/);
  });

  it("leaves nothing after Ctrl-C", async () => {
    const folder = dirname(settings);
    sandbox.removeAllListeners("exit");
    const ended = once(sandbox, "exit");
    sandbox.kill("SIGINT");
    await ended;
    assert.ok(!existsSync(folder));
    const left = () => programsOf(folder);
    for (let attempt = 0; left().length > 0 && attempt < 50; attempt++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(left(), []);
  });
});
