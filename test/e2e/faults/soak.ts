/** `npm run soak -- --runs 300 --seed 7`: interrupts updates in every way and repairs them by the runbook. */
import { Command } from "commander";
import { counted } from "../../../tools/counted";
import { openWorld } from "../world";
import { Patient } from "./patient";
import { type Plan, plansFor } from "./plan";

export interface SoakResult {
  /** One line for each run that went wrong. */
  readonly problems: readonly string[];
  readonly runs: number;
  /** Runs whose update did not end well, so that there was something to repair. */
  readonly interrupted: number;
  /** Runs in which a second update was turned away. */
  readonly turnedAway: number;
}

export interface SoakOptions {
  readonly runs: number;
  readonly seed: number;
  /** How many at once, each with an engine, a cloud and a control plane of its own. */
  readonly workers: number;
  readonly onRun?: (index: number, plan: Plan, problems: readonly string[]) => void;
}

/** Carries out the plans of a seed. */
export async function soak({ runs, seed, workers, onRun }: SoakOptions): Promise<SoakResult> {
  const queue = plansFor(seed, runs).map((plan, index) => ({ plan, index }));
  const problems: string[] = [];
  let [interrupted, turnedAway] = [0, 0];
  const work = async () => {
    let patient: Patient | undefined;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { plan, index } = next;
        patient ??= await Patient.admit(await openWorld({ regions: ["us-central1"] }));
        const outcome = await patient.suffer(plan);
        if (outcome.interrupted) interrupted++;
        if (outcome.turnedAway) turnedAway++;
        problems.push(...outcome.problems.map((problem) => `run ${index} (${describePlan(plan)}): ${problem}`));
        onRun?.(index, plan, outcome.problems);
        if (outcome.problems.length === 0) continue;
        // What could not be repaired is no start for the next run.
        await patient.world.close();
        patient = undefined;
      }
    } finally {
      await patient?.world.close();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { problems, runs, interrupted, turnedAway };
}

/** A plan in words. */
export function describePlan({ update, fault, when, done, times }: Plan): string {
  return `${update}, ${fault} at ${(when * 100).toFixed(0)} %, ${done ? "done" : "not done"}, ${times} times`;
}

async function main(options: {
  readonly runs: number;
  readonly seed: number;
  readonly workers: number;
}): Promise<void> {
  const began = performance.now();
  let finished = 0;
  const result = await soak({
    ...options,
    onRun: (index, plan, problems) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      const verdict = problems.length === 0 ? "repaired" : problems.join("\n");
      process.stdout.write(
        `${++finished}/${options.runs} ${seconds} s, run ${index}: ${describePlan(plan)}: ${verdict}\n`,
      );
    },
  });
  const count = (word: string) => result.problems.filter((problem) => problem.includes(`: ${word}`)).length;
  process.stdout.write(
    `${result.runs} fault runs, ${result.interrupted} interrupted, ${result.turnedAway} turned a second update away: ${count("lost:")} lost, ` +
      `${count("duplicated:")} duplicated, ${count("orphaned:")} orphaned, ${result.problems.length} problems in all\n`,
  );
  process.exitCode = result.problems.length === 0 ? 0 : 1;
}

if (require.main === module) {
  void new Command("npm run soak --")
    .description("Interrupts updates in every way and repairs them by docs/runbooks/interrupted-up.md.")
    .option("--runs <number>", "how many", counted, 300)
    .option("--seed <number>", "the same seed plans the same runs", counted, 1)
    .option("--workers <number>", "how many at once", counted, 4)
    .action(main)
    .parseAsync();
}
