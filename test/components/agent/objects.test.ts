/** The small objects around an agent's pods. */
import assert from "node:assert/strict";
import { disruptionBudgetOf } from "../../../components/agent/disruption-budget";
import { deploymentName, labelsOf, podsOf } from "../../../components/agent/labels";
import { podMonitoringOf } from "../../../components/agent/pod-monitoring";
import { serviceAccountOf, serviceOf } from "../../../components/agent/service";
import { GLOBEX } from "../tenant/tenants";
import { SUPPORT } from "./agents";

const NAMESPACE = "agno-tenant-globex";

describe("an agent's labels", () => {
  it("tell whose pods they are, which version, and who pays", () => {
    assert.deepEqual(labelsOf(SUPPORT, GLOBEX, "canary"), {
      app: "support",
      version: "canary",
      "tenant-id": "globex",
      "cost-centre": "cc-4711",
    });
  });

  it("select both versions by one of them", () => {
    assert.deepEqual(podsOf(SUPPORT), { app: "support" });
  });

  it("go with a Deployment of the agent's own name, and one beside it for the new version", () => {
    assert.equal(deploymentName(SUPPORT, "stable"), "support");
    assert.equal(deploymentName(SUPPORT, "canary"), "support-canary");
  });
});

describe("an agent's Service", () => {
  it("leads to both versions, in a protocol that the mesh reads, and nobody waits for them", () => {
    assert.deepEqual(serviceOf(SUPPORT, GLOBEX), {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "support",
        namespace: NAMESPACE,
        labels: { app: "support" },
        annotations: { "pulumi.com/skipAwait": "true" },
      },
      spec: {
        type: "ClusterIP",
        selector: { app: "support" },
        ports: [{ name: "http-agent", port: 8000, targetPort: "http" }],
      },
    });
  });
});

describe("an agent's account", () => {
  it("gives out no token", () => {
    assert.deepEqual(serviceAccountOf(SUPPORT, GLOBEX), {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "support", namespace: NAMESPACE },
      automountServiceAccountToken: false,
    });
  });
});

describe("an agent's disruption budget", () => {
  it("lets drains take one replica of it at a time, and those that serve nobody at any time", () => {
    assert.deepEqual(disruptionBudgetOf(SUPPORT, GLOBEX), {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "support-pdb", namespace: NAMESPACE },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { app: "support" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
  });
});

describe("an agent's PodMonitoring", () => {
  it("asks the sidecar, as the agent itself speaks with the mesh only, and keeps what is the agent's", () => {
    assert.deepEqual(podMonitoringOf(SUPPORT, GLOBEX), {
      apiVersion: "monitoring.googleapis.com/v1",
      kind: "PodMonitoring",
      metadata: { name: "support", namespace: NAMESPACE },
      spec: {
        selector: { matchLabels: { app: "support" } },
        endpoints: [
          {
            port: 15_020,
            path: "/stats/prometheus",
            interval: "15s",
            metricRelabeling: [{ action: "keep", sourceLabels: ["__name__"], regex: "agno_.*" }],
          },
        ],
      },
    });
  });
});
