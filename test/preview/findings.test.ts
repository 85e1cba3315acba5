import assert from "node:assert/strict";
import { findingsIn, findingsOf } from "../../preview/findings";
import { reportOn } from "../../preview/report";
import { toSarif } from "../../preview/sarif";
import { originsIn } from "../../preview/origins";
import { RULES } from "../../policy/rules";
import { fileWithTenants, loadWithPlaces } from "../config/load-text";

const FILE = fileWithTenants(
  "globex:\n      agents:\n        support: { modelName: m }",
  "us-east1: { slot: 0, pools: { cpu: { max: 600, machineType: e2-standard-4 }, memory: { min: 0, max: 0 } } }",
  "  agno:budget: { hourly: 10 }\n",
);

/** What stands on a line, from a column on. */
const textAt = (line: number, column: number) => FILE.split("\n")[line - 1]?.slice(column - 1) ?? "";

describe("findings", () => {
  const found = async () => {
    const { environment, problemAt } = loadWithPlaces(FILE);
    const report = await reportOn(environment, { stack: "prod" });
    return { report, findings: findingsOf(report, problemAt) };
  };

  it("have the place of the setting that is to be changed", async () => {
    const { findings } = await found();
    const places = findings.map(({ rule, level, place: { file, position } }) => [
      ...[rule, level, file],
      textAt(position.line, position.column).slice(0, 12),
    ]);
    assert.deepEqual(places, [
      ["costs-stay-within-budgets", "error", "Pulumi.test.yaml", "10 }"],
      ["pools-stay-within-ceilings", "error", "Pulumi.test.yaml", "cpu: { max: "],
    ]);
  });

  it("of what people wrote wrong are its problems", () => {
    const place = { file: "Pulumi.x.yaml", position: { line: 3, column: 5 }, path: ["config"], message: "is wrong" };
    assert.deepEqual(findingsIn([place]), [{ rule: "configuration", level: "error", message: "is wrong", place }]);
  });

  it("as SARIF say rule, reason, mend and place", async () => {
    const { findings } = await found();
    const sarif = JSON.parse(toSarif(findings, RULES, "stacks/")) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string; help: object }[] } }; results: Record<string, unknown>[] }[];
    };
    const run = sarif.runs[0]!;
    assert.equal(sarif.version, "2.1.0");
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }) => id),
      ["costs-stay-within-budgets", "pools-stay-within-ceilings"],
    );
    const [first] = run.results;
    assert.deepEqual([first?.ruleId, first?.ruleIndex, first?.level], ["costs-stay-within-budgets", 0, "error"]);
    const { line, column } = findings[0]!.place.position;
    assert.deepEqual(first?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "stacks/Pulumi.test.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: line, startColumn: column },
        },
      },
    ]);
    assert.equal(run.results.length, findings.length);
  });

  it("know where each resource comes from, the nearest setting first", async () => {
    const { report } = await found();
    const originOf = originsIn(report.resources);
    const nearest = (type: string, name: RegExp) => {
      const resource = report.resources.find((one) => one.type === type && name.test(one.name));
      return originOf(resource?.urn ?? "")[0]
        ?.slice(1)
        .join(".");
    };
    const table = [
      ["gcp:container/nodePool:NodePool", /cpu-spot$/, "agno:regions.us-east1.pools.cpu"],
      ["gcp:container/cluster:Cluster", /./, "agno:regions.us-east1"],
      ["kubernetes:apps/v1:Deployment", /support/, "agno:tenants.globex.agents.support"],
      ["kubernetes:core/v1:ResourceQuota", /globex/, "agno:tenants.globex"],
      ["gcp:networkconnectivity/hub:Hub", /./, "agno:regions"],
    ] as const;
    for (const [type, name, expected] of table) assert.equal(nearest(type, name), expected, type);
  });
});
