import assert from "node:assert/strict";
import { load, problemsOf } from "./load-text";

/** Settings from line 3 on, and the regions after them. */
function file(settings: string, regions: string): string {
  return `config:\n  gcp:project: acme-agents\n${settings.replace(/^(?=.)/gm, "  ")}\n  agno:regions:\n${regions.replace(/^/gm, "    ")}\n`;
}
const DOMAIN = "agno:domain: acme.example";
const TWO = "us-east1: { slot: 0 }\nus-west1: { slot: 1 }";

describe("how traffic is divided", () => {
  it("is evenly where the file says nothing", () => {
    const { routing, regions } = load(file(DOMAIN, TWO));
    assert.deepEqual(routing, { policy: "weighted", primary: "" });
    assert.deepEqual(
      regions.map(({ weight }) => weight),
      [50, 50],
    );
  });

  it("is as the file says", () => {
    const regions = "us-east1: { slot: 0, weight: 40 }\nus-west1: { slot: 1 }";
    const environment = load(file(`${DOMAIN}\nagno:routing: { policy: weighted }`, regions));
    assert.deepEqual(
      environment.regions.map(({ weight }) => weight),
      [40, 50],
    );
    const primary = load(file(`${DOMAIN}\nagno:routing: { policy: primary, primary: us-west1 }`, TWO));
    assert.deepEqual(primary.routing, { policy: "primary", primary: "us-west1" });
  });

  const drained = "us-east1: { slot: 0, weight: 0 }\nus-west1: { slot: 1 }";
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "no primary region",
      file(`${DOMAIN}\nagno:routing: { policy: primary }`, TWO),
      ["4:3 agno:routing: primary is missing; allowed is one of us-east1, us-west1"],
    ],
    [
      "a primary region that is none of the environment's",
      file(`${DOMAIN}\nagno:routing: { policy: primary, primary: us-west2 }`, TWO),
      [
        '4:45 agno:routing.primary: "us-west2" is no region of this environment; allowed is one of us-east1, us-west1; did you mean "us-west1"?',
      ],
    ],
    [
      "a primary region of another policy",
      file(`${DOMAIN}\nagno:routing: { policy: nearest, primary: us-east1 }`, TWO),
      ["4:45 agno:routing.primary: belongs to policy: primary; the policy is nearest"],
    ],
    [
      "weights that nobody reads",
      file(`${DOMAIN}\nagno:routing: { policy: nearest }`, "us-east1: { slot: 0, weight: 40 }\nus-west1: { slot: 1 }"),
      ["6:34 agno:regions.us-east1.weight: policy nearest reads no weights; allowed is 0, which drains the region"],
    ],
    [
      "a primary region that is drained",
      file(`${DOMAIN}\nagno:routing: { policy: primary, primary: us-east1 }`, drained),
      ["6:34 agno:regions.us-east1.weight: drains the primary region; make another one primary"],
    ],
    [
      "regions that are all drained",
      file(DOMAIN, "us-east1: { slot: 0, weight: 0 }"),
      ["5:34 agno:regions.us-east1.weight: drains the last region; give one of them a weight above 0"],
    ],
    [
      "routing without a domain",
      file("agno:routing: { policy: nearest }", drained),
      [
        "3:3 agno:routing: needs agno:domain, below which agents are reached",
        "5:34 agno:regions.us-east1.weight: needs agno:domain, below which agents are reached",
      ],
    ],
    [
      "routing to clusters of a kubeconfig",
      file(`${DOMAIN}\nagno:clusters: kubeconfig`, "us-east1: { slot: 0, weight: 40 }"),
      [
        "6:34 agno:regions.us-east1.weight: belongs to clusters at Google; whoever owns other clusters leads traffic there",
      ],
    ],
    [
      "a weight above 100",
      file(DOMAIN, "us-east1: { slot: 0, weight: 101 }"),
      ["5:34 agno:regions.us-east1.weight: 101 is not allowed; allowed is a whole number from 0 to 100"],
    ],
    [
      "another policy",
      file(`${DOMAIN}\nagno:routing: { policy: weigthed }`, TWO),
      [
        '4:27 agno:routing.policy: "weigthed" is not allowed; allowed is one of weighted, nearest, primary; did you mean "weighted"?',
      ],
    ],
  ];
  for (const [what, text, expected] of cases)
    it(`refuses ${what}`, () => {
      assert.deepEqual(
        problemsOf(text),
        expected.map((line) => `Pulumi.test.yaml:${line}`),
      );
    });
});
