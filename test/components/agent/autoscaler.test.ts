import assert from "node:assert/strict";
import { autoscalerOf } from "../../../components/agent/autoscaler";
import { GLOBEX } from "../tenant/tenants";
import { SUPPORT, VISION } from "./agents";

const QUEUE = "globex.support-queue.europe-west4";
const GOOGLE = { clusters: "google", subscription: QUEUE } as const;
const ELSEWHERE = { clusters: "kubeconfig", subscription: "" } as const;

const ownUse = (name: string, averageUtilization: number) => ({
  type: "ContainerResource",
  containerResource: { name, container: "agent", target: { type: "Utilization", averageUtilization } },
});
const pending = (name: string, averageValue: string) => ({
  type: "Pods",
  pods: { metric: { name }, target: { type: "AverageValue", averageValue } },
});
const waiting = (averageValue: string) => ({
  type: "External",
  external: {
    metric: {
      name: "pubsub.googleapis.com|subscription|num_undelivered_messages",
      selector: { matchLabels: { "resource.labels.subscription_id": QUEUE } },
    },
    target: { type: "AverageValue", averageValue },
  },
});

describe("an agent's autoscaler", () => {
  it("is the reference's, at its figures", () => {
    assert.deepEqual(autoscalerOf(SUPPORT, GLOBEX, GOOGLE), {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "support-advanced-hpa", namespace: "agno-tenant-globex" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "support" },
        minReplicas: 2,
        maxReplicas: 100,
        metrics: [
          ownUse("cpu", 70),
          ownUse("memory", 80),
          pending("prometheus.googleapis.com|agno_pending_requests|gauge", "30"),
        ],
        behavior: {
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
        },
      },
    });
  });

  it("asks elsewhere for nothing that only Google has: an absent metric would keep all replicas for ever", () => {
    const own = [ownUse("cpu", 70), ownUse("memory", 80)];
    assert.deepEqual(autoscalerOf(VISION, GLOBEX, GOOGLE).spec.metrics, [
      ...own,
      pending("prometheus.googleapis.com|agno_pending_requests|gauge", "30"),
      waiting("30"),
    ]);
    assert.deepEqual(autoscalerOf(VISION, GLOBEX, ELSEWHERE).spec.metrics, [
      ...own,
      pending("agno_pending_requests", "30"),
    ]);
  });

  it("does what the agent says instead", () => {
    const scaling = {
      ...VISION.scaling,
      ...{ targetCPU: 60, targetMemory: 75, customMetrics: [{ name: "num_undelivered_messages", target: 7 }] as const },
    };
    const { minReplicas, maxReplicas, metrics } = autoscalerOf({ ...VISION, scaling }, GLOBEX, GOOGLE).spec;
    assert.deepEqual([minReplicas, maxReplicas], [3, 9]);
    assert.deepEqual(metrics, [ownUse("cpu", 60), ownUse("memory", 75), waiting("7")]);
  });

  it("leaves the new version alone while one is being tried", () => {
    assert.equal(autoscalerOf(VISION, GLOBEX, GOOGLE).spec.scaleTargetRef.name, "vision");
  });
});
