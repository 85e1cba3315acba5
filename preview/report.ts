/** What a stack would build: its program evaluated against the emulated cloud. */
import program from "../index";
import { planPools } from "../components/cluster/node-pools";
import { globalStackOf } from "../components/global/foundation-reference";
import { type Environment, holds } from "../config/environment";
import type { Properties } from "../emulator/model";
import type { RegisteredResource } from "../emulator/monitor";
import { type Evaluation, evaluate } from "../emulator/run";

export interface Report {
  readonly environment: Environment;
  readonly stack: string;
  readonly resources: readonly RegisteredResource[];
  /** What a reader would miss otherwise, such as a pool that a region cannot have. */
  readonly notes: readonly string[];
}

export interface ReportOptions {
  readonly stack: string;
  readonly onResource?: (count: number) => void;
}

/** Evaluates the program for an environment. A part of it is given what another stack would hold of the rest. */
export async function reportOn(environment: Environment, { stack, onResource }: ReportOptions): Promise<Report> {
  const run = (part: Environment, global?: Properties): Promise<Evaluation> =>
    evaluate(() => program(part), {
      stack,
      // Asked while the program runs, which is when the full name of another stack can be told.
      stackOutputs: (name) => (name === globalStackOf(environment.name) ? global : undefined),
      ...(onResource && { onResource }),
    });
  const global = holds(environment, "global") ? undefined : await run({ ...environment, scope: "global" });
  const { resources } = await run(environment, global?.outputs);
  return { environment, stack, resources, notes: notesOn(environment) };
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
