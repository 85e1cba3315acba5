import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MARKER } from "../../review/body";
import { REPOSITORY } from "../program/language-host";

const TOKEN = "glpat-of-the-schedule";
const [OURS, FORKS] = ["a".repeat(40), "b".repeat(40)];

/** GitLab's API v4 as far as review/ calls it, in the forms that GitLab documents. */
describe("the commenting job at GitLab", () => {
  let server: Server;
  let url: string;
  /** Answers by path, without the query; what is not here is not found. */
  let answers: Record<string, unknown>;
  let written: { what: string; body: string }[];

  beforeEach(async () => {
    written = [];
    const pipeline = (id: number, project_id: number, sha: string) => ({
      id,
      project_id,
      sha,
      web_url: `https://gitlab.com/${id}`,
    });
    const jobs = (id: number) => [
      { id: 1, name: "other", status: "success" },
      { id, name: "preview", status: "failed" },
    ];
    answers = {
      "/user": { id: 5, username: "project_7_bot" },
      "/projects/7/merge_requests": [
        { iid: 1, sha: OURS },
        { iid: 2, sha: FORKS },
        { iid: 3, sha: "c".repeat(40) },
      ],
      "/projects/7/merge_requests/1/pipelines": [pipeline(11, 7, OURS), pipeline(10, 7, "0".repeat(40))],
      "/projects/7/merge_requests/2/pipelines": [pipeline(22, 8, FORKS)],
      "/projects/7/merge_requests/3/pipelines": [pipeline(33, 7, "0".repeat(40))],
      "/projects/7/pipelines/11/jobs": jobs(111),
      "/projects/8/pipelines/22/jobs": jobs(222),
      "/projects/7/pipelines/33/jobs": jobs(333),
      "/projects/7/jobs/111/artifacts/report/comment.md": "of ours @boss",
      "/projects/8/jobs/222/artifacts/report/comment.md": "of a fork",
      "/projects/7/jobs/333/artifacts/report/comment.md": "of an older commit",
      "/projects/7/merge_requests/3/notes": [],
      "/projects/7/merge_requests/1/notes": [
        { id: 70, body: `${MARKER}\nforged`, author: { id: 6 } },
        { id: 71, body: `${MARKER}\nold`, author: { id: 5 } },
      ],
      "/projects/7/merge_requests/2/notes": [],
    };
    server = createServer((request, response) => {
      const { method = "", headers, url: path = "" } = request;
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { pathname } = new URL(path, "http://gitlab.example");
        const reply = (status: number, answer: unknown) =>
          response.writeHead(status).end(typeof answer === "string" ? answer : JSON.stringify(answer));
        if (headers["private-token"] !== TOKEN) return reply(401, { message: "401 Unauthorized" });
        if (method !== "GET") {
          written.push({ what: `${method} ${pathname}`, body: (JSON.parse(body) as { body: string }).body });
          return reply(method === "POST" ? 201 : 200, { id: 72 });
        }
        const answer = answers[pathname];
        return answer === undefined ? reply(404, { message: "404 Not found" }) : reply(200, answer);
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });

  const run = (token = TOKEN) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: process.env.PATH, CI_API_V4_URL: url, CI_PROJECT_ID: "7", COMMENT_TOKEN: token };
      const args = ["--require", "./loader.cjs", "review/gitlab-comment.ts"];
      execFile(process.execPath, args, { cwd: REPOSITORY, env }, (error, stdout, stderr) => {
        resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      });
    });

  it("comments on ours and a fork's, from the pipeline of the newest commit alone", async () => {
    const { status, stdout } = await run();
    assert.equal(status, 0);
    assert.deepEqual(stdout.split("\n").slice(0, 3), [
      "merge request 1: the comment was changed",
      "merge request 2: the comment was added",
      "merge request 3: no preview of its newest commit yet",
    ]);
    assert.deepEqual(
      written.map(({ what }) => what),
      ["PUT /projects/7/merge_requests/1/notes/71", "POST /projects/7/merge_requests/2/notes"],
    );
    assert.ok(written[0]!.body.endsWith("of ours @\u200bboss"));
  });

  it("says nothing where a fork hides its pipeline", async () => {
    delete answers["/projects/8/pipelines/22/jobs"];
    const { status, stdout } = await run();
    assert.equal(status, 0);
    assert.match(stdout, /^merge request 2: no preview of its newest commit yet$/m);
  });

  it("reads no more than a comment", async () => {
    answers["/projects/7/jobs/111/artifacts/report/comment.md"] = "x".repeat(65_537);
    await run();
    assert.ok(written[0]!.body.includes("too long to be read here"));
  });

  it("comments on the others where one cannot be asked, and fails", async () => {
    answers["/projects/7/merge_requests/1/notes"] = undefined;
    const { status, stderr } = await run();
    assert.equal(status, 1);
    assert.equal(
      stderr,
      "merge request 1: GET /projects/7/merge_requests/1/notes?per_page=100&page=1: 404 404 Not found\n",
    );
    assert.deepEqual(
      written.map(({ what }) => what),
      ["POST /projects/7/merge_requests/2/notes"],
    );
  });

  it("says in words that GitLab is out of reach", async () => {
    const gone = url;
    url = "http://127.0.0.1:1";
    const { status, stderr } = await run();
    url = gone;
    assert.equal(status, 1);
    assert.match(stderr, /^http:\/\/127\.0\.0\.1:1\/user cannot be reached: [^\n]*\n$/);
  });

  it("says in words that its token has run out", async () => {
    assert.deepEqual(await run("old"), { status: 1, stdout: "", stderr: "GET /user: 401 401 Unauthorized\n" });
  });
});
