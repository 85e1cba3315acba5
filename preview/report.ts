/** What a stack would build: its program evaluated against the emulated cloud. */
import program from "../index";
import { planPools } from "../components/cluster/node-pools";
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

const PROJECT = "agno-platform";
/** Stands for whoever owns the stacks; offline, nobody is asked. */
const ORGANIZATION = "organization";

/** Evaluates the program for an environment. A part of it is given what another stack would hold of the rest. */
export async function reportOn(environment: Environment, { stack, onResource }: ReportOptions): Promise<Report> {
  const run = (part: Environment, stackOutputs: (name: string) => Properties | undefined): Promise<Evaluation> =>
    evaluate(() => program(part), {
      project: PROJECT,
      stack,
      organization: ORGANIZATION,
      stackOutputs,
      ...(onResource && { onResource }),
    });
  const global = holds(environment, "global")
    ? undefined
    : await run({ ...environment, scope: "global" }, () => undefined);
  const globalStack = `${ORGANIZATION}/${PROJECT}/${environment.name}-global`;
  const { resources } = await run(environment, (name) => (name === globalStack ? global?.outputs : undefined));
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
