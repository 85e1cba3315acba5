/** What a stack would build: its program evaluated against the emulated cloud. */
import program from "../index";
import { planPools } from "../components/cluster/node-pools";
import { globalStackOf } from "../components/global/foundation-reference";
import { type Environment, holds } from "../config/environment";
import { type Judgement, judgeBudgets } from "../cost/budgets";
import { type Cost, costOf } from "../cost/model";
import { PRICES, staleSources } from "../cost/prices";
import type { Properties } from "../emulator/model";
import type { RegisteredResource } from "../emulator/monitor";
import { type Evaluation, evaluate } from "../emulator/run";
import type { Violation } from "../policy/judge";
import { violationsIn } from "../policy/offline";
import type { StrictnessOf } from "../policy/settings";
import { type Proofs, prove } from "../proofs/prove";
import type { Changes } from "./changes/changes";

export interface Report {
  readonly environment: Environment;
  readonly stack: string;
  readonly resources: readonly RegisteredResource[];
  readonly proofs: Proofs;
  /** What the policy pack has against it. */
  readonly policy: readonly Violation[];
  /** Of the whole environment; null where clusters are not Google's. */
  readonly cost: Cost | null;
  /** Every budget with its verdict; the policy pack holds the same against the stack. */
  readonly budgets: readonly Judgement[];
  /** What it changes of another revision, where one was asked for and can be previewed. */
  readonly changes?: Changes;
  /** Why one that was asked for is not compared with, in a sentence. */
  readonly notCompared?: string;
  /** What a reader would miss otherwise, such as a pool that a region cannot have. */
  readonly notes: readonly string[];
}

export interface ReportOptions {
  readonly stack: string;
  /** The day, such as 2026-08-20, on which prices must not be too old; not asked without one. */
  readonly today?: string;
  readonly onResource?: (count: number) => void;
  /** How the rules of the policy pack are taken; as they come, where it is not said. */
  readonly strictnessOf?: StrictnessOf;
}

/** Evaluates the program for an environment. A part of it is given what another stack would hold of the rest. */
export async function reportOn(environment: Environment, options: ReportOptions): Promise<Report> {
  const { stack, today, onResource, strictnessOf } = options;
  const run = (part: Environment, global?: Properties): Promise<Evaluation> =>
    evaluate(() => program(part), {
      stack,
      // Asked while the program runs, which is when the full name of another stack can be told.
      stackOutputs: (name) => (name === globalStackOf(environment.name) ? global : undefined),
      ...(onResource && { onResource }),
    });
  const global = holds(environment, "global") ? undefined : await run({ ...environment, scope: "global" });
  const { resources } = await run(environment, global?.outputs);
  const cost = costOf(environment, PRICES);
  const stale = today === undefined || cost === null ? [] : staleSources(PRICES, today);
  return {
    ...{ environment, stack, resources, cost },
    budgets: judgeBudgets(environment.budgets, cost),
    proofs: prove(environment, resources),
    policy: violationsIn(resources, strictnessOf && { strictnessOf }),
    notes: [...notesOn(environment), ...stale],
  };
}

function notesOn({ clusters, regions, ...environment }: Environment): readonly string[] {
  const held = regions.filter(({ name }) => holds(environment, name));
  const omitted = held.flatMap((region) =>
    planPools(region.name, region.pools).omitted.map(
      ({ name, reason }) => `no pool ${name} in ${region.name}: ${reason}`,
    ),
  );
  const local = clusters === "kubeconfig" ? ["clusters are those of the kubeconfig: nothing is made at Google"] : [];
  return [...local, ...omitted];
}
