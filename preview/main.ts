/** `npm run preview`: what a stack would build, without credentials, CLI or network. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { isSystemError, loadEnvironment } from "../config/load";
import { ConfigurationError } from "../config/problem";
import { ProgramError } from "../emulator/run";
import { toJson } from "./json";
import { writeManifests } from "./manifests";
import { Progress } from "./progress";
import { reportOn } from "./report";
import { toText } from "./text";

/** What the exit status says. */
const EXIT = { fine: 0, wrongConfiguration: 2, failedProgram: 3 } as const;

interface Flags {
  readonly scope?: string;
  readonly config?: string;
  readonly json?: string;
  readonly manifests?: string;
}

async function preview(stack: string, flags: Flags): Promise<void> {
  const began = performance.now();
  const environment = loadEnvironment({
    directory: join(__dirname, ".."),
    stack,
    ...(flags.config !== undefined && { file: flags.config }),
    ...(flags.scope !== undefined && { scope: flags.scope }),
  });
  const loaded = performance.now();
  const progress = new Progress(process.stderr);
  const report = await reportOn(environment, { stack, onResource: progress.onResource });
  progress.end();
  const timings = { load: Math.round(loaded - began), evaluate: Math.round(performance.now() - loaded) };

  if (flags.manifests !== undefined) {
    const files = writeManifests(flags.manifests, report.resources);
    process.stderr.write(`${files} manifests written to ${flags.manifests}\n`);
  }
  if (flags.json === "-") await write(toJson(report, timings));
  else {
    if (flags.json !== undefined) writeFileSync(flags.json, toJson(report, timings));
    await write(toText(report, { width: process.stdout.columns || 100, colors: colors.createColors(useColor()) }));
  }
}

function useColor(): boolean {
  // isTTY is not false but absent where there is no terminal, which picocolors would take for "decide yourself".
  return process.stdout.isTTY ? process.env.NO_COLOR === undefined : false;
}

/** Waits until all is handed over: a pipe takes a large preview only bit by bit. */
async function write(text: string): Promise<void> {
  await new Promise<void>((resolve) =>
    process.stdout.write(text, () => {
      resolve();
    }),
  );
}

async function main(): Promise<void> {
  // Whoever reads may stop early, as `head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.fine : EXIT.failedProgram),
  );
  const command = new Command("npm run preview --")
    .description("Shows what a stack would build, without credentials, Pulumi CLI or network.")
    .argument("<stack>", "name of the stack: prod stands in Pulumi.prod.yaml")
    .option("--scope <part>", "only a part of the environment: global or a region")
    .option("--config <file>", "read this stack file instead")
    .option("--json <file>", "write the preview as JSON; - for standard output")
    .option("--manifests <directory>", "write each Kubernetes object to a YAML file")
    .showHelpAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.fine : EXIT.wrongConfiguration))
    .action(preview);
  try {
    await command.parseAsync();
    process.exitCode = EXIT.fine;
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** A person's mistake is told without a stack trace; a program's own with one. */
function tell(error: unknown): number {
  if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.wrongConfiguration;
  }
  if (isSystemError(error)) {
    process.stderr.write(`cannot write the preview: ${error.message}\n`);
    return EXIT.wrongConfiguration;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = error instanceof ProgramError ? error.message : stack;
  process.stderr.write(`the program failed: ${text}\n`);
  return EXIT.failedProgram;
}

void main();
