/** GitLab: merge requests, what their pipelines left, and what is said about them. */
import { Api, ApiError, TOO_LARGE } from "./api.ts";
import type { Comment, Thread } from "./sticky.ts";

export interface Project {
  readonly api: Api;
  readonly id: string;
  /** Of the account that the token writes as. */
  readonly ourselves: number;
}

/** @param environment CI_API_V4_URL and CI_PROJECT_ID as in a pipeline, COMMENT_TOKEN as in .gitlab-ci.yml. */
export async function projectIn(environment: NodeJS.ProcessEnv): Promise<Project> {
  const { CI_API_V4_URL = "", CI_PROJECT_ID = "", COMMENT_TOKEN = "" } = environment;
  const api = new Api({ url: CI_API_V4_URL, headers: { "PRIVATE-TOKEN": COMMENT_TOKEN } });
  const { id } = (await api.ask("GET", "/user")) as { readonly id: number };
  return { api, id: CI_PROJECT_ID, ourselves: id };
}

export interface MergeRequest {
  readonly iid: number;
  /** Of the newest commit. */
  readonly sha: string;
}

export async function* openMergeRequests({ api, id }: Project): AsyncGenerator<MergeRequest> {
  for await (const item of api.pages(`/projects/${id}/merge_requests?state=opened&scope=all`)) {
    yield item as MergeRequest;
  }
}

interface Pipeline {
  readonly id: number;
  /** A fork's own where the pipeline ran there. */
  readonly project_id: number;
  readonly sha: string;
  readonly web_url: string;
}

export interface Left {
  /** Undefined where it is more than anybody would read. */
  readonly text: string | undefined;
  readonly url: string;
}

/** The job of .gitlab-ci.yml whose files these are. */
const JOB = "preview";

/**
 * What the newest pipeline of the merge request's own commit has left, as GitLab lists it: nothing that the pipeline
 * wrote decides which merge request it is of. Undefined while there is none, or where a fork lets nobody see it.
 */
export async function leftBy(
  { iid, sha }: MergeRequest,
  { api, id }: Project,
  most: number,
): Promise<Left | undefined> {
  for await (const item of api.pages(`/projects/${id}/merge_requests/${iid}/pipelines`)) {
    const pipeline = item as Pipeline;
    if (pipeline.sha !== sha) continue;
    const job = await previewJob(pipeline, api);
    if (job === undefined) continue;
    const path = `/projects/${pipeline.project_id}/jobs/${job}/artifacts/report/comment.md`;
    const file = await unlessHidden(readFile(api, path, most));
    if (file !== undefined) return { ...file, url: pipeline.web_url };
  }
  return undefined;
}

async function readFile(api: Api, path: string, most: number): Promise<Pick<Left, "text">> {
  try {
    return { text: await api.text("GET", path, { most }) };
  } catch (error) {
    if (error instanceof ApiError && error.status === TOO_LARGE) return { text: undefined };
    throw error;
  }
}

async function previewJob({ id, project_id }: Pipeline, api: Api): Promise<number | undefined> {
  const jobs = await unlessHidden(api.ask("GET", `/projects/${project_id}/pipelines/${id}/jobs?per_page=100`));
  const ended = (
    (jobs ?? []) as readonly { readonly id: number; readonly name: string; readonly status: string }[]
  ).find(({ name, status }) => name === JOB && ["success", "failed"].includes(status));
  return ended?.id;
}

async function unlessHidden<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** What is said about a merge request. */
export function notesOf(iid: number, { api, id, ourselves }: Project): Thread {
  const path = `/projects/${id}/merge_requests/${iid}/notes`;
  return {
    async *comments(): AsyncGenerator<Comment> {
      for await (const item of api.pages(path)) {
        const note = item as { readonly id: number; readonly body: string; readonly author: { readonly id: number } };
        yield { id: note.id, body: note.body, mine: note.author.id === ourselves };
      }
    },
    async add(body) {
      await api.ask("POST", path, { body });
    },
    async change(note, body) {
      await api.ask("PUT", `${path}/${note}`, { body });
    },
  };
}
