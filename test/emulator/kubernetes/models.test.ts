import assert from "node:assert/strict";
import { Emulator, modelOf } from "../../../emulator/emulator";
import { KUBERNETES } from "../../../emulator/kubernetes/models";
import type { Properties } from "../../../emulator/model";

const provider = { project: "", cluster: "kind" };
const create = (type: string, inputs: Properties, cluster = "kind") =>
  new Emulator().create({ type, inputs, provider: { project: "", cluster } });

const namespace = (metadata: Properties, more: Properties = {}) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "agno-system", ...metadata },
  ...more,
});
const priorityClass = (more: Properties, metadata: Properties = {}) => ({
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "agno-high", ...metadata },
  value: 800,
  ...more,
});

const NAMESPACE = "kubernetes:core/v1:Namespace";
const PRIORITY_CLASS = "kubernetes:scheduling.k8s.io/v1:PriorityClass";

describe("Kubernetes objects", () => {
  const taken: readonly (readonly [string, string, Properties])[] = [
    ["a namespace", NAMESPACE, namespace({})],
    ["a namespace of 63 letters", NAMESPACE, namespace({ name: "a".repeat(63) })],
    ["a namespace with a note", NAMESPACE, namespace({ annotations: { "acme.example/note": "Any text: yes!" } })],
    ["a label without a domain", NAMESPACE, namespace({ labels: { team: "agents", empty: "" } })],
    ["a standard for pods", NAMESPACE, namespace({ labels: { "pod-security.kubernetes.io/enforce": "baseline" } })],
    ["a priority class", PRIORITY_CLASS, priorityClass({ description: "High", preemptionPolicy: "Never" })],
    ["the highest that is free", PRIORITY_CLASS, priorityClass({ value: 1_000_000_000, globalDefault: true })],
    ["a negative one", PRIORITY_CLASS, priorityClass({ value: -1 })],
    ["a class with a dot", PRIORITY_CLASS, priorityClass({}, { name: "agno.high" })],
  ];
  for (const [what, type, inputs] of taken) {
    it(`take ${what}`, () => {
      assert.doesNotThrow(() => create(type, inputs));
    });
  }

  const refused: readonly (readonly [string, string, Properties, RegExp])[] = [
    ["a namespace without a name", NAMESPACE, namespace({ name: undefined }), /metadata\.name: /],
    ["a made-up name", NAMESPACE, namespace({ generateName: "agno-" }), /Unrecognized key: "generateName"/],
    ["a capital", NAMESPACE, namespace({ name: "Agno" }), /metadata\.name: a DNS label/],
    ["a dot in a namespace", NAMESPACE, namespace({ name: "agno.system" }), /metadata\.name: a DNS label/],
    ["64 letters", NAMESPACE, namespace({ name: "a".repeat(64) }), /metadata\.name: a DNS label/],
    ["a namespace in a namespace", NAMESPACE, namespace({ namespace: "other" }), /Unrecognized key: "namespace"/],
    ["a field that it does not have", NAMESPACE, namespace({}, { value: 1 }), /Unrecognized key: "value"/],
    ["another kind", NAMESPACE, namespace({}, { kind: "namespace" }), /kind: /],
    ["another version", NAMESPACE, namespace({}, { apiVersion: "v2" }), /apiVersion: /],
    ["a label of two parts", NAMESPACE, namespace({ labels: { "a/b/c": "x" } }), /metadata\.labels/],
    [
      "a label's value with a space",
      NAMESPACE,
      namespace({ labels: { team: "our agents" } }),
      /labels\.team: up to 63/,
    ],
    ["a number as a label", NAMESPACE, namespace({ labels: { slot: 1 } }), /labels\.slot: /],
    ["a note without a name", NAMESPACE, namespace({ annotations: { "acme.example/": "x" } }), /annotations/],
    [
      "a standard that does not exist",
      NAMESPACE,
      namespace({ labels: { "pod-security.kubernetes.io/enforce": "strict" } }),
      /pod security is privileged, baseline or restricted/,
    ],
    [
      "a version that does not exist",
      NAMESPACE,
      namespace({ labels: { "pod-security.kubernetes.io/warn-version": "1.35" } }),
      /its version latest or such as v1\.35/,
    ],
    ["a class without a value", PRIORITY_CLASS, priorityClass({ value: undefined }), /value: /],
    ["half a priority", PRIORITY_CLASS, priorityClass({ value: 0.5 }), /value: /],
    ["a priority of Kubernetes' own", PRIORITY_CLASS, priorityClass({ value: 1_000_000_001 }), /value: /],
    ["a name of Kubernetes' own", PRIORITY_CLASS, priorityClass({}, { name: "system-agno" }), /begin with system-/],
    ["another policy", PRIORITY_CLASS, priorityClass({ preemptionPolicy: "Always" }), /preemptionPolicy: /],
    ["a double dot", PRIORITY_CLASS, priorityClass({}, { name: "agno..high" }), /a DNS name/],
  ];
  for (const [what, type, inputs, message] of refused) {
    it(`refuse ${what}`, () => {
      assert.throws(() => create(type, inputs), { name: "Refusal", message });
    });
  }

  it("are known by their names, and told what the server adds", () => {
    const { id, outputs } = create(NAMESPACE, namespace({ labels: { team: "agents" } }));
    assert.equal(id, "agno-system");
    const { uid, ...metadata } = outputs.metadata as { uid: string };
    assert.match(uid, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.deepEqual(metadata, {
      name: "agno-system",
      labels: { team: "agents", "kubernetes.io/metadata.name": "agno-system" },
    });
    assert.deepEqual(outputs.status, { phase: "Active" });
    assert.equal(create(PRIORITY_CLASS, priorityClass({})).outputs.preemptionPolicy, "PreemptLowerPriority");
    assert.equal(
      create(PRIORITY_CLASS, priorityClass({ preemptionPolicy: "Never" })).outputs.preemptionPolicy,
      "Never",
    );
  });

  it("are answered the same each time, and as others in another cluster", () => {
    const once = create(NAMESPACE, namespace({}));
    assert.deepEqual(create(NAMESPACE, namespace({})), once);
    assert.notDeepEqual(create(NAMESPACE, namespace({}), "other").outputs.metadata, once.outputs.metadata);
  });

  it("have each name once in a cluster", () => {
    const emulator = new Emulator();
    const inputs = namespace({});
    emulator.create({ type: NAMESPACE, inputs, provider });
    assert.doesNotThrow(() =>
      emulator.create({ type: NAMESPACE, inputs, provider: { project: "", cluster: "another" } }),
    );
    assert.throws(() => emulator.create({ type: NAMESPACE, inputs, provider }), /agno-system already exists/);
  });

  it("are not made by a provider of Google's, nor Google's by theirs", () => {
    const message = "its provider is one for other types";
    assert.throws(
      () => new Emulator().create({ type: NAMESPACE, inputs: namespace({}), provider: { project: "acme" } }),
      { message },
    );
    const network = { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" };
    assert.throws(() => new Emulator().create({ type: "gcp:compute/network:Network", inputs: network, provider }), {
      message,
    });
  });

  for (const { type, immutable } of KUBERNETES) {
    it(`${type} knows what cannot be changed of it`, () => {
      const { shape } = modelOf(type).inputs as unknown as { shape: Properties };
      for (const name of immutable) assert.ok(name in shape, name);
    });
  }
});
