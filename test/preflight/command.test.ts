import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { REPOSITORY } from "../program/language-host";
import { type FakeGoogle, type FakeProject, fakeGoogle } from "./fake-google";

const TOKEN = "ya29.of-a-person";

describe("npm run preflight", () => {
  let google: FakeGoogle;
  const project: FakeProject = { id: "acme-agents-dev", off: [], lacking: [], limits: {} };
  beforeEach(async () => {
    Object.assign(project, { off: [], lacking: [], limits: {} });
    google = await fakeGoogle(project, TOKEN);
  });
  afterEach(() => google.close());

  function run(args: readonly string[], environment: NodeJS.ProcessEnv = { GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN }) {
    const all = ["--require", "./loader.cjs", "preflight/main.ts", ...args, "--endpoint", google.url];
    return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        all,
        { cwd: REPOSITORY, env: { PATH: "", ...environment } },
        (error, stdout, stderr) => {
          resolve({ status: Number(error?.code ?? 0), stdout, stderr });
        },
      );
    });
  }

  it("ends with 0 where all is there", async () => {
    assert.deepEqual(await run(["dev"]), {
      status: 0,
      stdout: "project acme-agents-dev has all that the stack needs\n",
      stderr: "",
    });
  });

  it("prints what is missing as commands that a shell takes", async () => {
    project.off = ["sts.googleapis.com", "dns.googleapis.com"];
    project.lacking = ["container.clusters.connect"];
    project.limits = { "us-central1 NVIDIA_T4_GPUS": 1, GPUS_ALL_REGIONS: 0 };
    const { status, stdout } = await run([
      "dev",
      "--member",
      "serviceAccount:deployer@acme-agents-dev.iam.gserviceaccount.com",
    ]);
    assert.equal(status, 1);
    const lines = stdout.split("\n").filter((line) => line !== "");
    assert.deepEqual(
      lines.filter((line) => !line.startsWith("#")),
      [
        "gcloud services enable sts.googleapis.com --project=acme-agents-dev",
        'gcloud projects add-iam-policy-binding acme-agents-dev --member="serviceAccount:deployer@acme-agents-dev.iam.gserviceaccount.com" --role=roles/container.admin --condition=None',
        "gcloud beta quotas preferences create --project=acme-agents-dev --service=compute.googleapis.com --quota-id=GPUS-ALL-REGIONS-per-project --preferred-value=2",
        "gcloud beta quotas preferences create --project=acme-agents-dev --service=compute.googleapis.com --quota-id=NVIDIA-T4-GPUS-per-project-region --preferred-value=2 --dimensions=region=us-central1",
      ],
    );
    assert.match(stdout, /^# quota NVIDIA_T4_GPUS in us-central1 is 1; full autoscale needs 2$/m);
    assert.match(stdout, /^# note: 1 more APIs are off; the first pulumi up switches them on$/m);
    assert.match(stdout, /^# 4 missing; /m);
  });

  it("switches an API on that it must ask, and says that it has not asked it", async () => {
    project.off = ["compute.googleapis.com"];
    const { status, stdout } = await run(["dev"]);
    assert.equal(status, 1);
    assert.deepEqual(stdout.match(/^gcloud .*$/gm), [
      "gcloud services enable compute.googleapis.com --project=acme-agents-dev",
    ]);
  });

  for (const [what, args, environment, message] of [
    [
      "a token that has run out",
      ["dev"],
      { GOOGLE_OAUTH_ACCESS_TOKEN: "old" },
      /^the token is not valid, or no longer: /,
    ],
    [
      "a project of somebody else",
      ["prod"],
      undefined,
      /^Google refuses to tell about project acme-agents-prod \(403\): /,
    ],
    ["no credentials", ["dev"], {}, /^no credentials for Google: run gcloud auth application-default login, or /],
    ["a stack that is not there", ["nowhere"], undefined, /^Pulumi\.nowhere\.yaml:1:1 .*no such stack file/],
    ["a stack without Google", ["local"], undefined, /^stack local makes nothing at Google\n$/],
  ] as const) {
    it(`ends with 2 and words, without a stack trace, for ${what}`, async () => {
      const { status, stdout, stderr } = await run(args, environment);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^ {4}at /m);
    });
  }

  it("ends with 2 and words where Google is out of reach", async () => {
    await google.close();
    const { status, stderr } = await run(["dev"]);
    google = await fakeGoogle(project, TOKEN);
    assert.equal(status, 2);
    assert.match(stderr, /^127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/);
  });
});
