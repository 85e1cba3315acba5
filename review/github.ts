/** GitHub: the run that has ended, the pull request that it is of, and what is said about it. */
import { gzipSync } from "node:zlib";
import { Api, ApiError } from "./api.ts";
import type { Comment, Thread } from "./sticky.ts";

/** Of the event workflow_run. All of it comes from GitHub, not from the run. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  readonly html_url: string;
  readonly head_sha: string;
  /** Null where the fork is gone. */
  readonly head_repository: { readonly id: number } | null;
}

/** Of the answer to GET /repos/OWNER/NAME/pulls/NUMBER. */
interface PullRequest {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string; readonly repo: { readonly id: number } | null };
}

export interface Repository {
  readonly api: Api;
  /** "owner/name" */
  readonly name: string;
}

/** The account that a workflow's own token writes as. */
const OURSELVES = "github-actions[bot]";

/** @param environment GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN, as in a workflow. */
export function repositoryIn(environment: NodeJS.ProcessEnv): Repository {
  const { GITHUB_API_URL = "", GITHUB_REPOSITORY = "", GITHUB_TOKEN = "" } = environment;
  const headers = { Accept: "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28" };
  return {
    api: new Api({ url: GITHUB_API_URL, headers: { ...headers, Authorization: `Bearer ${GITHUB_TOKEN}` } }),
    name: GITHUB_REPOSITORY,
  };
}

export type Verdict = { readonly number: number } | { readonly refused: string };

/**
 * The pull request of the run. Its number is only claimed, by a file of the run; what GitHub says of that number must
 * be what GitHub says of the run: the same commit of the same repository. So at worst, a fork has us comment on another
 * pull request of its own head. The event's own list of pull requests is no help: for forks it is empty.
 */
export async function pullRequestOf(run: WorkflowRun, claimed: number, repository: Repository): Promise<Verdict> {
  if (run.event !== "pull_request") return { refused: `the run is of ${run.event}, not of a pull request` };
  if (run.head_repository === null) return { refused: "the fork is gone" };
  if (claimed === 0) return { refused: "the run names no pull request" };
  const found = await pullRequest(repository, claimed);
  if (found?.head.sha !== run.head_sha || found.head.repo?.id !== run.head_repository.id) {
    return { refused: `the run is not of the newest commit of pull request ${claimed}` };
  }
  return found.state === "open" ? { number: found.number } : { refused: `pull request ${claimed} is ${found.state}` };
}

async function pullRequest({ api, name }: Repository, number: number): Promise<PullRequest | undefined> {
  try {
    return (await api.ask("GET", `/repos/${name}/pulls/${number}`)) as PullRequest;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** What GitHub says of a comment. */
interface IssueComment {
  readonly id: number;
  /** Absent where its account is gone. */
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly body?: string;
}

/** What is said about a pull request or an issue. */
export function threadOf(number: number, { api, name }: Repository): Thread {
  return {
    async *comments(): AsyncGenerator<Comment> {
      for await (const item of api.pages(`/repos/${name}/issues/${number}/comments`)) {
        const { id, user, body = "" } = item as IssueComment;
        yield { id, body, mine: user?.login === OURSELVES && user.type === "Bot" };
      }
    },
    async add(body) {
      await api.ask("POST", `/repos/${name}/issues/${number}/comments`, { body });
    },
    async change(id, body) {
      await api.ask("PATCH", `/repos/${name}/issues/comments/${id}`, { body });
    },
  };
}

export interface Alerts {
  readonly number: number;
  readonly commit: string;
  readonly sarif: string;
}

/**
 * Gives code scanning what was found in a pull request.
 *
 * @throws ApiError 403 where the repository has no code scanning.
 */
export async function scan({ number, commit, sarif }: Alerts, { api, name }: Repository): Promise<void> {
  await api.ask("POST", `/repos/${name}/code-scanning/sarifs`, {
    commit_sha: commit,
    ref: `refs/pull/${number}/head`,
    sarif: gzipSync(sarif).toString("base64"),
  });
}

const TITLE = "What stands at Google is not what the state says";

/**
 * Keeps one open issue of ours with the text, or none where there is no text.
 *
 * @param body Begins with the marker.
 */
export async function keepIssue(marker: string, body: string | undefined, repository: Repository): Promise<string> {
  const { api, name } = repository;
  const number = await ownIssue(marker, repository);
  if (number === undefined) {
    if (body === undefined) return "there is no issue, and no reason for one";
    await api.ask("POST", `/repos/${name}/issues`, { title: TITLE, body });
    return "an issue was opened";
  }
  const change = body === undefined ? { state: "closed", state_reason: "completed" } : { body };
  await api.ask("PATCH", `/repos/${name}/issues/${number}`, change);
  return `issue ${number} was ${body === undefined ? "closed" : "changed"}`;
}

async function ownIssue(marker: string, { api, name }: Repository): Promise<number | undefined> {
  const query = `state=open&creator=${encodeURIComponent(OURSELVES)}`;
  for await (const item of api.pages(`/repos/${name}/issues?${query}`)) {
    const { number, body } = item as { readonly number: number; readonly body: string | null };
    if (body?.startsWith(marker)) return number;
  }
  return undefined;
}
