/** The environment of the stack that Pulumi runs. */
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./environment";
import { fileOf, loadEnvironment } from "./load";
import { ConfigurationError, listed } from "./problem";
import { type Plain, readStackFile } from "./stack-file";

/**
 * Reads the stack file of the running stack.
 *
 * @throws RunError, which Pulumi shows without a stack trace: every problem of the file, or that Pulumi was given
 * other settings than it holds.
 */
export function currentEnvironment(): Environment {
  const [directory, stack] = [pulumi.runtime.getRootDirectory(), pulumi.getStack()];
  try {
    const environment = loadEnvironment({ directory, stack });
    refuseOtherSettings(join(directory, fileOf(stack)));
    return environment;
  } catch (error) {
    if (error instanceof ConfigurationError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** With --config-file or an ESC environment, Pulumi would deploy what is not in the file that reviewers read. */
function refuseOtherSettings(path: string): void {
  const { config } = readStackFile(path).content as { readonly config: Readonly<Record<string, Plain>> };
  const given = Object.entries(pulumi.runtime.allConfig() as Readonly<Record<string, string>>);
  const other = given.filter(([key, text]) => !isTextOf(text, config[key]));
  if (other.length === 0) return;
  const keys = listed(other.map(([key]) => key));
  throw new pulumi.RunError(`pulumi was given other settings than ${path} holds (${keys}); change the file instead`);
}

/** Pulumi hands over every value as text, maps and lists as JSON with their keys sorted. */
function isTextOf(text: string, value: Plain | undefined): boolean {
  if (typeof value === "string") return text === value;
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
