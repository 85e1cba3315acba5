/** `npm run preflight`: whether a Google project has what a stack needs; see --help. */
import { join } from "node:path";
import { Command } from "commander";
import { loadEnvironment } from "../config/load";
import { ConfigurationError } from "../config/problem";
import { GoogleError } from "./google";
import type { Finding } from "./judge";
import { preflight } from "./preflight";
import { NoToken, tokenFrom } from "./token";

const EXIT = { fine: 0, missing: 1, wrong: 2 } as const;

class NothingAtGoogle extends Error {}

interface Flags {
  readonly member: string;
  readonly config?: string;
  readonly endpoint?: string;
}

async function check(stack: string, { member, config, endpoint }: Flags): Promise<number> {
  const file = config === undefined ? {} : { file: config };
  const environment = loadEnvironment({ directory: join(__dirname, ".."), stack, ...file });
  if (environment.clusters !== "google") throw new NothingAtGoogle(`stack ${stack} makes nothing at Google`);
  const { project } = environment;
  const google = { project, token: tokenFrom(process.env), ...(endpoint !== undefined && { url: endpoint }) };
  return print(project, await preflight(environment, google, member));
}

function print(project: string, { missing, notes }: Finding): number {
  for (const { what, command } of missing) console.log(`# ${what}\n${command}\n`);
  for (const note of notes) console.log(`# note: ${note}`);
  if (missing.length === 0) console.log(`project ${project} has all that the stack needs`);
  else
    console.log(
      `# ${missing.length} missing; quotas also by hand: https://console.cloud.google.com/iam-admin/quotas?project=${project}`,
    );
  return missing.length === 0 ? EXIT.fine : EXIT.missing;
}

async function main(): Promise<number> {
  const command = new Command("npm run preflight --")
    .description(
      "Checks APIs, the caller's permissions, and quotas at full autoscale; prints the commands that bring what is missing.\n" +
        "Exit status 0: all is there; 1: something is missing; 2: wrong configuration, no credentials, or Google cannot be asked.",
    )
    .argument("<stack>", "name of the stack: prod stands in Pulumi.prod.yaml")
    .option("--member <member>", "whom the commands give roles", "user:$(gcloud config get account)")
    .option("--config <file>", "read this stack file instead")
    .option("--endpoint <url>", "ask here instead of *.googleapis.com, such as a private endpoint")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.fine : EXIT.wrong))
    .parse();
  return check(command.args[0] ?? "", command.opts<Flags>());
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const known = [ConfigurationError, GoogleError, NoToken, NothingAtGoogle].some((kind) => error instanceof kind);
    console.error(known && error instanceof Error ? error.message : error);
    process.exitCode = EXIT.wrong;
  },
);
