/** One update that goes wrong, the runbook, and a look at the books. */
import type { CloudRequest, Fault } from "../../../emulator/google/cloud-server";
import type { Engine, RunningCommand } from "../../../sandbox/engine/engine";
import type { World } from "../world";
import { discrepancies } from "./books";
import type { Plan, Update } from "./plan";
import { NotRepaired, repair } from "./runbook";

const STACK = "patient";
const SETTINGS = `config:
  gcp:project: acme-agents-dev
  agno:deletionProtection: false
  agno:regions:
    us-central1: { slot: 0 }
`;
/** From one to the other there is something to change, to create and to delete. */
const FILES = [
  SETTINGS,
  `${SETTINGS}  agno:pools:
    cpu: { max: 60 }
    gpu: { max: 0 }
    memory: { machineType: n1-highmem-16 }
    batch: { machineType: n2-standard-8, max: 10 }
`,
] as const;

/** How an update goes when nothing is wrong; what a plan's "when" is a part of. */
interface Measure {
  /** Requests to the cloud that change something. */
  readonly requests: number;
  /** Bytes of the state at its end. */
  readonly stateSize: number;
}

export interface Outcome {
  /** Whether the fault had the update fail at all. */
  readonly interrupted: boolean;
  /** Whether a second update was turned away. */
  readonly turnedAway: boolean;
  /** What is wrong after the repair; empty where all is well. */
  readonly problems: readonly string[];
}

/** A stack that is broken and repaired again and again, as in years of use. It is up whenever no run is under way. */
export class Patient {
  #file = 0;

  private constructor(
    readonly world: World,
    private readonly measures: Readonly<Record<Update, Measure>>,
  ) {}

  /** Measures how each update goes when nothing is wrong, and leaves the stack up. */
  static async admit(world: World): Promise<Patient> {
    await world.engine.keepPlugins("gcp", "kubernetes");
    world.write(STACK, FILES[0]);
    await world.pulumi("stack", "init", STACK);
    const create = await measure(world, "create");
    world.write(STACK, FILES[1]);
    const change = await measure(world, "change");
    const destroy = await measure(world, "destroy");
    world.cloud.clear();
    await world.pulumi("up", ...ARGUMENTS);
    return new Patient(world, { create, change, destroy });
  }

  /** Carries out a plan and the repair by that runbook. */
  async suffer(plan: Plan, runbook?: string): Promise<Outcome> {
    const { world } = this;
    await this.#prepare(plan.update);
    const { requests, stateSize } = this.measures[plan.update];
    const running = start(world.engine, plan, stateSize);
    const others: RunningCommand[] = [];
    world.spoil(spoilerOf(plan, Math.floor(plan.when * requests), world.engine, running, others));
    const { status } = await running.result;
    const second = await Promise.all(others.map(({ result }) => result));
    world.spoil(undefined);
    if (plan.fault === "plugin killed") await world.engine.keepPlugins("gcp");
    const turnedAway = second.some(({ stderr }) => TURNED_AWAY.test(stderr));
    const odd = second.filter(({ status, stderr }) => status !== 0 && !TURNED_AWAY.test(stderr));
    const problems = [
      ...odd.map(({ stderr }) => `the second of two at once: ${stderr}`),
      ...(await this.#repaired(runbook)),
    ];
    return { interrupted: status !== 0, turnedAway, problems };
  }

  async #prepare(update: Update): Promise<void> {
    if (update === "create") {
      await this.world.pulumi("destroy", ...ARGUMENTS);
      // What Google keeps by its own rules is no part of what a first update finds.
      this.world.cloud.clear();
    }
    if (update === "change") {
      this.#file = 1 - this.#file;
      this.world.write(STACK, FILES[this.#file] ?? "");
    }
  }

  async #repaired(runbook?: string): Promise<readonly string[]> {
    try {
      await repair(this.world.engine, STACK, runbook);
    } catch (error) {
      if (!(error instanceof NotRepaired)) throw error;
      return [`the runbook did not help:\n${error.message}`];
    }
    return discrepancies(this.world, STACK, "us-central1");
  }
}

/** By the lock, or because the first is just writing the state: either way it has done nothing. */
const TURNED_AWAY = /currently locked|failed to load checkpoint/;

const ARGUMENTS = ["-s", STACK, "--yes", "--skip-preview"] as const;

function commandFor(update: Update): readonly string[] {
  return [update === "destroy" ? "destroy" : "up", ...ARGUMENTS];
}

async function measure(world: World, update: Update): Promise<Measure> {
  let requests = 0;
  world.spoil(({ operation }) => {
    if (operation !== "read") requests++;
    return undefined;
  });
  await world.pulumi(...commandFor(update));
  world.spoil(undefined);
  const { stdout } = await world.pulumi("stack", "export", "-s", STACK);
  return { requests, stateSize: stdout.length };
}

function start(engine: Engine, { update, fault, when }: Plan, stateSize: number): RunningCommand {
  const command = commandFor(update);
  if (fault !== "full disk") return engine.start(...command);
  // A limit on files is what a full disk looks like to whoever writes, and needs no rights.
  const blocks = Math.ceil((when * stateSize) / 512);
  return engine.shell(`ulimit -f ${blocks}; exec pulumi ${command.join(" ")} --non-interactive`);
}

/** Counts what changes the cloud, and lets it go wrong when its time has come. */
function spoilerOf(plan: Plan, at: number, engine: Engine, running: RunningCommand, others: RunningCommand[]) {
  let seen = 0;
  return ({ operation }: CloudRequest): Fault | undefined => {
    if (operation === "read") return undefined;
    const index = seen++;
    if (index < at || index >= at + plan.times) return undefined;
    const event = (done: boolean, happen: () => void | Promise<void>): Fault | undefined =>
      index === at ? { kind: "event", done, happen } : undefined;
    switch (plan.fault) {
      case "409":
      case "429":
      case "500":
      case "503":
        return { kind: "error", status: Number(plan.fault), message: "planned to go wrong" };
      case "no answer":
        return { kind: "silence", done: plan.done };
      case "lost answer":
        return { kind: "lost" };
      case "engine killed":
        return event(plan.done, () => void running.kill("SIGKILL"));
      case "plugin killed":
        return event(plan.done, () => {
          engine.killPlugin("gcp");
        });
      case "two at once":
        // The first waits for its answer until the second is done, so the two are surely under way together.
        return event(true, async () => {
          const second = engine.start(...commandFor(plan.update));
          others.push(second);
          await second.result;
        });
      case "full disk":
        return undefined;
    }
  };
}
