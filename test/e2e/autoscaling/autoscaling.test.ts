/** Agents as the preview writes them, scaled by the real autoscaler, by each of their four metrics. */
import assert from "node:assert/strict";
import { ADAPTER } from "../../../components/platform/adapter-workload";
import { type ApiOptions, create, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { load } from "../../config/load-text";
import { furnish, nodesOfEach } from "../agent/region";
import { placesOf } from "../agent/replicas";
import { Client } from "../attacks/requests";
import { withCluster } from "../cluster/with-cluster";
import { climb, type Rung, told, tooFast } from "./ladder";
import { type Demand, type Metric, Metrics } from "./metrics";

/** The way down takes half an hour at the reference's rates: by this it is shortened. 1 leaves it as it is. */
const SHORTENED = Number(process.env.SCALE_DOWN_SHORTENED ?? 10);

const METRICS: readonly Metric[] = ["cpu", "memory", "requests", "queue"];

const AGENT = {
  modelName: "gpt-5-mini",
  scaling: {
    customMetrics: [
      { name: "agno_pending_requests", target: 30 },
      { name: "num_undelivered_messages", target: 30 },
    ],
  },
};

/** An agent for each metric, called by it, whose quota lets each have the reference's 100 replicas. */
const ENVIRONMENT = load(`config:
  gcp:project: acme-agents-test
  agno:domain: acme.example
  agno:agentImage: registry.example/agno/agent@sha256:${"0".repeat(64)}
  agno:pools: { cpu: { max: 100 }, gpu: { max: 0 }, memory: { min: 0, max: 0 } }
  agno:regions:
    us-central1: { slot: 0 }
  agno:tenants:
    globex:
      quota: { cpu: 120, memory: 240Gi, cpuLimit: 480, memoryLimit: 960Gi, pods: 410, ephemeralStorage: 300Gi, ephemeralStorageLimit: 1200Gi }
      agents: ${JSON.stringify(Object.fromEntries(METRICS.map((metric) => [metric, AGENT])))}
`);

const NAMESPACE = "agno-tenant-globex";
const AUTOSCALERS = `/apis/autoscaling/v2/namespaces/${NAMESPACE}/horizontalpodautoscalers`;

/** Twice as many or four more every 15 s, by the reference, up to its 100. */
const UP = [2, 6, 12, 24, 48, 96, 100];
/** 10 % less every 60 s, and no fraction of a replica stays. */
const DOWN = [...[100, 90, 81, 72, 64, 57, 51, 45, 40, 36, 32, 28, 25, 22, 19, 17, 15, 13, 11, 9, 8, 7, 6, 5, 4, 3, 2]];

interface Autoscaler {
  readonly metadata: { readonly name: string };
  readonly status: { readonly currentMetrics?: readonly object[] };
}

describe("the autoscaler of a real cluster", () => {
  const agents = ENVIRONMENT.tenants.flatMap((tenant) => tenant.agents);
  const demands: readonly Demand[] = METRICS.map((metric) => {
    const agent = agents.find(({ name }) => name === metric);
    if (agent === undefined) throw new Error(`there is no agent ${metric}`);
    return { agent, metric, replicas: 0 };
  });
  const metrics = new Metrics(demands);
  const options = { services: metrics.listener, autoscalerPeriod: 1 };
  const current = withCluster("autoscaling", nodesOfEach(ENVIRONMENT, 15), options);

  before(async () => {
    const { api } = current();
    metrics.connect(api);
    await furnish(api, ENVIRONMENT);
    await create(api, "/apis/apiregistration.k8s.io/v1/apiservices", METRICS_SERVER);
    await until({ what: "each autoscaler has all its metrics" }, async () => {
      const { items } = await read<{ items: readonly Autoscaler[] }>(api, AUTOSCALERS);
      return (items.length === METRICS.length && items.every(hasAllMetrics)) || undefined;
    });
  });
  after(() => {
    metrics.close();
  });

  const under = (replicas: number) => {
    for (const demand of demands) demand.replicas = replicas;
  };
  const counts = (ladder: readonly Rung[] = []) => ladder.map(({ replicas }) => replicas);

  it("brings an agent from 2 to 100 replicas as the reference says, by any of four metrics", async () => {
    const { api } = current();
    for (const { agent } of demands) await placesOf(api, { tenant: "globex", name: agent.name }, 2);
    // More than it may have.
    under(120);
    const ladders = await climb(api, NAMESPACE, { end: 100, seconds: 200 });
    console.log(`      expected: ${UP.join(" → ")}, from 30 to 105 s\n${told(ladders)}`);
    for (const metric of METRICS) {
      const ladder = ladders.get(metric) ?? [];
      // Of what each replica has, one without figures yet counts as idle, and a busy machine is slow to have them.
      if (metric === "queue") assert.deepEqual(counts(ladder), UP, metric);
      assert.deepEqual(tooFast(ladder, { factor: 2, pods: 4, seconds: 14 }), [], metric);
      const [first, last] = [ladder[1]?.after ?? 0, ladder.at(-1)?.after ?? 0];
      assert.ok(first >= 29 && last <= 180, `${metric}: from ${first} to ${last} s`);
    }
  });

  it("lets all of them run", async () => {
    for (const { agent } of demands) {
      const places = await placesOf(current().api, { tenant: "globex", name: agent.name }, 100);
      assert.ok(places.every(({ pool }) => pool.replace("-spot", "") === "cpu"));
    }
  });

  it(`brings it back to 2, ${SHORTENED} times as fast as the reference's 10 % a minute`, async () => {
    const { api } = current();
    await shorten(api);
    under(0);
    const ladders = await climb(api, NAMESPACE, { end: 2, seconds: 2400 / SHORTENED + 60 });
    const [window, period] = [300 / SHORTENED, 60 / SHORTENED];
    const expected = window + period * (DOWN.length - 2);
    console.log(`      expected: ${DOWN.join(" → ")}, from ${window} to ${expected} s\n${told(ladders)}`);
    for (const metric of METRICS) {
      const ladder = ladders.get(metric);
      assert.deepEqual(counts(ladder), DOWN, metric);
      // The window began when the autoscaler last saw the load, which may be seconds before it ended.
      assert.ok((ladder?.[1]?.after ?? 0) >= window - 8 && fastest(ladder) >= period - 1, metric);
    }
  }).timeout(3_000_000);
});

/** GKE's own; here the same server answers for it. */
const METRICS_SERVER = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  metadata: { name: "v1beta1.metrics.k8s.io" },
  spec: {
    ...{ group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100 },
    service: { name: ADAPTER.name, namespace: ADAPTER.namespace, port: 443 },
    insecureSkipTLSVerify: true,
  },
};

function hasAllMetrics({ status }: Autoscaler): boolean {
  return status.currentMetrics?.length === METRICS.length;
}

/** Seconds between two rungs at least, after the first step. */
function fastest(ladder: readonly Rung[] = []): number {
  const times = ladder.slice(1).map(({ after }) => after);
  return Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
}

/** Divides all times of the way down. */
async function shorten(api: ApiOptions): Promise<void> {
  if (SHORTENED === 1) return;
  const client = new Client(api);
  const { items } = await read<{ items: readonly Autoscaler[] }>(api, AUTOSCALERS);
  const scaleDown = {
    stabilizationWindowSeconds: 300 / SHORTENED,
    policies: [{ type: "Percent", value: 10, periodSeconds: 60 / SHORTENED }],
  };
  for (const { metadata } of items) {
    const path = `${AUTOSCALERS}/${metadata.name}`;
    const body = { spec: { behavior: { scaleDown } } };
    const { status, body: answer } = await client.send({ method: "PATCH", path, body });
    assert.equal(status, 200, answer);
  }
  client.close();
}
