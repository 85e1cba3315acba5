import assert from "node:assert/strict";
import { NodeIdentity, accountIdOf } from "../../../components/cluster/node-identity";
import { GOOGLE_REGIONS } from "../../../components/region/google-regions";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

describe("id of the nodes' account", () => {
  const table = [
    ["us-central1", "agno-nodes-us-c1"],
    ["europe-west4", "agno-nodes-eu-w4"],
    ["europe-southwest1", "agno-nodes-eu-sw1"],
    ["northamerica-northeast1", "agno-nodes-na-ne1"],
  ] as const;
  for (const [region, id] of table) {
    it(`is ${id} in ${region}`, () => {
      assert.equal(accountIdOf(region), id);
    });
  }

  it("is one that Google takes in every region, and another in each", () => {
    const ids = GOOGLE_REGIONS.map(accountIdOf);
    for (const id of ids) assert.match(id, /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/);
    assert.equal(new Set(ids).size, GOOGLE_REGIONS.length);
  });
});

describe("NodeIdentity", () => {
  const email = `agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`;
  let made: Made;

  before(async () => {
    made = await evaluateComponent((options) => {
      const args = { region: "europe-west4", project: PROJECT } as const;
      return { email: new NodeIdentity("europe-west4-cluster-nodes", args, options).email };
    });
  });

  it("is an account of the region's own", () => {
    const { inputs } = made.one("gcp:serviceaccount/account:Account");
    assert.deepEqual(inputs, {
      accountId: "agno-nodes-eu-w4",
      displayName: "Nodes of agno-agents-europe-west4",
    });
  });

  it("may send logs and metrics and pull images, and nothing else", () => {
    const grants = made.resources.filter(({ inputs }) => "role" in inputs);
    assert.deepEqual(
      grants.map(({ name, type, inputs }) => [name, type, inputs.role]),
      [
        ["europe-west4-cluster-nodes-images", "gcp:projects/iAMMember:IAMMember", "roles/artifactregistry.reader"],
        [
          "europe-west4-cluster-nodes-logs-and-metrics",
          "gcp:projects/iAMMember:IAMMember",
          "roles/container.defaultNodeServiceAccount",
        ],
      ],
    );
    for (const { inputs } of grants) {
      assert.deepEqual([inputs.project, inputs.member], [PROJECT, `serviceAccount:${email}`]);
    }
  });

  it("gives out its address", () => {
    assert.deepEqual(made.outputs, { email });
    assert.deepEqual(made.one("agno:cluster:NodeIdentity").outputs, { email });
  });
});
