import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { podsOf } from "./labels";
import type { AgentSettings } from "./settings";

/** Where the sidecar gives out its own metrics and the agent's. Collectors have no identity in the mesh. */
const MERGED = { port: 15_020, path: "/stats/prometheus" } as const;

/** Where Google's managed Prometheus finds the agent's metrics, agno_pending_requests among them. */
export function podMonitoringOf(agent: Pick<AgentSettings, "name">, tenant: Pick<TenantSettings, "id">) {
  return {
    apiVersion: "monitoring.googleapis.com/v1",
    kind: "PodMonitoring",
    metadata: { name: agent.name, namespace: namespaceOf(tenant) },
    spec: {
      selector: { matchLabels: podsOf(agent) },
      endpoints: [
        {
          ...MERGED,
          // As often as the autoscaler asks.
          interval: "15s",
          // Each sample costs; the mesh's own are hundreds.
          metricRelabeling: [{ action: "keep", sourceLabels: ["__name__"], regex: "agno_.*" }],
        },
      ],
    },
  };
}
