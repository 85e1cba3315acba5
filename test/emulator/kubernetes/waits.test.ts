import assert from "node:assert/strict";
import { propagationOf, timeoutMsOf } from "../../../emulator/kubernetes/annotations";
import type { Cluster } from "../../../emulator/kubernetes/cluster";
import { waitOf } from "../../../emulator/kubernetes/waits/kinds";
import type { Properties } from "../../../emulator/model";

/** A cluster that has what it is told, whoever asks. */
const having = (objects: readonly Properties[], one?: Properties) =>
  ({ list: () => Promise.resolve(objects), find: () => Promise.resolve(one) }) as unknown as Cluster;

/** What the first look at an object of a kind says. */
async function isReady(kind: string, object: Properties, cluster = having([]), before?: Properties): Promise<boolean> {
  const [group, version, name] = kind.includes("/v") ? kind.split("/") : ["", ...kind.split("/")];
  const wait = waitOf({ group: group!, version: version!, kind: name! })!;
  const settling = { endpointsMs: 0, noEndpointsMs: 0 };
  return (await wait.start()({ cluster, object, before, once: true, settling })).ready;
}

const condition = (type: string, status = "True", reason = "r") => ({ type, status, reason, message: "m" });
const REVISION = "deployment.kubernetes.io/revision";

describe("a deployment", () => {
  const deployment = (revision: string, observedGeneration: number, ...conditions: object[]) => ({
    metadata: { name: "d", uid: "u", generation: 2, annotations: { [REVISION]: revision } },
    status: { observedGeneration, conditions },
  });
  const set = (revision: string, readyReplicas: number, uid = "u") => ({
    metadata: { annotations: { [REVISION]: revision }, ownerReferences: [{ uid }] },
    spec: { replicas: 2 },
    status: { readyReplicas },
  });
  const available = condition("Available");
  const rolledOut = condition("Progressing", "True", "NewReplicaSetAvailable");
  const table = [
    ["rolled out", deployment("2", 2, available, rolledOut), [set("1", 0), set("2", 2)], true],
    ["not seen by its controller", deployment("2", 1, available, rolledOut), [set("2", 2)], false],
    ["not available", deployment("2", 2, condition("Available", "False"), rolledOut), [set("2", 2)], false],
    ["on its way", deployment("2", 2, available, condition("Progressing")), [set("2", 2)], false],
    ["new, with nothing to replace", deployment("1", 2, available), [set("1", 2)], true],
    ["without all pods of the newest set", deployment("2", 2, available, rolledOut), [set("1", 2), set("2", 1)], false],
    ["without a set of its own", deployment("2", 2, available, rolledOut), [set("2", 2, "other")], false],
  ] as const;
  for (const [what, object, sets, expected] of table) {
    it(`${what} is ${expected ? "" : "not "}ready`, async () => {
      assert.equal(await isReady("apps/v1/Deployment", object, having(sets)), expected);
    });
  }
});

