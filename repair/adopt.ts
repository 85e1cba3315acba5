/** `npm run --silent adopt -- STACK NAME…`: writes the import of resources that exist but are missing from the state. */
import { Command } from "commander";
import { loadEnvironment } from "../config/load";
import { reportOn } from "../preview/report";
import { importFileFor } from "./import-file";

async function adopt(stack: string, names: readonly string[]): Promise<void> {
  const environment = loadEnvironment({ directory: process.cwd(), stack });
  const { resources } = await reportOn(environment, { stack });
  process.stdout.write(`${JSON.stringify(importFileFor(names, resources), null, 2)}\n`);
}

new Command("npm run --silent adopt --")
  .description("Writes the file for `pulumi import` of what exists at the cloud but is missing from the state.")
  .argument("<stack>", "name of the stack")
  .argument("<name...>", "logical names, as `pulumi up` shows them in its diagnostics")
  .action(adopt)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
