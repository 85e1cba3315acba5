/**
 * `node review/github-comment.ts comment|alerts DIRECTORY`: after a run of pull-request.yml, in comment.yml. Without
 * packages and without a build, as whatever runs here has the right to write: Node 24 takes the types away by itself.
 */
import { readFileSync } from "node:fs";
import { ApiError } from "./api.ts";
import { MARKER, bodyOf } from "./body.ts";
import {
  type Alerts,
  type Repository,
  type WorkflowRun,
  pullRequestOf,
  repositoryIn,
  scan,
  threadOf,
} from "./github.ts";
import { claimedNumber, commentIn, sarifIn } from "./report.ts";
import { ownSarif } from "./sarif.ts";
import { stick } from "./sticky.ts";

/** Gives the lines to tell. */
async function publish(what: string | undefined, directory: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const { workflow_run: run } = JSON.parse(readFileSync(environment.GITHUB_EVENT_PATH ?? "", "utf8")) as {
    readonly workflow_run: WorkflowRun;
  };
  const repository = repositoryIn(environment);
  const verdict = await pullRequestOf(run, claimedNumber(directory), repository);
  if ("refused" in verdict) return [`nothing is published: ${verdict.refused}`];
  const target: Target = { number: verdict.number, run, repository };
  if (what === "comment") return [await comment(directory, target)];
  if (what === "alerts") return alerts(directory, target);
  throw new Error(`there is comment and alerts, not ${what ?? "nothing"}`);
}

interface Target {
  readonly number: number;
  readonly run: WorkflowRun;
  readonly repository: Repository;
}

async function comment(directory: string, { number, run, repository }: Target): Promise<string> {
  const body = bodyOf(commentIn(directory), { commit: run.head_sha, url: run.html_url });
  return `the comment of pull request ${number} was ${await stick(threadOf(number, repository), MARKER, body)}`;
}

async function alerts(directory: string, { number, run, repository }: Target): Promise<string[]> {
  const told: string[] = [];
  for (const { stack, text } of sarifIn(directory)) {
    const sarif = ownSarif(text, stack);
    if (sarif === undefined) told.push(`${stack}.sarif is no SARIF 2.1.0 with one run`);
    else told.push(await alert(stack, { number, commit: run.head_sha, sarif }, repository));
  }
  return told.length > 0 ? told : ["the run has left no SARIF"];
}

/** A private repository without a licence for code scanning is no reason for a red job. */
async function alert(stack: string, alerts: Alerts, repository: Repository): Promise<string> {
  try {
    await scan(alerts, repository);
    return `${stack}.sarif was taken`;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return `${stack}.sarif was not taken: ${error.message}`;
    throw error;
  }
}

const [what, directory = ""] = process.argv.slice(2);
publish(what, directory, process.env).then(
  (lines) => {
    for (const line of lines) console.log(line);
  },
  (error: unknown) => {
    console.error(error instanceof ApiError ? error.message : error);
    process.exitCode = 1;
  },
);
