/**
 * `node review/gitlab-comment.ts`: comments on all open merge requests, in a scheduled pipeline of the default branch,
 * where alone the token is. Node 24 takes the types away by itself.
 */
import { ApiError } from "./api.ts";
import { MARKER, bodyOf } from "./body.ts";
import { type MergeRequest, type Project, leftBy, notesOf, openMergeRequests, projectIn } from "./gitlab.ts";
import { MOST_COMMENT } from "./report.ts";
import { stick } from "./sticky.ts";

/** Gives the exit status: one merge request that cannot be commented on keeps no other from it. */
async function commentOnAll(environment: NodeJS.ProcessEnv): Promise<number> {
  const project = await projectIn(environment);
  let failed = 0;
  for await (const request of openMergeRequests(project)) {
    try {
      console.log(`merge request ${request.iid}: ${await commentOn(request, project)}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      console.error(`merge request ${request.iid}: ${error.message}`);
      failed++;
    }
  }
  return failed > 0 ? 1 : 0;
}

async function commentOn(request: MergeRequest, project: Project): Promise<string> {
  const left = await leftBy(request, project, MOST_COMMENT);
  if (left === undefined) return "no preview of its newest commit yet";
  const body = bodyOf(left.text, { commit: request.sha, url: left.url });
  return `the comment was ${await stick(notesOf(request.iid, project), MARKER, body)}`;
}

commentOnAll(process.env).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof ApiError ? error.message : error);
    process.exitCode = 1;
  },
);
