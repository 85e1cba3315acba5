/** Runs a Pulumi program in this process against an emulated cloud: no engine, no CLI, no credentials. */
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { Emulator } from "./emulator";
import { clientOf } from "./in-process";
import type { Properties } from "./model";
import { Monitor, type MonitorOptions, type RegisteredResource } from "./monitor";

/** What a program would make. */
export interface Evaluation {
  readonly resources: readonly RegisteredResource[];
  /** The stack's outputs. */
  readonly outputs: Properties;
}

/** The program itself went wrong, or asked the cloud for what it would refuse. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

export interface RunOptions extends Partial<Omit<MonitorOptions, "emulator">> {
  readonly organization?: string;
}

/**
 * Evaluates a program. One at a time: Pulumi keeps the running program in the process.
 *
 * @param program What to run, as `pulumi up` would call it.
 * @throws ProgramError with everything that the cloud would refuse; what the program throws itself, as it is.
 */
export async function evaluate(program: () => unknown, options: RunOptions = {}): Promise<Evaluation> {
  const { project = "agno-platform", stack = "test", organization = "organization" } = options;
  const monitor = new Monitor({ ...options, project, stack, emulator: new Emulator() });
  pulumi.runtime.setMockOptions(clientOf(monitor), project, stack, true, organization);
  const failure = await failureOf(async () => {
    await pulumi.runtime.runInPulumiStack(() => Promise.resolve(program()));
    await pulumi.runtime.disconnect();
  });
  // First what the cloud refused: a program that goes on without an answer often fails because of it.
  if (monitor.refusals.length > 0) throw new ProgramError(`the cloud would refuse:\n${monitor.refusals.join("\n")}`);
  if (failure !== undefined) throw failure;
  const root = monitor.resources.find(({ parent }) => parent === "");
  return { resources: monitor.resources, outputs: root?.outputs ?? {} };
}

/**
 * The first error of a run. Pulumi reports one inside an apply as a rejection that nobody handles, perhaps when all
 * else is done, and a value that never comes not at all.
 */
async function failureOf(run: () => Promise<void>): Promise<Error | undefined> {
  const told = new AbortController();
  const failed = new Promise<Error>((resolve) => {
    const fail = (error: unknown) => {
      resolve(asError(error));
    };
    const stuck = () => {
      fail(new ProgramError("the program waits for a value that never comes"));
    };
    process.on("unhandledRejection", fail).once("beforeExit", stuck);
    told.signal.addEventListener("abort", () => {
      process.off("unhandledRejection", fail).off("beforeExit", stuck);
    });
  });
  const done = withLeanPromises(run).then(() => undefined, asError);
  const first = await Promise.race([done, failed]);
  // Node tells of unhandled rejections once no promise is left to settle, of all in one go.
  const later = await Promise.race([failed, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
  told.abort();
  return first ?? later;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/**
 * Pulumi notes a stack trace for each of the hundred promises of a resource, which is most of the time that an
 * evaluation takes. They serve to find promises that never settle; here, that is noticed when nothing is left to do.
 */
async function withLeanPromises(run: () => Promise<void>): Promise<void> {
  const sdk = debuggable as unknown as { debuggablePromise: <T>(promise: Promise<T>) => Promise<T> };
  const original = sdk.debuggablePromise;
  sdk.debuggablePromise = (promise) => promise;
  try {
    await run();
  } finally {
    sdk.debuggablePromise = original;
  }
}
