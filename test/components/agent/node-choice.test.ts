import assert from "node:assert/strict";
import { nodeChoiceOf, spreadOf, tolerationsOf } from "../../../components/agent/node-choice";

const CPU = { pool: "cpu", gpus: 0, spot: true };
const GPU = { pool: "gpu", gpus: 1, spot: false };

const wish = (weight: number, key: string, value: string) => ({
  weight,
  preference: { matchExpressions: [{ key, operator: "In", values: [value] }] },
});
const toleration = (key: string, value: string) => ({ key, operator: "Equal", value, effect: "NoSchedule" });

describe("the nodes of an agent", () => {
  it("are at Google those of its pool's compute class, Spot ones rather", () => {
    assert.deepEqual(nodeChoiceOf(CPU, "google"), {
      nodeSelector: { "cloud.google.com/compute-class": "agno-cpu" },
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            wish(100, "cloud.google.com/compute-class", "agno-cpu"),
            wish(5, "cloud.google.com/gke-spot", "true"),
          ],
        },
      },
    });
  });

  it("are elsewhere any, where none has such a label", () => {
    assert.deepEqual(nodeChoiceOf(GPU, "kubeconfig"), {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [wish(100, "cloud.google.com/compute-class", "agno-gpu")],
        },
      },
    });
  });

  const tolerated = [
    ["its class", { ...CPU, spot: false }, [toleration("cloud.google.com/compute-class", "agno-cpu")]],
    [
      "its class and Spot",
      CPU,
      [toleration("cloud.google.com/compute-class", "agno-cpu"), toleration("cloud.google.com/gke-spot", "true")],
    ],
    [
      "its class and GPUs",
      GPU,
      [toleration("cloud.google.com/compute-class", "agno-gpu"), toleration("nvidia.com/gpu", "present")],
    ],
  ] as const;
  for (const [what, agent, expected] of tolerated) {
    it(`are tainted with ${what} at most`, () => {
      assert.deepEqual(tolerationsOf(agent), expected);
    });
  }

  it("lie in different zones, are Spot and others, and are different machines, as far as can be", () => {
    assert.deepEqual(
      spreadOf({ app: "support", version: "stable" }, CPU).map((one) => [one.topologyKey, one.whenUnsatisfiable]),
      [
        ["topology.kubernetes.io/zone", "ScheduleAnyway"],
        ["cloud.google.com/gke-provisioning", "ScheduleAnyway"],
        ["kubernetes.io/hostname", "ScheduleAnyway"],
      ],
    );
  });

  it("are counted for each rollout by itself", () => {
    assert.deepEqual(spreadOf({ app: "support", version: "stable" }, GPU), [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: "support", version: "stable" } },
        matchLabelKeys: ["pod-template-hash"],
      },
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: "support", version: "stable" } },
        matchLabelKeys: ["pod-template-hash"],
      },
    ]);
  });
});
