/** `npm run drill -- region STACK`: marks regions as lost, one after another, and says what that leaves. */
import { join } from "node:path";
import type { Environment } from "../../config/environment";
import { loadEnvironment } from "../../config/load";
import { ConfigurationError, listed, suggestion } from "../../config/problem";
import type { Page } from "../../preview/page";
import { reportOn } from "../../preview/report";
import { stepsFor } from "./commands";
import { detectionsFor } from "./detection";
import { type LostRegion, lose } from "./lost-region";
import { stepsInWords, toText } from "./text";

export interface RegionFlags {
  /** The region; each in turn without it. */
  readonly lost?: string;
  /** At how many random moments Google asks. */
  readonly runs: number;
  readonly seed: number;
}

export interface Rehearsal {
  /** 0 where the others take over as promised, 1 where not, 2 where the question is wrong. */
  readonly status: 0 | 1 | 2;
  readonly output: string;
  /** Why the question is wrong. */
  readonly problem: string;
}

const PROJECT = join(__dirname, "../..");

/** @param directory Where the stack files are. */
export async function rehearse(
  stack: string,
  { lost, runs, seed }: RegionFlags,
  page: Page,
  directory = PROJECT,
): Promise<Rehearsal> {
  try {
    const environment = loadEnvironment({ directory, stack });
    const regions = environment.regions.map(({ name }) => name).filter((name) => lost === undefined || name === lost);
    const problem = wrongQuestion(environment, regions.length, lost);
    if (problem !== undefined) return { status: 2, output: "", problem: `${problem}\n` };
    const report = await reportOn(environment, { stack });
    const outcomes: LostRegion[] = [];
    for (const region of regions) outcomes.push(await lose(region, report));
    const steps = regions.map((region) => `\n${stepsInWords(region, stepsFor(region, stack, report.resources))}`);
    const output = [toText(outcomes, detectionsFor(seed, runs), page), ...steps].join("");
    return { status: outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1, output, problem: "" };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { status: 2, output: "", problem: `${error.message}\n` };
  }
}

function wrongQuestion(
  { clusters, domain, scope, regions }: Environment,
  found: number,
  lost = "",
): string | undefined {
  if (clusters !== "google" || domain === "")
    return "Google sends nobody to a region of this stack; allowed are stacks with agno:domain whose clusters are Google's";
  if (scope !== "all") return `the stack holds ${scope} only; allowed is the stack of a whole environment`;
  if (found > 0) return undefined;
  const names = regions.map(({ name }) => name);
  return `--lost: "${lost}" is no region of this environment; allowed is one of ${listed(names)}${suggestion(lost, names)}`;
}
