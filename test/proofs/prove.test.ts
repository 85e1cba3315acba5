import assert from "node:assert/strict";
import { reportOn } from "../../preview/report";
import { violationsOf } from "../../proofs/prove";
import { fileWithTenants, load } from "../config/load-text";

const REGIONS = "us-east1: { slot: 0 }\n    us-west1: { slot: 1 }";
const AGENTS = "agents: { support: { modelName: m } }";

/** A tenant in two regions and one in a single one, where each must keep this much without a region. */
function fileWith(everybody: number, confined: string): string {
  const tenants = `globex: { ${AGENTS} }\n    initech: { residency: [us-west1], ${confined} ${AGENTS} }`;
  return fileWithTenants(tenants, REGIONS, `  agno:keptOnRegionLoss: ${everybody}\n`);
}

async function proofsOf(text: string, scope?: string) {
  const { proofs } = await reportOn(load(text, scope === undefined ? {} : { scope }), { stack: "test" });
  return proofs;
}

describe("what tenants keep of a stack without one of its regions", () => {
  it("is told, and refused where it is less than the stack file asks", async () => {
    const remedy = "give it more regions, or more in the others, or lower it";
    assert.deepEqual(violationsOf(await proofsOf(fileWith(0.5, ""))), [
      `without us-west1: agno-tenant-initech keeps 0 of 19 replicas, its keptOnRegionLoss is 0.5; ${remedy}`,
    ]);
    const { quota } = await proofsOf(fileWith(0.5, "keptOnRegionLoss: 0,"));
    assert.deepEqual(
      quota.losses.map(({ region, namespace, before, after, required }) => [
        ...[region, namespace, before, after, required],
      ]),
      [
        ["us-east1", "agno-tenant-globex", 38, 19, 0.5],
        ["us-west1", "agno-tenant-globex", 38, 19, 0.5],
        ["us-west1", "agno-tenant-initech", 19, 0, 0],
      ],
    );
    assert.deepEqual(quota.violations, []);
  });

  it("is not known to a stack that holds one of the regions", async () => {
    const { quota } = await proofsOf(fileWith(0.9, ""), "us-west1");
    assert.deepEqual([quota.regions.length, quota.losses, quota.violations], [1, [], []]);
  });
});
