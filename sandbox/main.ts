/** `npm run sandbox`: a living platform to touch, until Ctrl-C. */
import { spawn } from "node:child_process";
import { openSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { planPools } from "../components/cluster/node-pools";
import { CannotBuild } from "../tools/cannot-build";
import { openRunFolder } from "./cluster/run-folder";
import { until } from "./cluster/until";
import { REGIONS, type Sandbox, startSandbox } from "./sandbox";

const LAST_LINE = "Ctrl-C stops everything and leaves nothing.";

interface Flags {
  readonly regions: number;
  readonly keep?: boolean;
}

async function sandbox({ regions, keep = false }: Flags): Promise<void> {
  if (keep) {
    await inBackground(regions);
    return;
  }
  const began = performance.now();
  const folder = openRunFolder();
  const say = (step: string) => {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s  ${step}\n`);
  };
  const running = await startSandbox({ directory: folder.path, regions, say });
  say("ready");
  process.stdout.write(described(running));
  // Nothing else keeps this process: the clusters live as long as it does.
  setInterval(() => undefined, 1 << 30);
}

function described({ environment, kinds, kubeconfig, settings }: Sandbox): string {
  const table = new Table({
    head: ["region", "pool", "machine", "nodes at most", "taints"],
    style: { head: [], border: [] },
  });
  for (const { name, pools } of environment.regions)
    for (const pool of planPools(name, pools).pools)
      table.push([name, pool.name, pool.machineType, pool.max, pool.taints.map(({ key }) => key).join(" ")]);
  return `${table.toString()}

kinds of others in each cluster: ${kinds.length} (${groupsOf(kinds).join(", ")})
kubeconfig: ${kubeconfig}

In another terminal, which you close afterwards:
  . ${settings}
  kubectl get nodes -L cloud.google.com/gke-nodepool,cloud.google.com/gke-spot
  kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints[*].key
  kubectl get priorityclass && kubectl get namespace agno-system
  kubectl get namespaces -l platform=agno-agents && kubectl get deployments,hpa,quota -A
  kubectl get gateways,virtualservices,destinationrules -A
  kubectl create deployment one --image=any --replicas=3 && kubectl get pods -o wide
  pulumi preview -s local        # no changes
  pulumi destroy -s local

${LAST_LINE}
`;
}

/** "networking.istio.io" out of "virtualservices.networking.istio.io". */
function groupsOf(kinds: readonly string[]): readonly string[] {
  return [...new Set(kinds.map((name) => name.slice(name.indexOf(".") + 1)))].sort();
}

/** Starts this command again in the background and waits until it is ready. */
async function inBackground(regions: number): Promise<void> {
  const log = join(tmpdir(), `agno-platform-sandbox.${process.pid}.log`);
  const output = openSync(log, "w", 0o600);
  const child = spawn(process.execPath, [...process.execArgv, __filename, "--regions", String(regions)], {
    stdio: ["ignore", output, output],
    detached: true,
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", () => {
      reject(new Error(`the sandbox did not come up:\n${readFileSync(log, "utf8")}`));
    });
  });
  await Promise.race([ended, until({ what: "the sandbox is ready", timeout: 1_800_000 }, () => isReady(log))]);
  process.stdout.write(readFileSync(log, "utf8").replace(LAST_LINE, `Stop it with: kill -INT ${child.pid ?? 0}`));
  rmSync(log);
  child.removeAllListeners("exit");
  child.unref();
}

async function isReady(log: string): Promise<true | undefined> {
  return (await readFile(log, "utf8")).includes(LAST_LINE) || undefined;
}

function counted(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= REGIONS.length) return value;
  throw new InvalidArgumentError(`allowed are 1 to ${REGIONS.length}`);
}

new Command("npm run sandbox --")
  .description("Starts a cluster for each region of stack local and brings the stack up in them.")
  .option("--regions <number>", `how many regions, 1 to ${REGIONS.length}`, counted, 1)
  .option("--keep", "leave it running in the background and say how to stop it")
  .action(sandbox)
  .parseAsync()
  .catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(error instanceof CannotBuild ? 2 : 3);
  });
