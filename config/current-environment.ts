/** The environment of the stack that Pulumi runs. */
import { homedir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./environment";
import { KubeconfigError, kubeconfigFiles, readKubeconfig } from "./kubeconfig";
import { fileOf, loadEnvironment } from "./load";
import { ConfigurationError, listed } from "./problem";
import { clusterProblems } from "./reachable-clusters";
import { type Plain, readStackFile } from "./stack-file";

/**
 * Reads the stack file of the running stack.
 *
 * @throws RunError, which Pulumi shows without a stack trace: every problem of the file, that Pulumi was given other
 * settings than it holds, or that the kubeconfig does not lead to the clusters that it means.
 */
export function currentEnvironment(): Environment {
  const [directory, stack] = [pulumi.runtime.getRootDirectory(), pulumi.getStack()];
  try {
    const environment = loadEnvironment({ directory, stack });
    refuseOtherSettings(join(directory, fileOf(stack)));
    if (environment.clusters === "kubeconfig") refuseOtherClusters(environment, directory);
    return environment;
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof KubeconfigError)
      throw new pulumi.RunError(error.message);
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

/** Where the current context decides what is changed, a forgotten one must not be somebody's production. */
function refuseOtherClusters(environment: Environment, directory: string): void {
  // eslint-disable-next-line no-restricted-properties -- Pulumi's plugin goes by this variable, whatever we do.
  const kubeconfig = readKubeconfig(kubeconfigFiles(process.env.KUBECONFIG, homedir()));
  const problems = clusterProblems(environment, kubeconfig);
  if (problems.length === 0) return;
  const name = fileOf(environment.name);
  const file = readStackFile(join(directory, name), name);
  throw new ConfigurationError(problems.map(({ path, message }) => file.problemAt(path, message)));
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
