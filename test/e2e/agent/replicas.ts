/** The replicas of an agent in a real cluster: how many are wanted, and where they are. */
import { type ApiOptions, ask, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { Client } from "../attacks/requests";

export interface Agent {
  readonly tenant: string;
  readonly name: string;
}

interface SeenPod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly name: string }[] };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** Where a replica runs. */
export interface Place {
  readonly pool: string;
  readonly zone: string;
  readonly spot: boolean;
}

const namespace = ({ tenant }: Agent) => `/api/v1/namespaces/agno-tenant-${tenant}`;
const workloads = ({ tenant }: Agent) => `/apis/apps/v1/namespaces/agno-tenant-${tenant}`;

/** Takes its autoscaler away, which would bring the replicas back to what it thinks right. */
export async function freeze(api: ApiOptions, { tenant, name }: Agent): Promise<void> {
  const path = `/apis/autoscaling/v2/namespaces/agno-tenant-${tenant}/horizontalpodautoscalers/${name}-advanced-hpa`;
  await ask(api, "DELETE", path);
}

export async function scale(api: ApiOptions, agent: Agent, replicas: number): Promise<void> {
  await change(api, `${workloads(agent)}/deployments/${agent.name}/scale`, { spec: { replicas } });
}

/** A new version, as far as the cluster can tell. */
export async function roll(api: ApiOptions, agent: Agent): Promise<void> {
  const template = { metadata: { annotations: { "agno.example/restarted": "now" } } };
  await change(api, `${workloads(agent)}/deployments/${agent.name}`, { spec: { template } });
}

async function change(api: ApiOptions, path: string, body: object): Promise<void> {
  const client = new Client(api);
  const { status, body: answer } = await client.send({ method: "PATCH", path, body });
  client.close();
  if (status >= 300) throw new Error(`${path}: ${answer}`);
}

export async function podsOf(api: ApiOptions, agent: Agent): Promise<readonly SeenPod[]> {
  const { items } = await read<{ items: readonly SeenPod[] }>(
    api,
    `${namespace(agent)}/pods?labelSelector=app%3D${agent.name}`,
  );
  return items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Waits until so many run, and gives their places. */
export async function placesOf(api: ApiOptions, agent: Agent, count: number): Promise<readonly Place[]> {
  const what = `${count} replicas of ${agent.name} run`;
  const running = await until({ what }, async () => {
    const pods = await podsOf(api, agent);
    const started = pods.filter(({ status }) => status.phase === "Running");
    return pods.length === count && started.length === count ? started : undefined;
  });
  return Promise.all(running.map(({ spec }) => placeOf(api, spec.nodeName ?? "")));
}

/** Why one of its pods has no node. */
export async function whyPending(api: ApiOptions, agent: Agent): Promise<string> {
  return until({ what: `a replica of ${agent.name} waits` }, async () => {
    const waiting = (await podsOf(api, agent)).flatMap(({ status }) => status.conditions ?? []);
    return waiting.find(({ type, status }) => type === "PodScheduled" && status === "False")?.message;
  });
}

interface SeenReplicaSet {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly reason?: string; readonly message?: string }[];
  };
}

/** Why one of its pods cannot even be made. */
export async function whyMissing(api: ApiOptions, agent: Agent): Promise<string> {
  const path = `${workloads(agent)}/replicasets?labelSelector=app%3D${agent.name}`;
  return until({ what: `a replica of ${agent.name} is refused` }, async () => {
    const { items } = await read<{ items: readonly SeenReplicaSet[] }>(api, path);
    const conditions = items.flatMap(({ status }) => status.conditions ?? []);
    return conditions.find(({ reason }) => reason === "FailedCreate")?.message;
  });
}

interface SeenDeployment {
  readonly metadata: { readonly generation: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

/** Waits until all replicas are of the newest version; gives the fewest that were available meanwhile. */
export async function rolledOut(api: ApiOptions, agent: Agent, count: number): Promise<number> {
  let fewest = count;
  await until({ what: `all ${count} replicas of ${agent.name} are new` }, async () => {
    const { metadata, status } = await read<SeenDeployment>(api, `${workloads(agent)}/deployments/${agent.name}`);
    fewest = Math.min(fewest, status.availableReplicas ?? 0);
    const seen = status.observedGeneration === metadata.generation;
    return seen && status.updatedReplicas === count && status.replicas === count ? true : undefined;
  });
  return fewest;
}

async function placeOf(api: ApiOptions, node: string): Promise<Place> {
  const { metadata } = await read<{ metadata: { labels: Readonly<Record<string, string>> } }>(
    api,
    `/api/v1/nodes/${node}`,
  );
  const label = (name: string) => metadata.labels[name] ?? "none";
  return {
    pool: label("cloud.google.com/gke-nodepool").replace("agno-agents-", ""),
    zone: label("topology.kubernetes.io/zone"),
    spot: label("cloud.google.com/gke-provisioning") === "spot",
  };
}
