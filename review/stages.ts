/** `npm run stages`: the stacks to deploy, in their order, as a JSON list; for the workflows. */
import { join } from "node:path";
import { loadEnvironment, stacksIn } from "../config/load";
import { ConfigurationError } from "../config/problem";
import { type Deployable, inOrder } from "./order";

function deployables(directory: string): readonly Deployable[] {
  return stacksIn(directory).flatMap((stack) => {
    const environment = loadEnvironment({ directory, stack });
    return environment.clusters === "google" ? [{ stack, environment }] : [];
  });
}

try {
  console.log(JSON.stringify(inOrder(deployables(join(__dirname, "..")))));
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
