/** Checks every input of every Google resource against Google's own description of its API; see docs in --help. */
import { Command } from "commander";
import { CannotCheck } from "./cannot-check";
import { checkResources } from "./check-resources";
import { openDescriptions } from "./discovery-documents";
import { type PreviewedStack, previewStack, readPreview } from "./previewed-stack";

const STACKS = ["dev", "prod"];

/** Prints the findings and how much was checked, and gives the exit code: 0 nothing found, 1 something. */
function report(stacks: readonly PreviewedStack[]): number {
  const descriptions = openDescriptions();
  const reports = stacks.map(({ stack, resources }) => ({ stack, ...checkResources(resources, descriptions) }));
  for (const { stack, resources } of reports) {
    if (resources === 0) throw new CannotCheck(`the preview of ${stack} has no Google resource to check`);
  }
  const lines = reports.flatMap(({ stack, lines }) => lines.map((line) => `${stack} ${line}`));
  const total = (count: (report: (typeof reports)[number]) => number) =>
    reports.reduce((sum, report) => sum + count(report), 0);
  const documents = new Set(reports.flatMap(({ documents }) => [...documents]));
  for (const line of lines) console.log(line);
  console.log(
    `checked ${total(({ checked }) => checked)} inputs of ${total(({ resources }) => resources)} resources ` +
      `against ${documents.size} API descriptions: ${lines.length} findings; ` +
      `${total(({ explained }) => explained)} inputs more have no counterpart there, as verify/fields explains`,
  );
  return lines.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const command = new Command("verify:google")
    .description(
      "Checks every input of every Google resource against Google's own description of its API.\n" +
        "Exit 0: nothing found; 1: findings; 2: could not check.",
    )
    .argument("[stack...]", `the stacks to preview (default: ${STACKS.join(" and ")})`)
    .option("--json <file...>", "previews written before, instead of running them")
    .parse();
  const { json } = command.opts<{ json?: string[] }>();
  const stacks = command.args.length > 0 ? command.args : STACKS;
  return report(await Promise.all(json === undefined ? stacks.map(previewStack) : json.map(readPreview)));
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof CannotCheck ? error.message : error);
    process.exitCode = 2;
  },
);
