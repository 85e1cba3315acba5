/** One of two regions is lost: the other runs all that the quota proof says, and no more. */
import assert from "node:assert/strict";
import { nodesOfRegion } from "../../../components/cluster/nodes";
import type { Report } from "../../../preview/report";
import { load } from "../../config/load-text";
import { withCluster } from "../cluster/with-cluster";
import { furnish } from "./region";
import { freeze, placesOf, podsOf, scale, whyMissing } from "./replicas";

const [LOST, LEFT] = ["europe-west4", "us-central1"];

/** Pools that just hold what the tenants are promised. */
const ENVIRONMENT = load(`config:
  gcp:project: acme-agents-test
  agno:domain: acme.example
  agno:agentImage: registry.example/agno/agent@sha256:${"0".repeat(64)}
  agno:pools: { cpu: { max: 6 }, gpu: { max: 0 }, memory: { min: 0, max: 0 } }
  agno:regions:
    ${LOST}: { slot: 0 }
    ${LEFT}: { slot: 1 }
  agno:tenants:
    globex:
      agents: { support: { modelName: gpt-5-mini }, research: { modelName: gpt-5-mini, spot: false } }
    initech:
      tier: trial
      agents: { billing: { modelName: gpt-5-mini } }
`);

/** The region that is left, with as many nodes as its pools may have. */
const NODES = ENVIRONMENT.regions
  .filter(({ name }) => name === LEFT)
  .flatMap((region) => nodesOfRegion(region, ({ max }) => max));

const AGENTS = ENVIRONMENT.tenants.flatMap(({ id, agents }) =>
  agents.map(({ name, scaling }) => ({ tenant: id, name, ceiling: scaling.maxReplicas })),
);

describe("with a region lost, a real cluster", () => {
  const current = withCluster("lost-region", NODES);
  let report: Report;
  before(async () => {
    report = await furnish(current().api, ENVIRONMENT, LEFT);
    for (const agent of AGENTS) await freeze(current().api, agent);
  });

  it("runs all agents at their ceilings at once, as many as the proof says remain", async () => {
    const { api } = current();
    assert.deepEqual(report.proofs.quota.violations, []);
    for (const agent of AGENTS) await scale(api, agent, agent.ceiling);
    const running = new Map<string, number>();
    for (const agent of AGENTS) {
      const { length } = await placesOf(api, agent, agent.ceiling);
      const namespace = `agno-tenant-${agent.tenant}`;
      running.set(namespace, (running.get(namespace) ?? 0) + length);
    }
    const remaining = report.proofs.quota.losses.filter(({ region }) => region === LOST);
    for (const { namespace, before } of remaining)
      console.log(`      without ${LOST}: ${namespace} runs ${running.get(namespace) ?? 0} of ${before}`);
    assert.deepEqual(running, new Map(remaining.map(({ namespace, after }) => [namespace, after])));
  });

  it("has room for a rollout's one more of each, and for none beyond", async () => {
    const { api } = current();
    for (const agent of AGENTS) await scale(api, agent, agent.ceiling + 1);
    for (const agent of AGENTS) await placesOf(api, agent, agent.ceiling + 1);
    for (const agent of AGENTS) {
      await scale(api, agent, agent.ceiling + 2);
      assert.match(await whyMissing(api, agent), /exceeded quota/);
      assert.equal((await podsOf(api, agent)).length, agent.ceiling + 1);
    }
  });
});
