import assert from "node:assert/strict";
import { mapAt, metadataOf, pluck } from "../../../emulator/kubernetes/object";
import type { Properties } from "../../../emulator/model";
import { NotReady } from "../../../emulator/plugin/provider";
import type { NodeObject } from "../../../components/cluster/nodes";
import { CONFIG_MAP, type Driver, driverFor, NAMESPACE, namespace, startWorld, type World } from "./drive";

const resources = { cpu: "8", memory: "16Gi", "ephemeral-storage": "50Gi", pods: "50" };
const NODE: NodeObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "node-1", labels: { "kubernetes.io/hostname": "node-1", "kubernetes.io/os": "linux" } },
  spec: { providerID: "gce://test/zone/node-1", taints: [] },
  status: { capacity: resources, allocatable: resources },
};

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const SERVICE = "kubernetes:core/v1:Service";

/** Something that runs pods, with what its spec says besides. */
function workload(
  kind: string,
  name: string,
  spec: Properties = {},
  pod: Properties = {},
  annotations = {},
): Properties {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, annotations },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "example.com/c:1" }], ...pod } },
      ...spec,
    },
  };
}

const soon = { "pulumi.com/timeoutSeconds": "2" };

describe("what KubernetesProvider waits for at a real API server", () => {
  let world: World;
  let driver: Driver;
  before(async () => {
    world = await startWorld("waits", [NODE]);
    driver = await driverFor({ kubeconfig: world.real.kubeconfig });
  });
  after(async () => {
    driver.provider.close();
    await world.stop();
  });

  /** That it is there, not ready, and why. */
  const notReady = async (make: Promise<unknown>, reason: RegExp): Promise<NotReady> => {
    let caught: unknown;
    await make.catch((error: unknown) => (caught = error));
    assert.ok(caught instanceof NotReady, String(caught));
    assert.match(caught.reasons.join("\n"), reason);
    return caught;
  };

  it("waits for a quota to be counted", async () => {
    const hard = { pods: "10", "requests.cpu": "1000m" };
    const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota" }, spec: { hard } };
    const made = await driver.create("kubernetes:core/v1:ResourceQuota", "quota", quota);
    assert.deepEqual(mapAt(made.outputs, "status", "hard"), { pods: "10", "requests.cpu": "1" });
    assert.deepEqual((await driver.diff(made, quota)).changed, []);
    await driver.provider.delete(made);
  });

  it("waits for a deployment to roll out, each time anew", async () => {
    const made = await driver.create(DEPLOYMENT, "web", workload("Deployment", "web", { replicas: 2 }));
    assert.equal(pluck(made.outputs, "status", "readyReplicas"), 2);
    const next = workload("Deployment", "web", { replicas: 3 }, { terminationGracePeriodSeconds: 5 });
    const changed = await driver.update(made, next);
    assert.equal(pluck(changed.outputs, "status", "updatedReplicas"), 3);
    assert.equal(pluck(changed.outputs, "metadata", "annotations", "deployment.kubernetes.io/revision"), "2");
    await driver.refresh(changed);
    await driver.provider.delete(changed);
    const pods = await world.direct.list({ group: "", version: "v1", kind: "Pod" }, "default", "app=web");
    assert.deepEqual(pods, [], "what it owned goes first");
  });

  it("keeps what is not ready in time, says why, also when it reads it, and goes on from there", async () => {
    const stuck = (pod: Properties) => workload("Deployment", "stuck", {}, pod, soon);
    const start = performance.now();
    const make = driver.create(DEPLOYMENT, "stuck", stuck({ nodeSelector: { none: "such" } }));
    const { made } = await notReady(
      make,
      /not ready in time[^]*Minimum number of live Pods[^]*didn't match Pod's node/,
    );
    assert.ok(performance.now() - start < 4500, "it waits as long as it is told");
    assert.equal(made.id, "default/stuck");
    const subject = { urn: "urn", type: DEPLOYMENT, name: "stuck" };
    await notReady(driver.provider.read({ ...subject, ...made }), /is there but not ready/);
    const mended = await driver.update({ ...subject, ...made }, stuck({}));
    assert.equal(pluck(mended.outputs, "status", "readyReplicas"), 1);
    await driver.provider.delete(mended);
  });

  it("does not wait where the program says so", async () => {
    const patient = workload(
      "Deployment",
      "hasty",
      {},
      { nodeSelector: { none: "such" } },
      { "pulumi.com/skipAwait": "true" },
    );
    const made = await driver.create(DEPLOYMENT, "hasty", patient);
    assert.equal(pluck(made.outputs, "status", "readyReplicas"), undefined);
    await driver.provider.delete(made);
  });

  it("waits for stateful sets and daemon sets", async () => {
    const set = workload("StatefulSet", "store", { replicas: 2, serviceName: "store" });
    const store = await driver.create(STATEFUL_SET, "store", set);
    assert.equal(pluck(store.outputs, "status", "readyReplicas"), 2);
    const agent = await driver.create(DAEMON_SET, "agent", workload("DaemonSet", "agent"));
    assert.equal(pluck(agent.outputs, "status", "numberReady"), 1);
    await driver.provider.delete(store);
    await driver.provider.delete(agent);
  });

  it("waits for a job, and tells at once that one has failed", async () => {
    const job = (name: string, annotations: Properties) => ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name, annotations },
      spec: {
        activeDeadlineSeconds: 1,
        template: {
          spec: { restartPolicy: "Never", nodeSelector: { none: "such" }, containers: [{ name: "c", image: "c:1" }] },
        },
      },
    });
    const type = "kubernetes:batch/v1:Job";
    const { made } = await notReady(driver.create(type, "fails", job("fails", {})), /DeadlineExceeded/);
    const replaced = job("fails", {});
    replaced.spec.template.spec.containers[0]!.image = "c:2";
    const subject = { urn: "urn", type, name: "fails" };
    const { replaces, deleteBeforeReplace } = await driver.diff({ ...subject, ...made }, replaced);
    assert.deepEqual(replaces, ["spec.template.spec.containers[0].image"]);
    assert.equal(deleteBeforeReplace, true);
  });

  it("waits for a service's endpoints to settle, and not for a headless one's", async () => {
    const ports = [{ port: 80 }];
    const service = (name: string, spec: Properties) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec,
    });
    const start = performance.now();
    const made = await driver.create(SERVICE, "s", service("s", { selector: { app: "nobody" }, ports }));
    assert.ok(performance.now() - start >= 300);
    const { replaces } = await driver.diff(
      made,
      service("s", { selector: { app: "nobody" }, ports, clusterIP: "None" }),
    );
    assert.deepEqual(replaces, ["spec.clusterIP"]);
    const headless = service("h", { selector: { app: "nobody" }, ports, clusterIP: "None" });
    await driver.create(SERVICE, "h", headless);
    const balanced = service("b", { type: "LoadBalancer", selector: { app: "nobody" }, ports });
    const make = driver.create(SERVICE, "b", { ...balanced, metadata: { name: "b", annotations: soon } });
    await notReady(make, /not allocated an IP address/);
  });

  it("waits for the kind of a custom resource to be there, and both go together", async () => {
    const definition = definitionOf("Widget", "widgets");
    const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" }, spec: { size: 1 } };
    const type = "kubernetes:example.com/v1:Widget";
    const later = driver.create(type, "w", widget);
    const crd = await driver.create(CRD, "widgets", definition);
    const made = await later;
    assert.equal(made.id, "default/w");
    assert.deepEqual((await driver.diff(crd, definition)).changed, []);
    const body = { metadata: { labels: { theirs: "x" } } };
    const kind = { group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition" };
    const manner = { query: { fieldManager: "somebody" }, contentType: "application/merge-patch+json" };
    await world.direct.change({ kind, namespace: undefined, name: crd.id }, { method: "PATCH", body, ...manner });
    const changed = await driver.update(crd, definitionOf("Widget", "widgets", { shortNames: ["wd"] }));
    assert.deepEqual(pluck(changed.outputs, "spec", "names", "shortNames"), ["wd"]);
    assert.equal(metadataOf(changed.outputs).labels, undefined, "definitions are replaced as a whole");
    await driver.provider.delete(changed);
    assert.equal(await driver.refresh(made), undefined, "it went with its kind");
    await driver.provider.delete(made);
  });

  it("waits for what the program names", async () => {
    const annotations = { "pulumi.com/waitFor": "jsonpath={.data.ready}=yes", ...soon };
    const map = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "named", annotations },
      data: { ready: "no" },
    };
    await notReady(driver.create(CONFIG_MAP, "named", map), /not yet: jsonpath=\{\.data\.ready\}=yes/);
    const ready = { ...map, metadata: { name: "ready", annotations }, data: { ready: "yes" } };
    await driver.create(CONFIG_MAP, "ready", ready);
  });

  it("tells what keeps an object from going", async () => {
    const held = { name: "held", finalizers: ["example.com/held"], annotations: soon };
    const made = await driver.create(CONFIG_MAP, "held", { apiVersion: "v1", kind: "ConfigMap", metadata: held });
    await assert.rejects(driver.provider.delete(made), /"held" was not gone in time; finalizers: example.com\/held/);
  });

  it("lets what an object owns go before it", async () => {
    const map = (name: string, metadata: object = {}) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name, ...metadata },
    });
    const made = await driver.create(CONFIG_MAP, "owner", map("owner", { annotations: soon }));
    const { uid } = metadataOf(made.outputs);
    const ownerReferences = [{ apiVersion: "v1", kind: "ConfigMap", name: "owner", uid, blockOwnerDeletion: true }];
    await driver.create(CONFIG_MAP, "owned", map("owned", { ownerReferences, finalizers: ["example.com/held"] }));
    await assert.rejects(driver.provider.delete(made), /"owner" was not gone in time; finalizers: foregroundDeletion/);
  });

  it("leaves a namespace to its end where the program does not want to wait", async () => {
    const quick = namespace("quick");
    const skipping = {
      ...quick,
      metadata: { name: "quick", annotations: { "pulumi.com/skipAwait": "true", ...soon } },
    };
    const made = await driver.create(NAMESPACE, "quick", skipping);
    const held = { name: "holds-it", namespace: "quick", finalizers: ["example.com/held"] };
    await driver.create(CONFIG_MAP, "holds-it", { apiVersion: "v1", kind: "ConfigMap", metadata: held });
    await driver.provider.delete(made);
    const left = await world.direct.find({
      kind: { group: "", version: "v1", kind: "Namespace" },
      namespace: undefined,
      name: "quick",
    });
    assert.ok(left === undefined || "deletionTimestamp" in metadataOf(left));
  });
});

const CRD = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

function definitionOf(kind: string, plural: string, names: Properties = {}): Properties {
  const openAPIV3Schema = { type: "object", x_kubernetes_preserve_unknown_fields: true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), ...names },
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}
