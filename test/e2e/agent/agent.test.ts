/** Agents as the preview writes them, on the real scheduler, under the tenants' real quotas and all of admission. */
import assert from "node:assert/strict";
import type { Report } from "../../../preview/report";
import { ofKind, objectsByRegion, type KubernetesObject } from "../../../proofs/objects";
import { load } from "../../config/load-text";
import { withCluster } from "../cluster/with-cluster";
import { furnish, nodesOfEach } from "./region";
import {
  type Agent,
  type Place,
  freeze,
  placesOf,
  podsOf,
  roll,
  rolledOut,
  scale,
  whyMissing,
  whyPending,
} from "./replicas";

const DIGEST = `sha256:${"0".repeat(64)}`;

/** globex has the reference's quota and one agent, whose ceiling the quota decides; initech has one of each kind. */
const ENVIRONMENT = load(`config:
  gcp:project: acme-agents-test
  agno:domain: acme.example
  agno:agentImage: registry.example/agno/agent@${DIGEST}
  agno:regions:
    us-central1: { slot: 0 }
  agno:tenants:
    globex:
      agents: { support: { modelName: gpt-5-mini } }
    initech:
      tier: large
      quota: { gpus: 4 }
      agents:
        billing: { modelName: gpt-5-mini, spot: false, scaling: { maxReplicas: 6 } }
        greedy: { modelName: gpt-5-mini, resources: { requests: { cpu: "2" }, limits: { cpu: "2" } }, scaling: { maxReplicas: 8 } }
        recall: { modelName: gpt-5-mini, pool: memory, scaling: { maxReplicas: 4 } }
        vision: { modelName: qwen3-vl-8b, pool: gpu, scaling: { minReplicas: 1, maxReplicas: 3 } }
`);

const of = (tenant: string, name: string): Agent => ({ tenant, name });
const SUPPORT = of("globex", "support");
const BILLING = of("initech", "billing");
const GREEDY = of("initech", "greedy");
const RECALL = of("initech", "recall");
const VISION = of("initech", "vision");

/** How many are of each kind, sorted: "us-central1-a: 2, us-central1-b: 2". */
function counted(places: readonly Place[], what: (place: Place) => string): string {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(what(place), (counts.get(what(place)) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => `${name}: ${count}`)
    .sort()
    .join(", ");
}
const zone = (place: Place) => place.zone;
const kind = ({ spot }: Place) => (spot ? "spot" : "standard");
const pool = (place: Place) => place.pool.replace("-spot", "");

interface Autoscaler extends KubernetesObject {
  readonly kind: "HorizontalPodAutoscaler";
  readonly spec: { readonly maxReplicas: number };
}

describe("agents in a real cluster", () => {
  // Three nodes of each pool, on demand and Spot, one in each zone.
  const current = withCluster("agents", nodesOfEach(ENVIRONMENT, 3));
  let report: Report;

  before(async () => {
    report = await furnish(current().api, ENVIRONMENT);
  });

  it("run, as many as their autoscalers want at least, each with its sidecar", async () => {
    const { api } = current();
    for (const [agent, count] of [
      [SUPPORT, 2],
      [BILLING, 2],
      [RECALL, 2],
      [VISION, 1],
    ] as const) {
      await placesOf(api, agent, count);
      const pods = await podsOf(api, agent);
      for (const { spec } of pods) {
        assert.deepEqual(
          spec.containers.map(({ name }) => name),
          ["agent", "istio-proxy"],
        );
      }
    }
  });

  it("stand on the nodes of their pools", async () => {
    const { api } = current();
    assert.equal(counted(await placesOf(api, SUPPORT, 2), pool), "cpu: 2");
    assert.equal(counted(await placesOf(api, RECALL, 2), pool), "memory: 2");
    assert.equal(counted(await placesOf(api, VISION, 1), pool), "gpu: 1");
  });

  it("are on Spot and on other nodes, in different zones, be they only two", async () => {
    const places = await placesOf(current().api, SUPPORT, 2);
    assert.equal(counted(places, kind), "spot: 1, standard: 1");
    assert.equal(new Set(places.map(zone)).size, 2);
  });

  it("are never on Spot where they say so", async () => {
    const { api } = current();
    await freeze(api, BILLING);
    // More than there are such nodes, with as many empty Spot nodes beside them.
    await scale(api, BILLING, 6);
    assert.equal(counted(await placesOf(api, BILLING, 6), kind), "standard: 6");
    await scale(api, BILLING, 2);
    await placesOf(api, BILLING, 2);
  });

  it("wait rather than stand on nodes with GPUs, even where these are empty and all others full", async () => {
    const { api } = current();
    await freeze(api, GREEDY);
    // Six nodes of pool cpu, each with room for one of 2 CPUs and its sidecar.
    await scale(api, GREEDY, 7);
    const why = await whyPending(api, GREEDY);
    assert.match(why, /6 Insufficient cpu/);
    assert.match(why, /didn't match Pod's node affinity\/selector/);
    await scale(api, GREEDY, 6);
    assert.equal(counted(await placesOf(api, GREEDY, 6), pool), "cpu: 6");
    await scale(api, GREEDY, 0);
    await placesOf(api, GREEDY, 0);
  });

  describe("at the ceiling that the quota proof vouches for", () => {
    let ceiling: number;
    before(() => {
      assert.deepEqual(report.proofs.quota.violations, []);
      const objects = [...objectsByRegion(report.resources).values()].flat();
      const autoscalers = ofKind<Autoscaler>(objects, "HorizontalPodAutoscaler");
      ceiling = autoscalers.find(({ metadata }) => metadata.name === "support-advanced-hpa")!.spec.maxReplicas;
      const proven = report.proofs.quota.regions[0]?.namespaces.find(
        ({ namespace }) => namespace === "agno-tenant-globex",
      );
      assert.equal(proven?.replicas, ceiling);
    });

    it("all run, spread evenly", async () => {
      const { api } = current();
      await freeze(api, SUPPORT);
      await scale(api, SUPPORT, ceiling);
      const places = await placesOf(api, SUPPORT, ceiling);
      console.log(`      ${ceiling} replicas: ${counted(places, zone)}; ${counted(places, kind)}`);
      for (const what of [zone, kind]) {
        const counts = [...counted(places, what).matchAll(/: (\d+)/g)].map(([, count]) => Number(count));
        assert.equal(counts.length, what === zone ? 3 : 2);
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 2, counts.join());
      }
    });

    it("are replaced by a new version, none less meanwhile", async () => {
      const { api } = current();
      await roll(api, SUPPORT);
      const fewest = await rolledOut(api, SUPPORT, ceiling);
      assert.equal(fewest, ceiling);
    });

    it("have room for the one more of a rollout, and for none beyond", async () => {
      const { api } = current();
      await scale(api, SUPPORT, ceiling + 1);
      await placesOf(api, SUPPORT, ceiling + 1);
      await scale(api, SUPPORT, ceiling + 2);
      const why = await whyMissing(api, SUPPORT);
      assert.match(why, /exceeded quota: tenant-globex-quota/);
      assert.equal((await podsOf(api, SUPPORT)).length, ceiling + 1);
      console.log(`      ${ceiling} and 1 run; one more: ${why.replace(/^.*?exceeded/, "exceeded")}`);
    });
  });
});
