import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { MARKER } from "../../review/body";
import { REPOSITORY } from "../program/language-host";
import { BOT, type FakeComment, type FakeGithub, REPOSITORY_NAME, fakeGithub } from "./fake-github";

const TOKEN = "of-this-job";
/** As the events have them. */
const FORK = { event: "run-of-fork", sha: "a".repeat(40), repository: 7002 };
const OURS = { event: "run-of-same-repository", sha: "b".repeat(40), repository: 7001 };

describe("the commenting step, on recorded events", () => {
  let github: FakeGithub;
  let folder: string;
  const report = () => join(folder, "report");
  const leave = (name: string, text: string) => {
    writeFileSync(join(report(), name), text);
  };
  const pull = (number: number, { sha, repository }: typeof FORK, state: "open" | "closed" = "open") => ({
    ...{ number, state },
    head: { sha, repo: { id: repository } },
  });
  const sarif = (tool: string) =>
    JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: tool } }, results: [{ ruleId: "r" }] }] });

  beforeEach(async () => {
    github = await fakeGithub(TOKEN);
    folder = mkdtempSync(join(tmpdir(), "agno-review-"));
    mkdirSync(report());
  });
  afterEach(async () => {
    await github.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs the real command, as comment.yml does. */
  function run(event: string, what = "comment", token = TOKEN) {
    const environment = {
      PATH: process.env.PATH,
      GITHUB_EVENT_PATH: join(__dirname, "events", `${event}.json`),
      GITHUB_REPOSITORY: REPOSITORY_NAME,
      GITHUB_API_URL: github.url,
      GITHUB_TOKEN: token,
    };
    const args = ["--require", "./loader.cjs", "review/github-comment.ts", what, report()];
    return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, args, { cwd: REPOSITORY, env: environment }, (error, stdout, stderr) => {
        resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  async function refuses(event: string, why: string) {
    assert.deepEqual(await run(event), { status: 0, stdout: `nothing is published: ${why}\n`, stderr: "" });
    assert.deepEqual(github.written, []);
  }

  for (const head of [FORK, OURS]) {
    it(`adds a comment after ${head.event}`, async () => {
      github.pulls = [pull(12, head)];
      leave("number", "12\n");
      leave("comment.md", "## prod\n");
      const { stdout } = await run(head.event);
      assert.equal(stdout, "the comment of pull request 12 was added\n");
      const [{ what, body }] = github.written as [(typeof github.written)[number]];
      assert.equal(what, "POST /issues/12/comments");
      const lines = String(body.body).split("\n");
      assert.equal(lines[0], MARKER);
      assert.ok(lines[1]!.includes(`Preview of ${head.sha.slice(0, 12)}, written by the code of that commit`));
      assert.ok(lines[1]!.includes("https://github.com/acme/agno-platform/actions/runs/9000000001"));
      assert.equal(lines[3], "## prod");
    });
  }

  it("has an event without pull requests for the fork, as GitHub sends it", () => {
    const text = readFileSync(join(__dirname, "events", "run-of-fork.json"), "utf8");
    const { workflow_run: fork } = JSON.parse(text) as { workflow_run: { pull_requests: unknown[] } };
    assert.deepEqual(fork.pull_requests, []);
  });

  it("comments on the pull request that the run names, of several with one head", async () => {
    github.pulls = [pull(12, FORK), pull(13, FORK)];
    leave("number", "13\n");
    leave("comment.md", "text");
    await run(FORK.event);
    assert.deepEqual(
      github.written.map(({ what }) => what),
      ["POST /issues/13/comments"],
    );
  });

  it("does not believe the number of another pull request", async () => {
    github.pulls = [pull(12, FORK), pull(99, OURS)];
    leave("number", "99\n");
    await refuses(FORK.event, "the run is not of the newest commit of pull request 99");
  });

  it("does not believe a commit that another repository has as well", async () => {
    github.pulls = [pull(99, { ...OURS, sha: FORK.sha })];
    leave("number", "99\n");
    await refuses(FORK.event, "the run is not of the newest commit of pull request 99");
  });

  it("leaves it to a newer run where the pull request has moved on", async () => {
    github.pulls = [pull(12, { ...FORK, sha: "e".repeat(40) })];
    leave("number", "12\n");
    await refuses(FORK.event, "the run is not of the newest commit of pull request 12");
  });

  it("says nothing about a pull request that was closed meanwhile", async () => {
    github.pulls = [pull(12, FORK, "closed")];
    leave("number", "12\n");
    await refuses(FORK.event, "pull request 12 is closed");
  });

  it("says nothing where the fork is gone", async () => {
    github.pulls = [{ number: 12, state: "open", head: { sha: FORK.sha, repo: null } }];
    leave("number", "12\n");
    await refuses("run-of-gone-fork", "the fork is gone");
  });

  for (const number of ["", "0", "-1", "12/../13", "12\n13\n", "1e3", "9".repeat(30)]) {
    it(`takes ${JSON.stringify(number)} for no number`, async () => {
      github.pulls = [pull(12, FORK)];
      leave("number", number);
      await refuses(FORK.event, "the run names no pull request");
    });
  }

  it("says nothing where there is no such pull request", async () => {
    leave("number", "12\n");
    await refuses(FORK.event, "the run is not of the newest commit of pull request 12");
  });

  describe("where there are comments", () => {
    const comment = (id: number, body: string, user: FakeComment["user"] = BOT): FakeComment => ({ id, body, user });
    const hundred = Array.from({ length: 100 }, (_, index) =>
      comment(index + 1, "of a person", { login: "a", type: "User" }),
    );
    beforeEach(() => {
      github.pulls = [pull(12, OURS)];
      leave("number", "12\n");
      leave("comment.md", "new");
    });
    const after = async (...comments: FakeComment[]) => {
      github.comments = { 12: comments };
      const { status, stdout } = await run(OURS.event);
      assert.equal(status, 0);
      return { stdout, written: github.written.map(({ what }) => what) };
    };

    it("changes its own, on the second page", async () => {
      const { stdout, written } = await after(...hundred, comment(777, `${MARKER}\nold`));
      assert.deepEqual(written, ["PATCH /issues/comments/777"]);
      assert.equal(stdout, "the comment of pull request 12 was changed\n");
    });

    for (const [who, user] of Object.entries({
      "a person": { login: "stranger", type: "User" },
      "a person with our name": { login: "github-actions[bot]", type: "User" },
      "another bot": { login: "other[bot]", type: "Bot" },
      "an account that is gone": null,
    })) {
      it(`leaves one with the marker alone that is of ${who}`, async () => {
        const { written } = await after(comment(5, `${MARKER}\nforged`, user));
        assert.deepEqual(written, ["POST /issues/12/comments"]);
      });
    }

    it("leaves our other comments alone, also with the marker further down", async () => {
      const { written } = await after(comment(5, "something else"), comment(6, `quoted:\n${MARKER}\n`));
      assert.deepEqual(written, ["POST /issues/12/comments"]);
    });

    it("writes nothing where it says the same already", async () => {
      await run(OURS.event);
      const [first] = github.written.splice(0);
      const { stdout, written } = await after(comment(5, String(first!.body.body)));
      assert.deepEqual(written, []);
      assert.equal(stdout, "the comment of pull request 12 was left as it is\n");
    });

    it("adds one where its own was deleted since it was found", async () => {
      github.refusals = { "PATCH /issues/comments/5": { status: 404, message: "Not Found" } };
      const { written } = await after(comment(5, `${MARKER}\nold`));
      assert.deepEqual(written, ["PATCH /issues/comments/5", "POST /issues/12/comments"]);
    });
  });

  describe("of what a stranger wrote", () => {
    const commented = async () => {
      github.pulls = [pull(12, FORK)];
      leave("number", "12\n");
      const { status } = await run(FORK.event);
      assert.equal(status, 0);
      return String(github.written[0]!.body.body);
    };

    it("calls nobody", async () => {
      leave("comment.md", "@acme/owners &#64;boss &#x40;boss &#064boss &commat;boss <b>x</b>@boss &nbsp@boss");
      const body = await commented();
      assert.doesNotMatch(body, /@(?!\u200b)|&#|&commat/);
      assert.ok(body.includes("@\u200bacme/owners @\u200bboss"));
    });

    it("takes a marker for text", async () => {
      leave("comment.md", `${MARKER}\n<!-- another: marker -->\n`);
      assert.ok((await commented()).startsWith(`${MARKER}\n<sub>Preview of `));
    });

    it("shows text in the order in which it stands there", async () => {
      leave("comment.md", "a\u202eb\u2066c\0d\te\n");
      assert.ok((await commented()).endsWith("abcd\te\n"));
    });

    for (const [what, text] of Object.entries({
      long: "x".repeat(65_537),
      "long once it calls nobody": "@".repeat(40_000),
    })) {
      it(`reads nothing that is too ${what}`, async () => {
        leave("comment.md", text);
        const body = await commented();
        assert.ok(body.length < 1000 && body.includes("too long to be read here"));
      });
    }

    it("follows no link", async () => {
      const secret = join(folder, "secret");
      writeFileSync(secret, "not yours");
      symlinkSync(secret, join(report(), "comment.md"));
      assert.ok(!(await commented()).includes("not yours"));
    });
  });

  describe("alerts", () => {
    beforeEach(() => {
      github.pulls = [pull(12, FORK)];
      leave("number", "12\n");
    });

    it("are of the pull request's commit and under our name, whatever the run calls them", async () => {
      leave("prod.sarif", sarif("CodeQL"));
      leave("Prod.sarif", sarif("x"));
      const { stdout } = await run(FORK.event, "alerts");
      assert.equal(stdout, "prod.sarif was taken\n");
      const [{ what, body }] = github.written as [(typeof github.written)[number]];
      assert.equal(what, "POST /code-scanning/sarifs");
      assert.deepEqual([body.commit_sha, body.ref], [FORK.sha, "refs/pull/12/head"]);
      assert.deepEqual(JSON.parse(gunzipSync(Buffer.from(String(body.sarif), "base64")).toString()), {
        version: "2.1.0",
        runs: [
          {
            tool: { driver: { name: "agno-platform preview", rules: [] } },
            automationDetails: { id: "agno-platform/prod/" },
            results: [{ ruleId: "r" }],
          },
        ],
      });
    });

    for (const [what, text] of Object.entries({
      "no JSON": "{",
      "another version": sarif("x").replace("2.1.0", "2.0.0"),
      "two runs": JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: {} } }, { tool: { driver: {} } }] }),
      "no tool": JSON.stringify({ version: "2.1.0", runs: [{}] }),
    })) {
      it(`are not made of ${what}`, async () => {
        leave("prod.sarif", text);
        const { stdout } = await run(FORK.event, "alerts");
        assert.equal(stdout, "prod.sarif is no SARIF 2.1.0 with one run\n");
        assert.deepEqual(github.written, []);
      });
    }

    it("are no reason to fail where code scanning is off", async () => {
      leave("prod.sarif", sarif("x"));
      const message = "Code Security must be enabled for this repository to use code scanning.";
      github.refusals = { "POST /code-scanning/sarifs": { status: 403, message } };
      const { status, stdout } = await run(FORK.event, "alerts");
      assert.equal(status, 0);
      assert.ok(stdout.endsWith(`403 ${message}\n`), stdout);
    });
  });

  it("says in words what GitHub refuses", async () => {
    leave("number", "12\n");
    const { status, stderr } = await run(FORK.event, "comment", "expired");
    assert.equal(status, 1);
    assert.equal(stderr, "GET /repos/acme/agno-platform/pulls/12: 401 Bad credentials\n");
  });
});
