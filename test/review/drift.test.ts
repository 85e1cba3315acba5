import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DRIFT_MARKER } from "../../review/drift-report";
import { REPOSITORY } from "../program/language-host";
import { BOT, type FakeGithub, REPOSITORY_NAME, fakeGithub } from "./fake-github";

const TOKEN = "of-this-job";
const CHANGED =
  " ~ gcp:container/cluster:Cluster: (update)\nerror: no changes were expected but changes were proposed\n";

describe("the issue about drift", () => {
  let github: FakeGithub;
  let folder: string;
  beforeEach(async () => {
    github = await fakeGithub(TOKEN);
    folder = mkdtempSync(join(tmpdir(), "agno-drift-"));
  });
  afterEach(async () => {
    await github.close();
    rmSync(folder, { recursive: true });
  });

  const compared = (stack: string, output: string, status?: number) => {
    writeFileSync(join(folder, `${stack}.txt`), output);
    if (status !== undefined) writeFileSync(join(folder, `${stack}.status`), `${status}\n`);
  };
  const issue = (body: string) => ({ number: 40, body, user: BOT });
  const run = () =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const env = {
        PATH: process.env.PATH,
        GITHUB_REPOSITORY: REPOSITORY_NAME,
        GITHUB_API_URL: github.url,
        GITHUB_TOKEN: TOKEN,
        RUN: "https://github.com/acme/agno-platform/actions/runs/1",
      };
      const args = ["--require", "./loader.cjs", "review/github-drift.ts", folder];
      execFile(process.execPath, args, { cwd: REPOSITORY, env }, (error, stdout, stderr) => {
        resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  const written = () => github.written.map(({ what }) => what);

  it("is opened, with the engine's words and nobody called", async () => {
    compared("dev", "Resources:\n 12 unchanged\n");
    compared("prod", `${"x".repeat(9000)} @owner\n${CHANGED}`, 255);
    const { status, stdout } = await run();
    assert.deepEqual([status, stdout, written()], [0, "an issue was opened\n", ["POST /issues"]]);
    const body = String(github.written[0]!.body.body);
    assert.ok(body.startsWith(`${DRIFT_MARKER}\n`) && body.includes("<summary>prod</summary>"));
    assert.ok(body.includes("gcp:container/cluster:Cluster: (update)") && body.includes("@\u200bowner"));
    assert.ok(!body.includes("<summary>dev</summary>") && body.length < 10_000);
  });

  it("is changed where it is open already", async () => {
    github.issues = [issue("another"), { ...issue(`${DRIFT_MARKER}\nold`), number: 41 }];
    compared("prod", CHANGED, 255);
    await run();
    assert.deepEqual(written(), ["PATCH /issues/41"]);
  });

  it("is closed once nothing differs, and not opened for nothing", async () => {
    compared("prod", "12 unchanged\n");
    assert.equal((await run()).stdout, "there is no issue, and no reason for one\n");
    github.issues = [issue(`${DRIFT_MARKER}\nold`)];
    assert.equal((await run()).stdout, "issue 40 was closed\n");
    assert.equal(github.written[0]!.body.state, "closed");
  });

  it("stays where a stack could not be compared, and the job fails", async () => {
    github.issues = [issue(`${DRIFT_MARKER}\nold`)];
    compared("dev", "12 unchanged\n");
    compared("prod", "error: could not load the stack: 403\n", 255);
    const { status, stderr } = await run();
    assert.deepEqual([status, written()], [1, []]);
    assert.match(stderr, /^prod could not be compared/);
  });

  it("is not closed by a run that compared nothing", async () => {
    github.issues = [issue(`${DRIFT_MARKER}\nold`)];
    assert.deepEqual([(await run()).status, written()], [1, []]);
  });
});
