import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DEPLOYER, GIVEN_ON_PROJECT, PREVIEWER } from "../../preflight/roles";
import { BEFORE } from "../../preflight/needs";
import { readPins } from "../../tools/pins";
import { REPOSITORY } from "../program/language-host";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string) => readFileSync(join(REPOSITORY, path), "utf8");
const FILES = readdirSync(join(REPOSITORY, ".github/workflows"));
const ACTION = ".github/actions/pulumi/action.yml";
const workflow = (file: string) => parse(read(`.github/workflows/${file}`)) as Workflow;

describe("the workflows", () => {
  for (const path of [ACTION, ...FILES.map((file) => `.github/workflows/${file}`)]) {
    it(`pin every action of ${path} by its commit, as the decision lists it`, () => {
      const decision = read("docs/decisions/0017-workflows.md");
      for (const [, name = "", commit, version = ""] of read(path).matchAll(
        /uses: ([^.\s][^@\s]*)@(\S+)(?: # (\S+))?/g,
      )) {
        assert.match(commit ?? "", /^[0-9a-f]{40}$/, name);
        const line = decision.split("\n").find((one) => one.includes(`\`${name}\``)) ?? "";
        assert.ok(
          line.includes(`\`${commit ?? ""}\``) && line.includes(` ${version} `),
          `${name} ${version} in the decision`,
        );
      }
    });
  }

  it("give an identity only to jobs with an environment, in the two files that Google knows", () => {
    const page = read("docs/deploy/from-an-empty-project.md");
    for (const file of FILES) {
      for (const job of Object.values(workflow(file).jobs)) {
        if (job.permissions?.["id-token"] === undefined) continue;
        assert.ok(["main.yml", "drift.yml"].includes(file) && page.includes(`/${file}@refs/heads/main::`));
        assert.match(job.environment ?? "", /matrix\.stack/);
      }
    }
  });

  it("let the pull request's code do nothing but read", () => {
    for (const file of FILES.filter((name) => "pull_request" in workflow(name).on)) {
      assert.deepEqual(workflow(file).permissions, {});
      for (const job of Object.values(workflow(file).jobs)) assert.deepEqual(job.permissions, { contents: "read" });
      assert.doesNotMatch(read(`.github/workflows/${file}`), /secrets\.|github\.token/);
    }
  });

  it("never take the pull request's code where they may write", () => {
    assert.doesNotMatch(read(".github/workflows/comment.yml"), /head_sha|npm |refs\/pull/);
    assert.ok(FILES.every((file) => !("pull_request_target" in workflow(file).on)));
  });

  it("run the Pulumi that the end-to-end tests run", () => {
    const version = readPins(join(REPOSITORY, "tools/engine")).versionOf("github.com/pulumi/pulumi/pkg/v3").slice(1);
    assert.ok(read(ACTION).includes(`pulumi-version: ${version}\n`));
    assert.ok(read(".gitlab-ci.yml").includes(`Pulumi ${version},`));
  });

  it("deploy at GitLab the same stacks in the same order as at GitHub", () => {
    const run = spawnSync("node", ["--require", "./loader.cjs", "review/stages.ts"], {
      cwd: REPOSITORY,
      encoding: "utf8",
    });
    const stages = JSON.parse(run.stdout) as readonly string[];
    const jobs = parse(read(".gitlab-ci.yml")) as Readonly<
      Record<string, { readonly extends?: string; readonly needs?: readonly string[] }>
    >;
    for (const kind of [".preview-of-main", ".up", ".drift"]) {
      const names = Object.keys(jobs).filter((name) => jobs[name]?.extends === kind);
      assert.deepEqual(
        names.map((name) => name.split(" ")[1]),
        stages,
      );
    }
    assert.deepEqual(
      jobs[`up ${stages[0] ?? ""}`]?.needs,
      stages.map((stack) => `preview ${stack}`),
    );
    for (const [index, stack] of stages.slice(1).entries()) {
      assert.deepEqual(jobs[`up ${stack}`]?.needs, [`up ${stages[index] ?? ""}`]);
    }
  });

  it("have a page for the empty project with the roles and APIs that the preflight asks for, and no others", () => {
    const page = read("docs/deploy/from-an-empty-project.md");
    // Apart from those on the state, its key, and the accounts themselves.
    const around = ["storage.objectAdmin", "storage.objectViewer", "cloudkms.cryptoKeyEncrypterDecrypter"];
    const others = [
      ...around,
      "cloudkms.cryptoKeyDecrypter",
      "iam.workloadIdentityUser",
      "iam.serviceAccountTokenCreator",
    ];
    const named = new Set([...page.matchAll(/roles\/[a-zA-Z.]+/g)].map(([role]) => role.replace(/\.$/, "")));
    const wanted = [
      ...DEPLOYER.map(({ role }) => role),
      ...PREVIEWER,
      ...GIVEN_ON_PROJECT,
      ...others.map((role) => `roles/${role}`),
    ];
    assert.deepEqual([...named].sort(), [...new Set(wanted)].sort());
    for (const service of BEFORE) assert.ok(page.includes(service), service);
  });

  it("let the deployer give just the roles that the program gives", () => {
    const given = ["components/cluster/node-identity.ts", "components/platform/metrics-adapter.ts"].flatMap((file) =>
      [...read(file).matchAll(/"(roles\/[^"]+)"/g)].map(([, role = ""]) => role),
    );
    assert.deepEqual([...given].sort(), [...GIVEN_ON_PROJECT].sort());
  });
});
