/** `npm run drill -- restore`, `npm run drill -- region`: rehearses what the runbooks promise, and measures it. */
import { Command } from "commander";
import colors from "picocolors";
import type { Page } from "../preview/page";
import { counted } from "../tools/counted";
import { type RegionFlags, rehearse } from "./region/rehearse";
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
  process.stdout.write(toText(outcomes, page()));
  return outcomes.every((outcome) => problemsOf(outcome).length === 0) ? 0 : 1;
}

function page(): Page {
  return { width: process.stdout.columns || 100, colors: colors.createColors(process.stdout.isTTY) };
}

const program = new Command("npm run drill --").description("Rehearses recoveries and measures them.");
program
  .command("restore")
  .description("destroys a real PostgreSQL that is written to and restores it from its archive to a point in time")
  .option("--runs <number>", "how many", counted, 20)
  .option("--seed <number>", "the same seed plans the same drills", counted, 1)
  .action(async (flags: Flags) => {
    process.exitCode = await restore(flags);
  });

program
  .command("region")
  .description("marks a region as lost: who takes over, whether they carry it, how soon, and what to type")
  .argument("<stack>", "of a whole environment, such as prod")
  .option("--lost <region>", "the region; each in turn without it")
  .option("--runs <number>", "at how many random moments Google asks", counted, 1000)
  .option("--seed <number>", "the same seed asks at the same moments", counted, 1)
  .action(async (stack: string, flags: RegionFlags) => {
    const { status, output, problem } = await rehearse(stack, flags, page());
    process.stdout.write(output);
    process.stderr.write(problem);
    process.exitCode = status;
  });

if (require.main === module) void program.parseAsync();
