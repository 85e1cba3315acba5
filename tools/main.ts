/** `npm run tools`: builds the real parts behind the end-to-end tests and the sandbox, and says where they are. */
import { Command } from "commander";
import { CannotBuild } from "./cannot-build";
import { TOOL_NAMES, type ToolName } from "./table";
import { tools } from "./tools";

async function main(): Promise<number> {
  const command = new Command("npm run tools --")
    .description("Builds the tools from source, once; exit status 0: all are there; 2: they cannot be built.")
    .argument("[name...]", `which ones: ${TOOL_NAMES.join(", ")} (default: all)`)
    .parse();
  const unknown = command.args.filter((name) => !TOOL_NAMES.includes(name as ToolName));
  if (unknown.length > 0)
    throw new CannotBuild(`no such tool: ${unknown.join(", ")}; there are ${TOOL_NAMES.join(", ")}`);
  const names = command.args.length > 0 ? (command.args as ToolName[]) : TOOL_NAMES;
  for (const path of Object.values(await tools(names))) console.log(path);
  return 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof CannotBuild ? error.message : error);
    process.exitCode = 2;
  },
);
