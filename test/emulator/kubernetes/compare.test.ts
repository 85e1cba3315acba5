import assert from "node:assert/strict";
import { differenceOf, settingsDifference } from "../../../emulator/kubernetes/compare";
import { changesBetween, isIgnored, textOfPath } from "../../../emulator/kubernetes/difference";
import { fixedFields, touches } from "../../../emulator/kubernetes/replacing";
import { UNKNOWN_VALUE } from "../../../emulator/plugin/provider";
import type { Properties } from "../../../emulator/model";

describe("changesBetween", () => {
  const table = [
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1 }, { a: 2 }, ["a"]],
    [{ a: 1 }, {}, ["a"]],
    [{}, { a: { b: 1 } }, ["a"]],
    [{ a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 } }, ["a.b"]],
    [{ a: [1, { b: 1 }] }, { a: [1, { b: 2 }, 3] }, ["a[1].b", "a[2]"]],
    [{ a: [1, 2] }, { a: [1] }, ["a[1]"]],
    [{ a: { "x/y.z": 1 } }, { a: { "x/y.z": 2 } }, ['a["x/y.z"]']],
    [{ a: [] }, { a: {} }, ["a"]],
    [{ a: { b: 1 } }, { a: UNKNOWN_VALUE }, ["a"]],
  ] as const;
  for (const [before, wanted, paths] of table) {
    it(`${JSON.stringify(before)} to ${JSON.stringify(wanted)}: ${paths.join()}`, () => {
      assert.deepEqual(
        changesBetween(before, wanted).map(({ path }) => textOfPath(path)),
        paths,
      );
    });
  }

  it("is told which of them do not count", () => {
    const table = [
      [["a", "b"], ["a"], true],
      [["a", 0], ["a"], true],
      [["a"], ["a"], true],
      [["ab"], ["a"], false],
      [["a"], ["a.b"], false],
      [["a"], [], false],
    ] as const;
    for (const [path, ignored, expected] of table) assert.equal(isIgnored(path, ignored), expected);
  });
});

describe("touches", () => {
  const kinds = {
    deployment: { group: "apps", version: "v1", kind: "Deployment" },
    pod: { group: "", version: "v1", kind: "Pod" },
    job: { group: "batch", version: "v1", kind: "Job" },
    service: { group: "", version: "v1", kind: "Service" },
    set: { group: "apps", version: "v1", kind: "StatefulSet" },
    map: { group: "", version: "v1", kind: "ConfigMap" },
    secret: { group: "", version: "v1", kind: "Secret" },
    claim: { group: "", version: "v1", kind: "PersistentVolumeClaim" },
    sort: { group: "storage.k8s.io", version: "v1", kind: "StorageClass" },
    binding: { group: "rbac.authorization.k8s.io", version: "v1", kind: "RoleBinding" },
    priority: { group: "scheduling.k8s.io", version: "v1", kind: "PriorityClass" },
    custom: { group: "example.com", version: "v1", kind: "Widget" },
  };
  const table = [
    ["custom", ["metadata", "name"], "a", true],
    ["custom", ["metadata", "namespace"], "a", true],
    ["custom", ["metadata", "labels", "name"], "a", false],
    ["custom", ["metadata"], { name: "a" }, true],
    ["custom", ["metadata"], { labels: {} }, false],
    ["custom", ["spec"], {}, false],
    ["deployment", ["spec", "selector", "matchLabels", "app"], "a", true],
    ["deployment", ["spec", "replicas"], 1, false],
    ["deployment", ["spec", "template", "spec", "containers", 0, "image"], "a", false],
    ["pod", ["spec", "containers", 1, "image"], "a", true],
    ["pod", ["spec", "containers", 1], { name: "a", image: "b" }, true],
    ["pod", ["spec", "containers", 1], { name: "a" }, false],
    ["pod", ["spec", "containers"], [{ name: "a", image: "b" }], true],
    ["pod", ["spec", "activeDeadlineSeconds"], 1, false],
    ["job", ["spec", "template", "spec", "containers", 0, "image"], "a", true],
    ["job", ["spec", "suspend"], true, false],
    ["service", ["spec", "clusterIP"], "None", true],
    ["service", ["spec", "type"], "NodePort", false],
    ["set", ["spec", "serviceName"], "a", true],
    ["set", ["spec", "replicas"], 3, false],
    ["map", ["data", "a"], "b", true],
    ["map", ["binaryData"], {}, true],
    ["secret", ["data", "a"], "b", true],
    ["secret", ["type"], "b", true],
    ["claim", ["spec", "storageClassName"], "b", true],
    ["claim", ["spec", "resources", "requests", "storage"], "2Gi", false],
    ["sort", ["parameters", "a"], "b", true],
    ["sort", ["allowVolumeExpansion"], true, false],
    ["binding", ["roleRef", "name"], "b", true],
    ["binding", ["subjects"], [], false],
    // The real plugin leaves these to the server, which refuses the update.
    ["priority", ["value"], 1, false],
  ] as const;
  for (const [kind, path, value, expected] of table) {
    it(`${kind}: ${textOfPath(path)} ${expected ? "replaces" : "updates"}`, () => {
      const fields = fixedFields(kinds[kind], {}, { configMaps: false, secrets: false });
      assert.equal(touches({ path, value }, fields), expected);
    });
  }

  it("takes data for changeable where the program says so and the object does not say otherwise", () => {
    const mutable = { configMaps: true, secrets: true };
    for (const kind of [kinds.map, kinds.secret]) {
      const change = { path: ["data", "a"], value: "b" };
      assert.equal(touches(change, fixedFields(kind, {}, mutable)), false);
      assert.equal(touches(change, fixedFields(kind, { immutable: true }, mutable)), true);
    }
    assert.equal(touches({ path: ["type"], value: "b" }, fixedFields(kinds.secret, {}, mutable)), true);
  });
});

