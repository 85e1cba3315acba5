/** The metric APIs of a region, as GKE's metrics server and Google's adapter answer, for load that a test decides. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { CONTAINER } from "../../../components/agent/labels";
import type { AgentSettings } from "../../../components/agent/settings";
import { millisOf } from "../../../components/tenant/quantity";
import type { ApiOptions } from "../../../sandbox/cluster/api";
import { Client } from "../attacks/requests";

export type Metric = "cpu" | "memory" | "requests" | "queue";

/** What an agent has to do. */
export interface Demand {
  readonly agent: AgentSettings;
  readonly metric: Metric;
  /** How many replicas it keeps at their target. They share it evenly. */
  replicas: number;
}

interface Pods {
  readonly items: readonly { readonly metadata: { readonly name: string; readonly labels: object } }[];
}

const CORE = 1000;

export class Metrics {
  /** What stands behind the services of the cluster. */
  readonly listener: RequestListener = (request, response) => {
    // The cluster may end while it is asked for its pods.
    this.#answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  };
  #client: Client | undefined;

  constructor(private readonly demands: readonly Demand[]) {}

  /** From now on it can say which pods there are. */
  connect(api: ApiOptions): void {
    this.#client = new Client(api);
  }

  close(): void {
    this.#client?.close();
  }

  async #answer({ url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, "http://metrics");
    const [, , group = "", version = "", , namespace = "", ...what] = pathname.split("/").map(decodeURIComponent);
    const selector = searchParams.get("labelSelector") ?? "";
    const list = await this.#listOf(group, namespace, what, selector);
    const head = { apiVersion: `${group}/${version}`, metadata: {} };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(list === undefined ? discovery(group, version) : { ...head, ...list }));
  }

  async #listOf(group: string, namespace: string, what: readonly string[], selector: string) {
    if (what.length === 0) return undefined;
    if (group === "external.metrics.k8s.io") return this.#queue(what[0], selector);
    const { items } = await this.#pods(namespace, selector);
    const demand = this.demands.find(({ agent }) => selector.includes(`app=${agent.name}`));
    if (demand === undefined) throw new Error(`no agent has pods by ${selector}`);
    if (group === "metrics.k8s.io") return { kind: "PodMetricsList", items: items.map(useOf(demand, items.length)) };
    const pending = loadOf(demand, "requests", 30) / items.length;
    return {
      kind: "MetricValueList",
      items: items.map(({ metadata: { name } }) => ({
        describedObject: { apiVersion: "v1", kind: "Pod", namespace, name },
        metric: { name: what[2] },
        timestamp: new Date().toISOString(),
        value: `${Math.round(pending * 1000)}m`,
      })),
    };
  }

  /** The queue of one subscription, whose name begins with the tenant's and the agent's. */
  #queue(metricName: string | undefined, selector: string) {
    const demand = this.demands.find(({ agent }) => selector.includes(`.${agent.name}-queue.`));
    if (demand === undefined) throw new Error(`no agent has the queue ${selector}`);
    const value = String(Math.round(loadOf(demand, "queue", 30)));
    const item = { metricName, metricLabels: {}, timestamp: new Date().toISOString(), value };
    return { kind: "ExternalMetricValueList", items: [item] };
  }

  async #pods(namespace: string, selector: string): Promise<Pods> {
    if (this.#client === undefined) throw new Error("nobody can say which pods there are yet");
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`;
    const headers = { accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1" };
    return JSON.parse((await this.#client.send({ method: "GET", path, headers })).body) as Pods;
  }
}

/** An API group that is there, and of which nobody asks what is in it. */
function discovery(group: string, version: string) {
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion: `${group}/${version}`, resources: [] };
}

/** The load of all replicas together, where each is to carry `target`; hardly any of the metrics that do not matter. */
function loadOf({ metric, replicas }: Demand, of: Metric, target: number): number {
  return metric === of ? replicas * target : 0;
}

/** What a pod uses. Its sidecar is busy beyond all measure, which must not count. */
function useOf(demand: Demand, pods: number) {
  const { scaling, resources } = demand.agent;
  const cpu = loadOf(demand, "cpu", (millisOf(resources.requests.cpu) * scaling.targetCPU) / 100) / pods;
  const memory = loadOf(demand, "memory", (millisOf(resources.requests.memory) * scaling.targetMemory) / 100) / pods;
  const own = { cpu: `${Math.round((cpu / CORE) * 1e9)}n`, memory: String(Math.round(memory / 1000)) };
  return ({ metadata }: Pods["items"][number]) => ({
    metadata,
    timestamp: new Date().toISOString(),
    window: "1s",
    containers: [
      { name: CONTAINER, usage: own },
      { name: "istio-proxy", usage: { cpu: "100", memory: "100Gi" } },
    ],
  });
}
