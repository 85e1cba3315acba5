/** One update that goes wrong, the runbook, and a look at the books. */
import { execFileSync } from "node:child_process";
import type { CloudRequest, Fault } from "../../../emulator/google/cloud-server";
import type { RunningCommand } from "../../../sandbox/engine/engine";
import type { World } from "../world";
import { discrepancies } from "./books";
import type { Plan, Update } from "./plan";
import { NotRepaired, repair } from "./runbook";

const BEFORE = `config:
  gcp:project: acme-agents-dev
  agno:deletionProtection: false
  agno:regions:
    us-central1: { slot: 0 }
`;
/** Something to update, to create and to delete at once. */
const AFTER = `${BEFORE}  agno:pools:
    cpu: { max: 60 }
    gpu: { max: 0 }
    memory: { machineType: n1-highmem-16 }
    batch: { machineType: n2-standard-8, max: 10 }
`;

/** How an update goes when nothing is wrong; what a plan's "when" is a part of. */
export interface Measure {
  /** Requests to the cloud that change something. */
  readonly requests: number;
  /** Bytes of the state at its end. */
  readonly stateSize: number;
}

export interface Outcome {
  /** Whether the fault had the update fail at all. */
  readonly interrupted: boolean;
  /** What is wrong after the repair; empty where all is well. */
  readonly problems: readonly string[];
}

/** Prepares a new stack up to where the plan's update begins. */
async function prepare(world: World, stack: string, update: Update): Promise<void> {
  world.cloud.clear();
  world.write(stack, BEFORE);
  await world.pulumi("stack", "init", stack);
  if (update === "create") return;
  await world.pulumi("up", "-s", stack, "--yes", "--skip-preview");
  if (update === "change") world.write(stack, AFTER);
}

function commandFor(update: Update, stack: string): readonly string[] {
  return [update === "destroy" ? "destroy" : "up", "-s", stack, "--yes", "--skip-preview"];
}

/** Runs an update to its end and measures it. */
export async function measure(world: World, stack: string, update: Update): Promise<Measure> {
  await prepare(world, stack, update);
  let requests = 0;
  world.spoil((request) => {
    if (request.operation !== "read") requests++;
    return undefined;
  });
  await world.pulumi(...commandFor(update, stack));
  world.spoil(undefined);
  const { stdout } = await world.pulumi("stack", "export", "-s", stack);
  await cleanUp(world, stack);
  return { requests, stateSize: stdout.length };
}

/** Carries out a plan and the repair. */
export async function faultRun(
  world: World,
  stack: string,
  plan: Plan,
  { requests, stateSize }: Measure,
): Promise<Outcome> {
  await prepare(world, stack, plan.update);
  const command = commandFor(plan.update, stack);
  const running: RunningCommand =
    plan.fault === "full disk"
      ? world.engine.shell(`ulimit -f ${Math.ceil((plan.when * stateSize) / 512)}; exec pulumi ${command.join(" ")}`)
      : world.engine.start(...command);
  const others: RunningCommand[] = [];
  const again = () => {
    others.push(world.engine.start(...command));
  };
  world.spoil(spoilerOf(plan, Math.floor(plan.when * requests), running, again));
  const { status } = await running.result;
  await Promise.all(others.map(({ result }) => result));
  world.spoil(undefined);
  const problems = await repaired(world, stack);
  if (problems.length === 0) await cleanUp(world, stack);
  return { interrupted: status !== 0, problems };
}

async function repaired(world: World, stack: string): Promise<readonly string[]> {
  try {
    await repair(world.engine, stack);
  } catch (error) {
    if (!(error instanceof NotRepaired)) throw error;
    return [`the runbook did not help:\n${error.message}`];
  }
  return discrepancies(world, stack);
}

async function cleanUp(world: World, stack: string): Promise<void> {
  await world.pulumi("destroy", "-s", stack, "--yes", "--skip-preview");
  await world.pulumi("stack", "rm", "-s", stack, "--yes", "--preserve-config");
}

/** Counts what changes the cloud, and lets it go wrong when its time has come. */
function spoilerOf(plan: Plan, at: number, running: RunningCommand, again: () => void) {
  let seen = 0;
  return ({ operation }: CloudRequest): Fault | undefined => {
    if (operation === "read") return undefined;
    const index = seen++;
    return index >= at && index < at + plan.times ? faultOf(plan, index === at, running, again) : undefined;
  };
}

function faultOf({ fault, done }: Plan, first: boolean, running: RunningCommand, again: () => void): Fault | undefined {
  switch (fault) {
    case "409":
    case "429":
    case "500":
    case "503":
      return { kind: "error", status: Number(fault), message: "planned to go wrong" };
    case "no answer":
      return { kind: "silence", done };
    case "lost answer":
      return { kind: "lost" };
    case "engine killed":
      return first ? { kind: "event", done, happen: () => void running.kill("SIGKILL") } : undefined;
    case "plugin killed":
      return first
        ? {
            kind: "event",
            done,
            happen: () => {
              killPlugin(running);
            },
          }
        : undefined;
    case "two at once":
      return first ? { kind: "event", done, happen: again } : undefined;
    case "full disk":
      return undefined;
  }
}

/** Ends the plugin for Google that this engine started. */
function killPlugin({ pid = 0 }: RunningCommand): void {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  for (const line of processes) {
    const [, child, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === pid && args.includes("emulator/google/main.ts")) process.kill(Number(child), "SIGKILL");
  }
}
