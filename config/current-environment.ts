/** The environment of the stack that Pulumi runs. */
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./environment";
import { loadEnvironment } from "./load";
import { ConfigurationError } from "./problem";

/**
 * Reads the stack file of the running stack.
 *
 * @throws RunError, which Pulumi shows without a stack trace, with every problem of the file.
 */
export function currentEnvironment(): Environment {
  try {
    return loadEnvironment({ directory: pulumi.runtime.getRootDirectory(), stack: pulumi.getStack() });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
