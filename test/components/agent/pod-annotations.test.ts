import assert from "node:assert/strict";
import { GRACE } from "../../../components/agent/drain";
import { POD_ANNOTATIONS } from "../../../components/agent/pod-annotations";

describe("annotations of an agent's pods", () => {
  const { "proxy.istio.io/config": config, ...others } = POD_ANNOTATIONS;

  it("bound the sidecar, which Istio lets have 2 CPUs and 1 GiB", () => {
    assert.deepEqual(others, {
      "sidecar.istio.io/proxyCPU": "50m",
      "sidecar.istio.io/proxyMemory": "128Mi",
      "sidecar.istio.io/proxyCPULimit": "500m",
      "sidecar.istio.io/proxyMemoryLimit": "256Mi",
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "8000",
      "prometheus.io/path": "/prometheus",
    });
  });

  it("have the sidecar there before the agent, and as long as the agent", () => {
    assert.deepEqual(JSON.parse(config), {
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: `${GRACE}s`,
      proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: "true" },
    });
  });
});
