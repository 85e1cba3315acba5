/** How many replicas an agent has, by its load. */
import type { HorizontalPodAutoscalerArgs } from "@pulumi/kubernetes/autoscaling/v2";
import type { types } from "@pulumi/kubernetes";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { CONTAINER } from "./labels";
import type { AgentSettings, CustomMetric } from "./settings";

/** Where a metric comes from: Google's adapter, or the metrics API of somebody's own cluster. */
export interface MetricSources {
  readonly clusters: "google" | "kubeconfig";
  /** The agent's Pub/Sub subscription; "" where it has none. */
  readonly subscription: string;
}

/** Reference: {agent}-advanced-hpa, with its metrics and rates. */
export function autoscalerOf(agent: AgentSettings, tenant: Pick<TenantSettings, "id">, sources: MetricSources) {
  const { minReplicas, maxReplicas, targetCPU, targetMemory, customMetrics } = agent.scaling;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: `${agent.name}-advanced-hpa`, namespace: namespaceOf(tenant) },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: agent.name },
      minReplicas,
      maxReplicas,
      metrics: [
        ownUse("cpu", targetCPU),
        ownUse("memory", targetMemory),
        ...customMetrics.flatMap((metric) => customMetricOf(metric, sources)),
      ],
      behavior: BEHAVIOR,
    },
  } satisfies HorizontalPodAutoscalerArgs;
}

/** Of the agent's own container: the sidecar's would be counted in otherwise. */
function ownUse(name: "cpu" | "memory", averageUtilization: number) {
  const target = { type: "Utilization", averageUtilization };
  return { type: "ContainerResource", containerResource: { name, container: CONTAINER, target } };
}

type MetricSpec = Exclude<types.input.autoscaling.v2.MetricSpec, string>;

/**
 * A metric without a source would keep the autoscaler from ever scaling down, so it is left out where nothing gives it.
 * Targets are for each replica. The reference compares the whole queue with 30 (Value): from 31 messages on, that would
 * double the replicas again and again until the queue is empty.
 */
function customMetricOf(
  { name, target: amount }: CustomMetric,
  { clusters, subscription }: MetricSources,
): readonly MetricSpec[] {
  const target = { type: "AverageValue", averageValue: String(amount) };
  if (name === "agno_pending_requests") {
    const metric = { name: clusters === "google" ? `prometheus.googleapis.com|${name}|gauge` : name };
    return [{ type: "Pods", pods: { metric, target } }];
  }
  if (subscription === "") return [];
  const metric = {
    name: `pubsub.googleapis.com|subscription|${name}`,
    selector: { matchLabels: { "resource.labels.subscription_id": subscription } },
  };
  return [{ type: "External", external: { metric, target } }];
}

/** The reference's, to the figure: up fast, down slowly. */
const BEHAVIOR = {
  scaleUp: {
    stabilizationWindowSeconds: 30,
    policies: [
      { type: "Percent", value: 100, periodSeconds: 15 },
      { type: "Pods", value: 4, periodSeconds: 15 },
    ],
    selectPolicy: "Max",
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    policies: [{ type: "Percent", value: 10, periodSeconds: 60 }],
    selectPolicy: "Max",
  },
};
