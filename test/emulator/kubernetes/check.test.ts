import assert from "node:assert/strict";
import { completed, failuresOf } from "../../../emulator/kubernetes/check";
import { idOf, parsedId } from "../../../emulator/kubernetes/naming";
import { UNKNOWN_VALUE } from "../../../emulator/plugin/provider";
import { KubernetesProvider } from "../../../emulator/kubernetes/provider";
import { metadataOf } from "../../../emulator/kubernetes/object";
import type { Properties } from "../../../emulator/model";

const TYPE = "kubernetes:core/v1:ConfigMap";
const subject = { urn: "urn", type: TYPE, name: "map" };
const object = (metadata?: unknown): Properties => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  ...(metadata !== undefined && { metadata }),
});

describe("failuresOf", () => {
  const wrong = [
    [{ kind: "ConfigMap" }, ["apiVersion"]],
    [{ apiVersion: "v1" }, ["kind"]],
    [{}, ["apiVersion", "kind"]],
    [{ apiVersion: "", kind: 7 }, ["apiVersion", "kind"]],
    [object([]), ["metadata"]],
    [object(7), ["metadata"]],
    [object({ generateName: "a-" }), ["metadata.generateName"]],
    [object({ annotations: { "pulumi.com/replaceUnready": "true" } }), ["metadata.annotations"]],
    [object({ annotations: { "pulumi.com/waitFor": "something" } }), ["metadata.annotations"]],
    [object({ annotations: { "pulumi.com/waitFor": "[]" } }), ["metadata.annotations"]],
    [object({ annotations: { "pulumi.com/waitFor": "jsonpath={.a[0]}" } }), ["metadata.annotations"]],
    [{ apiVersion: "v1", kind: "Pod" }, [""]],
  ] as const;
  for (const [inputs, properties] of wrong) {
    it(`of ${JSON.stringify(inputs)}: ${properties.join()}`, () => {
      assert.deepEqual(
        failuresOf(TYPE, inputs).map(({ property }) => property),
        properties,
      );
    });
  }

  const fine = [
    object(),
    object(null),
    object(UNKNOWN_VALUE),
    object({ name: "a", generateName: "b-" }),
    object({ annotations: { "pulumi.com/waitFor": '["condition=Ready","jsonpath={.a.b}=c"]' } }),
  ];
  for (const inputs of fine) {
    it(`of ${JSON.stringify(inputs)}: none`, () => {
      assert.deepEqual(failuresOf(TYPE, inputs), []);
    });
  }
});

describe("completed", () => {
  const autonamed = { "pulumi.com/autonamed": "true" };
  const old = object({ name: "map-12345678", annotations: autonamed });
  const table = [
    ["a name of its own", object({ name: "a" }), undefined, undefined, object({ name: "a" })],
    ["the provider's namespace", object({ name: "a" }), undefined, "n", object({ name: "a", namespace: "n" })],
    ["its own namespace", object({ name: "a", namespace: "o" }), undefined, "n", object({ name: "a", namespace: "o" })],
    [
      "the name made up before",
      object({ labels: {} }),
      old,
      undefined,
      object({ labels: {}, name: "map-12345678", annotations: autonamed }),
    ],
    ["no name where the old one was said", object({}), object({ name: "said" }), undefined, object({})],
    ["an unknown name", object({ name: UNKNOWN_VALUE }), undefined, undefined, object({ name: UNKNOWN_VALUE })],
    ["unknown metadata", object(UNKNOWN_VALUE), old, "n", object(UNKNOWN_VALUE)],
    [
      "without what only the server says",
      object({ name: "a", uid: "u", managedFields: [] }),
      undefined,
      undefined,
      object({ name: "a" }),
    ],
  ] as const;
  for (const [what, wanted, before, namespace, expected] of table) {
    it(`gives ${what}`, () => {
      assert.deepEqual(completed(subject, wanted, before, namespace), expected);
    });
  }

  it("makes up another name each time", () => {
    const names = [1, 2].map(() => metadataOf(completed(subject, object(), undefined, undefined)));
    for (const { name, annotations } of names) {
      assert.match(name ?? "", /^map-[0-9a-f]{8}$/);
      assert.deepEqual(annotations, autonamed);
    }
    assert.notEqual(names[0]?.name, names[1]?.name);
  });

  it("makes up a name beside annotations that are not known", () => {
    const { name, annotations } = metadataOf(
      completed(subject, object({ annotations: UNKNOWN_VALUE }), undefined, undefined),
    );
    assert.match(name ?? "", /^map-/);
    assert.equal(annotations, UNKNOWN_VALUE);
  });
});

describe("ids", () => {
  const table = [
    ["n/a", { namespace: "n", name: "a" }],
    ["a", { namespace: undefined, name: "a" }],
  ] as const;
  for (const [id, parsed] of table) {
    it(`${id} and back`, () => {
      assert.deepEqual(parsedId(id), parsed);
      assert.equal(idOf({ metadata: parsed }), id);
    });
  }

  it("are refused where they name nothing", () => {
    for (const id of ["", "n/"]) assert.throws(() => parsedId(id), /is no id of an object/);
  });
});

describe("KubernetesProvider before a cluster is there", () => {
  it("says of a namespace that is in none, and of a widget that its definition says so", async () => {
    const provider = new KubernetesProvider({ environment: { KUBECONFIG: "/nowhere" } });
    await provider.configure({ namespace: "n" });
    const namespaceOf = async (type: string, wanted: Properties) =>
      metadataOf((await provider.check({ urn: "urn", type, name: "x" }, wanted, undefined)).inputs).namespace;
    const widget = { apiVersion: "example.com/v1", kind: "Widget" };
    assert.equal(await namespaceOf(TYPE, object()), "n");
    assert.equal(await namespaceOf("kubernetes:core/v1:Namespace", { apiVersion: "v1", kind: "Namespace" }), undefined);
    assert.equal(await namespaceOf("kubernetes:example.com/v1:Widget", widget), "n");
    const spec = { group: "example.com", scope: "Cluster", names: { kind: "Widget" }, versions: [{ name: "v1" }] };
    await namespaceOf("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      spec,
    });
    assert.equal(await namespaceOf("kubernetes:example.com/v1:Widget", widget), undefined);
  });

  it("refuses to work unconfigured", async () => {
    const provider = new KubernetesProvider({ environment: {} });
    await assert.rejects(provider.create(subject, object(), true), /was not configured/);
  });
});