describe("differenceOf", () => {
  const map = (metadata: object, data: object = { a: "1" }): Properties => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    data,
  });
  const live = (metadata: object, data?: object) => ({
    ...map({ uid: "u", resourceVersion: "1", ...metadata }, data),
    __fieldManager: "m",
  });
  const auto = { "pulumi.com/autonamed": "true" };
  const same = map({ name: "m", namespace: "n" });
  const state = live({ name: "m", namespace: "n", labels: { theirs: "x" } });
  const table: readonly (readonly [
    string,
    Properties,
    Properties,
    Properties,
    readonly string[],
    readonly string[],
    boolean,
  ])[] = [
    ["nothing", same, state, same, [], [], false],
    [
      "a fixed field of a named object",
      same,
      state,
      map({ name: "m", namespace: "n" }, { a: "2" }),
      ["data.a"],
      ["data.a"],
      true,
    ],
    ["another name", same, state, map({ name: "o", namespace: "n" }), ["metadata.name"], ["metadata.name"], false],
    [
      "another namespace",
      same,
      state,
      map({ name: "m", namespace: "o" }),
      ["metadata.namespace"],
      ["metadata.namespace"],
      false,
    ],
    ["a label", same, state, map({ name: "m", namespace: "n", labels: { a: "1" } }), ["metadata.labels"], [], false],
    [
      "a fixed field of an autonamed object",
      map({ name: "m-1", namespace: "n", annotations: auto }),
      live({ name: "m-1", namespace: "n", annotations: auto }),
      map({ name: "m-1", namespace: "n", annotations: auto }, { a: "2" }),
      ["data.a"],
      ["data.a"],
      false,
    ],
    [
      "the default namespace left out",
      map({ name: "m" }),
      live({ name: "m", namespace: "default" }),
      map({ name: "m" }),
      [],
      [],
      false,
    ],
    [
      "drift that a refresh saw",
      map({ name: "m", namespace: "n" }, { a: "x" }),
      live({ name: "m", namespace: "n" }, { a: "x" }),
      same,
      ["data.a"],
      ["data.a"],
      true,
    ],
  ];
  for (const [what, inputs, outputs, wanted, changed, replaces, deleteBeforeReplace] of table) {
    it(what, () => {
      const subject = { urn: "u", type: "kubernetes:core/v1:ConfigMap", name: "m", id: "n/m", ignoreChanges: [] };
      const found = differenceOf({ ...subject, inputs, outputs, wanted }, true, { configMaps: false, secrets: false });
      assert.deepEqual(found, { changed, replaces, deleteBeforeReplace });
    });
  }
});

describe("settingsDifference", () => {
  const config = (server: string, token = "t") =>
    JSON.stringify({
      "current-context": "a",
      contexts: [
        { name: "a", context: { cluster: "a", user: "u" } },
        { name: "b", context: { cluster: "b", user: "u" } },
      ],
      clusters: [
        { name: "a", cluster: { server } },
        { name: "b", cluster: { server: "https://b" } },
      ],
      users: [{ name: "u", user: { token } }],
    });
  const [here, there] = ["https://1", "https://2"].map((server) => ({ kubeconfig: config(server) }));
  const table = [
    ["nothing", here, here, [], []],
    ["another cluster", here, there, ["kubeconfig"], ["kubeconfig"]],
    ["another token", here, { kubeconfig: config("https://1", "other") }, ["kubeconfig"], []],
    ["another context", here, { ...here, context: "b" }, ["context"], ["context"]],
    ["another namespace", here, { ...here, namespace: "n" }, ["namespace"], []],
    ["a kubeconfig that is not known", here, { kubeconfig: UNKNOWN_VALUE }, ["kubeconfig"], ["kubeconfig"]],
    ["a kubeconfig that cannot be read", here, { kubeconfig: "no" }, ["kubeconfig"], []],
    ["none before", {}, here, ["kubeconfig"], []],
    [
      "another cluster of one name",
      { ...here, clusterIdentifier: "i" },
      { ...there, clusterIdentifier: "i" },
      ["kubeconfig"],
      [],
    ],
    [
      "one cluster of another name",
      { ...here, clusterIdentifier: "i" },
      { ...here, clusterIdentifier: "j" },
      ["clusterIdentifier"],
      ["clusterIdentifier"],
    ],
  ] as const;
  for (const [what, before, after, changed, replaces] of table) {
    it(what, () => {
      const found = settingsDifference(before ?? {}, after ?? {}, {});
      assert.deepEqual(found, { changed, replaces, deleteBeforeReplace: false });
    });
  }
});
