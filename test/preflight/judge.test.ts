import assert from "node:assert/strict";
import { judgePermissions, judgeQuotas, judgeServices } from "../../preflight/judge";
import { BEFORE, BY_ITSELF } from "../../preflight/needs";

const PROJECT = "acme-agents-dev";

describe("what a project is missing", () => {
  it("is an API that must be on before, in one command; one that the program switches on is a note", () => {
    const enabled = BEFORE.filter((service) => !["sts.googleapis.com", "storage.googleapis.com"].includes(service));
    const { missing, notes } = judgeServices(PROJECT, enabled);
    assert.deepEqual(
      missing.map(({ command }) => command),
      [`gcloud services enable sts.googleapis.com storage.googleapis.com --project=${PROJECT}`],
    );
    assert.deepEqual(notes, [`${BY_ITSELF.length} more APIs are off; the first pulumi up switches them on`]);
    assert.deepEqual(judgeServices(PROJECT, [...BEFORE, ...BY_ITSELF]), { missing: [], notes: [] });
  });

  it("is a role of which one permission is not there", () => {
    const roles = [
      { role: "roles/a", why: "do a", permissions: ["a.get", "a.create"] },
      { role: "roles/b", why: "do b", permissions: ["b.get"] },
    ];
    const { missing } = judgePermissions({ project: PROJECT, member: "group:x@acme.example" }, roles, [
      "a.get",
      "b.get",
    ]);
    assert.deepEqual(missing, [
      {
        what: "no right to do a (a.create)",
        command: `gcloud projects add-iam-policy-binding ${PROJECT} --member="group:x@acme.example" --role=roles/a --condition=None`,
      },
    ]);
  });

  const need = (metric: string, amount: number, region?: string) => ({ metric, amount, ...(region && { region }) });
  const quota = (metric: string, limit: number, usage = 0) => ({ metric, limit, usage });
  const request = (id: string, amount: number, region?: string) =>
    `gcloud beta quotas preferences create --project=${PROJECT} --service=compute.googleapis.com --quota-id=${id} --preferred-value=${amount}${region ? ` --dimensions=region=${region}` : ""}`;
  const west = "europe-west4";

  for (const [what, needs, quotas, commands, notes] of [
    ["nothing, to the last one", [need("CPUS", 48, west)], [quota("CPUS", 48)], [], 0],
    ["one too few", [need("CPUS", 48, west)], [quota("CPUS", 47)], [request("CPUS-per-project-region", 48, west)], 0],
    ["of the whole project", [need("NETWORKS", 3)], [quota("NETWORKS", 2)], [request("NETWORKS-per-project", 3)], 0],
    ["nothing where there is no limit", [need("CPUS", 48, west)], [quota("CPUS", -1)], [], 0],
    ["a note where others may use it", [need("CPUS", 48, west)], [quota("CPUS", 60, 13)], [], 1],
    ["a note where Google tells none", [need("CPUS", 48, west)], [], [], 1],
    [
      "Spot by itself where it has a quota",
      [need("CPUS", 8, west), need("PREEMPTIBLE_CPUS", 8, west)],
      [quota("CPUS", 8), quota("PREEMPTIBLE_CPUS", 4)],
      [request("PREEMPTIBLE-CPUS-per-project-region", 8, west)],
      0,
    ],
    [
      "Spot with the rest where it has none",
      [need("CPUS", 8, west), need("PREEMPTIBLE_CPUS", 8, west), need("PREEMPTIBLE_NVIDIA_T4_GPUS", 2, west)],
      [quota("CPUS", 15), quota("PREEMPTIBLE_CPUS", 0), quota("NVIDIA_T4_GPUS", 1)],
      [request("CPUS-per-project-region", 16, west), request("NVIDIA-T4-GPUS-per-project-region", 2, west)],
      0,
    ],
  ] as const) {
    it(`is, of quotas: ${what}`, () => {
      const found = judgeQuotas(PROJECT, needs, quotas);
      assert.deepEqual(
        found.missing.map(({ command }) => command),
        commands,
      );
      assert.equal(found.notes.length, notes);
    });
  }
});
