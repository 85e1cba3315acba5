/** `npm run preview`: what a stack would build, without credentials, CLI or network. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { type LoadedStack, isSystemError, loadStack } from "../config/load";
import { ConfigurationError } from "../config/problem";
import { ProgramError } from "../emulator/run";
import { isViolated } from "../policy/offline";
import { RULES } from "../policy/rules";
import { WrongSettings, readSettings } from "../policy/settings";
import { violationsOf } from "../proofs/prove";
import { WrongBase, previewBase, revisionOf } from "./changes/base";
import { comparedWith } from "./changes/compare";
import { findingsIn, findingsOf } from "./findings";
import { toHtml } from "./html/page";
import { toJson } from "./json";
import { writeManifests } from "./manifests";
import { toMarkdown } from "./markdown/comment";
import { Progress } from "./progress";
import { reportOn } from "./report";
import { toSarif } from "./sarif";
import { toText } from "./text";

/** What the exit status says. */
const EXIT = { fine: 0, violated: 1, wrongConfiguration: 2, failedProgram: 3 } as const;

const PROJECT = join(__dirname, "..");

interface Flags {
  readonly scope?: string;
  readonly config?: string;
  readonly base?: string;
  readonly json?: string;
  readonly markdown?: string;
  readonly sarif?: string;
  readonly html?: string;
  readonly manifests?: string;
  readonly policyConfig?: string;
}

/** Shows the preview; gives the exit status that says whether everything holds. */
async function preview(stack: string, flags: Flags): Promise<number> {
  const began = performance.now();
  const strictnessOf = flags.policyConfig === undefined ? undefined : settingsIn(flags.policyConfig);
  const { environment, problemAt } = load(stack, flags);
  const loaded = performance.now();
  const revision = flags.base === undefined ? undefined : await revisionOf(PROJECT, flags.base);
  const progress = new Progress(process.stderr);
  const evaluated = reportOn(environment, {
    stack,
    today: new Date().toISOString().slice(0, "2026-08-20".length),
    onResource: progress.onResource,
    ...(strictnessOf && { strictnessOf }),
  });
  // Both at once: the base is another process.
  const [plain, base] = await Promise.all([
    evaluated,
    revision && previewBase(revision, { directory: PROJECT, stack, ...flags }),
  ]);
  const report = base === undefined ? plain : comparedWith(base, plain);
  progress.end();
  const timings = { load: Math.round(loaded - began), evaluate: Math.round(performance.now() - loaded) };

  if (flags.manifests !== undefined) {
    const files = writeManifests(flags.manifests, report.resources);
    process.stderr.write(`${files} manifests written to ${flags.manifests}\n`);
  }
  const findings = findingsOf(report, problemAt);
  const written = await writeForms([
    [flags.json, () => toJson(report, timings)],
    [flags.markdown, () => toMarkdown(report, findings)],
    [flags.sarif, () => toSarif(findings, RULES, folderOf(flags))],
    [flags.html, () => toHtml(report)],
  ]);
  if (!written) {
    await write(toText(report, { width: process.stdout.columns || 100, colors: colors.createColors(useColor()) }));
  }
  return violationsOf(report.proofs).length > 0 || isViolated(report.policy) ? EXIT.violated : EXIT.fine;
}

/** The stack's settings; what is wrong with them goes into the SARIF as well. */
function load(stack: string, flags: Flags): LoadedStack {
  try {
    return loadStack({
      directory: PROJECT,
      stack,
      ...(flags.config !== undefined && { file: flags.config }),
      ...(flags.scope !== undefined && { scope: flags.scope }),
    });
  } catch (error) {
    if (error instanceof ConfigurationError && flags.sarif !== undefined && flags.sarif !== "-") {
      writeFileSync(flags.sarif, toSarif(findingsIn(error.problems), RULES, folderOf(flags)));
    }
    throw error;
  }
}

/** Where the stack file is, from the project's folder; empty for that folder, and for a file outside of it. */
function folderOf({ config }: Flags): string {
  const folder = config === undefined ? "" : relative(PROJECT, dirname(resolve(config)));
  return folder === "" || folder.startsWith("..") ? "" : `${folder.replaceAll("\\", "/")}/`;
}

/** Whether one of the forms went to standard output, in the place of the text. */
async function writeForms(forms: readonly (readonly [file: string | undefined, form: () => string])[]) {
  for (const [file, form] of forms) {
    if (file === "-") await write(form());
    else if (file !== undefined) writeFileSync(file, form());
  }
  return forms.some(([file]) => file === "-");
}

/** The levels and figures of a file for the policy pack. */
function settingsIn(file: string) {
  try {
    return readSettings(readFileSync(file, "utf8"), file, RULES);
  } catch (error) {
    throw isSystemError(error) ? new WrongSettings(`cannot read ${file}: ${error.message}`) : error;
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
    .option("--base <revision>", "compare with another revision of git, such as HEAD~1 or origin/main")
    .option("--json <file>", "write the preview as JSON; - for standard output")
    .option("--markdown <file>", "write the preview as a comment for a pull request; - for standard output")
    .option(
      "--sarif <file>",
      "write what does not hold as SARIF, with its place in the stack file; - for standard output",
    )
    .option("--html <file>", "write the preview as one page for a browser; - for standard output")
    .option("--policy-config <file>", "levels and figures of the policy pack's rules (docs/policy.md)")
    .option("--manifests <directory>", "write each Kubernetes object to a YAML file")
    .showHelpAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.fine : EXIT.wrongConfiguration))
    .action(async (stack: string, flags: Flags) => {
      if ([flags.json, flags.markdown, flags.sarif, flags.html].filter((file) => file === "-").length > 1) {
        command.error("error: standard output takes one form; give the others a file");
      }
      process.exitCode = await preview(stack, flags);
    });
  try {
    await command.parseAsync();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** A person's mistake is told without a stack trace; a program's own with one. */
function tell(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof WrongSettings || error instanceof WrongBase) {
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