describe("other kinds", () => {
  const set = (generation: number, status: object, type = "RollingUpdate") => ({
    metadata: { generation },
    spec: { replicas: 2, updateStrategy: { type } },
    status: { observedGeneration: generation, replicas: 2, readyReplicas: 2, currentReplicas: 2, ...status },
  });
  const same = { currentRevision: "a", updateRevision: "a" };
  const daemons = (status: object) => ({
    metadata: { generation: 1 },
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 1,
      currentNumberScheduled: 1,
      updatedNumberScheduled: 1,
      numberAvailable: 1,
      numberReady: 1,
      ...status,
    },
  });
  const lazy = { volumeBindingMode: "WaitForFirstConsumer" };
  const claim = (phase: string) => ({ spec: { storageClassName: "s" }, status: { phase } });
  const pod = (...types: string[]) => ({ metadata: {}, status: { conditions: types.map((type) => condition(type)) } });
  const path = { http: { paths: [{ backend: { service: { name: "s" } } }] } };
  const address = { loadBalancer: { ingress: [{ ip: "203.0.113.1" }] } };
  const service = (spec: object, status: object = {}) => ({ metadata: { name: "s" }, spec, status });
  const waiting = { subsets: [{ notReadyAddresses: [{}] }] };
  const selector = { app: "a" };
  const table: readonly (readonly [string, Properties, boolean, Cluster?, Properties?])[] = [
    ["apps/v1/StatefulSet", set(1, same), true],
    ["apps/v1/StatefulSet", set(2, { ...same, observedGeneration: 1 }), false],
    ["apps/v1/StatefulSet", set(2, { ...same, readyReplicas: 1 }), false],
    ["apps/v1/StatefulSet", set(2, { ...same, updateRevision: "b" }), false],
    ["apps/v1/StatefulSet", set(1, {}), false],
    ["apps/v1/StatefulSet", set(2, { updateRevision: "b", currentReplicas: 0 }, "OnDelete"), true],
    ["apps/v1/StatefulSet", set(1, { updateRevision: "b" }, "OnDelete"), false],
    ["apps/v1/DaemonSet", daemons({}), true],
    ["apps/v1/DaemonSet", daemons({ observedGeneration: 0 }), false],
    ["apps/v1/DaemonSet", daemons({ updatedNumberScheduled: 0 }), false],
    ["batch/v1/Job", { status: { startTime: "t", conditions: [condition("Complete")] } }, true],
    ["batch/v1/Job", { status: { conditions: [condition("Complete")] } }, false],
    ["v1/ReplicationController", { spec: { replicas: 2 }, status: { availableReplicas: 2 } }, true],
    ["v1/ReplicationController", { spec: { replicas: 2 }, status: {} }, false],
    ["v1/ResourceQuota", { spec: { hard: { pods: "1" } }, status: { hard: { pods: "1" } } }, true],
    ["v1/ResourceQuota", { spec: { hard: { pods: "2" } }, status: { hard: { pods: "1" } } }, false],
    ["v1/ResourceQuota", { spec: { hard: { pods: "2" } }, status: {} }, false],
    ["v1/PersistentVolume", { status: { phase: "Available" } }, true],
    ["v1/PersistentVolume", { status: { phase: "Pending" } }, false],
    ["v1/PersistentVolumeClaim", claim("Bound"), true],
    ["v1/PersistentVolumeClaim", claim("Pending"), false],
    ["v1/PersistentVolumeClaim", claim("Pending"), true, having([], lazy)],
    ["v1/PersistentVolumeClaim", claim("Bound"), true, having([], lazy), {}],
    ["v1/Secret", { type: "Opaque" }, true],
    ["v1/Secret", { type: "kubernetes.io/service-account-token" }, false],
    ["v1/Secret", { type: "kubernetes.io/service-account-token", data: { token: "x" } }, true],
    ["v1/Pod", pod("PodScheduled", "Initialized", "Ready"), true],
    ["v1/Pod", pod("PodScheduled", "Initialized"), false],
    ["v1/Service", service({ selector }), true, having([], { metadata: {}, subsets: [] })],
    ["v1/Service", service({ selector }), false, having([], { metadata: {}, ...waiting })],
    ["v1/Service", service({ selector, clusterIP: "None" }), true, having([], { metadata: {}, ...waiting })],
    ["v1/Service", service({ type: "ExternalName" }), true],
    ["v1/Service", service({ type: "LoadBalancer" }), false],
    ["v1/Service", service({ type: "LoadBalancer" }, address), true],
    ["networking.k8s.io/v1/Ingress", { metadata: {}, spec: { rules: [path] }, status: address }, true],
    ["networking.k8s.io/v1/Ingress", { metadata: {}, spec: { rules: [path] } }, false],
  ];
  for (const [kind, object, expected, cluster, before] of table) {
    it(`${kind} ${JSON.stringify(object)} is ${expected ? "" : "not "}ready`, async () => {
      assert.equal(await isReady(kind, object, cluster, before), expected);
    });
  }
});

describe("what annotations say", () => {
  const saying = (key: string, value: string) => ({ metadata: { annotations: { [`pulumi.com/${key}`]: value } } });
  it("is how what an object owns goes: before it, unless they say otherwise", () => {
    const policies = ["", "orphan", "Background", "foreground", "other"].map((policy) =>
      propagationOf(saying("deletionPropagationPolicy", policy)),
    );
    assert.deepEqual(policies, ["Foreground", "Orphan", "Background", "Foreground", "Foreground"]);
  });

  it("is how long to wait, where it is a number", () => {
    const timeouts = ["5", "0", "soon", "-1"].map((seconds) => timeoutMsOf(saying("timeoutSeconds", seconds)));
    assert.deepEqual(timeouts, [5000, 0, undefined, undefined]);
  });
});
