/** What the mesh is told of an agent's pods. Admission lets no pod of a tenant say anything else. */
import { SIDECAR } from "../mesh/sidecar";
import { GRACE } from "./drain";
import { PORT } from "./labels";

/** Where the agent gives out its own metrics, in Prometheus' text; see docs/agent-image.md. */
const METRICS_PATH = "/prometheus";

/**
 * The sidecar of every agent, by its annotations. Where it is a container beside the agent's (a mesh without native
 * sidecars), it would be there too late and gone too early by default: the agent's first calls would fail, and so would
 * all that is under way 5 s after the pod is told to end. It goes once nobody has a connection any more.
 */
export const SIDECAR_ANNOTATIONS = {
  "sidecar.istio.io/proxyCPU": SIDECAR.requests.cpu,
  "sidecar.istio.io/proxyMemory": SIDECAR.requests.memory,
  "sidecar.istio.io/proxyCPULimit": SIDECAR.limits.cpu,
  "sidecar.istio.io/proxyMemoryLimit": SIDECAR.limits.memory,
  "proxy.istio.io/config": JSON.stringify({
    holdApplicationUntilProxyStarts: true,
    terminationDrainDuration: `${GRACE}s`,
    proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: "true" },
  }),
} as const;

/** The sidecar gives the agent's metrics out beside its own: nobody outside the mesh may ask the agent itself. */
export const POD_ANNOTATIONS = {
  ...SIDECAR_ANNOTATIONS,
  "prometheus.io/scrape": "true",
  "prometheus.io/port": String(PORT),
  "prometheus.io/path": METRICS_PATH,
} as const;
