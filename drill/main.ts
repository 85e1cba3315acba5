/** `npm run drill -- restore`: rehearses what the runbooks promise, on real parts, and measures it. */
import { Command } from "commander";
import colors from "picocolors";
import { counted } from "../tools/counted";
import { plansFor } from "./restore/plan";
import { type Outcome, drill } from "./restore/restore";
import { problemsOf, toText } from "./restore/text";

interface Flags {
  readonly runs: number;
  readonly seed: number;
}

/** Gives the exit status: 0 where all was restored as promised, 1 where not. */
async function restore({ runs, seed }: Flags): Promise<number> {
  const outcomes: (Outcome | string)[] = [];
  for (const plan of plansFor(seed, runs)) {
    // One that cannot be restored is no reason to forget what the others have shown.
    outcomes.push(await drill(plan).catch((error: unknown) => `cannot be restored: ${String(error)}`));
    process.stderr.write(`${outcomes.length}/${runs}: ${plan.disaster}, ${plan.writers} writers\n`);
  }
  const page = { width: process.stdout.columns || 100, colors: colors.createColors(process.stdout.isTTY) };
  process.stdout.write(toText(outcomes, page));
  return outcomes.every((outcome) => problemsOf(outcome).length === 0) ? 0 : 1;
}

const program = new Command("npm run drill --").description("Rehearses recoveries on real parts and measures them.");
program
  .command("restore")
  .description("destroys a real PostgreSQL that is written to and restores it from its archive to a point in time")
  .option("--runs <number>", "how many", counted, 20)
  .option("--seed <number>", "the same seed plans the same drills", counted, 1)
  .action(async (flags: Flags) => {
    process.exitCode = await restore(flags);
  });

if (require.main === module) void program.parseAsync();
