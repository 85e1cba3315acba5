import assert from "node:assert/strict";
import type { Properties } from "../../../emulator/model";
import type { RegisteredResource } from "../../../emulator/monitor";
import type { Changed } from "../../../preview/changes/changes";
import { type BaseResource, differenceBetween } from "../../../preview/changes/difference";
import { GOOGLE, resource, urn } from "./resources";

const NETWORK = "gcp:compute/network:Network";
const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";
const CLUSTER = "gcp:container/cluster:Cluster";
const POOL = "gcp:container/nodePool:NodePool";
const TOPIC = "gcp:pubsub/topic:Topic";
const KUBERNETES = "pulumi:providers:kubernetes";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

const REGION = resource({ type: "agno:region:Region", name: "us-east1" });
const TENANT = resource({ type: "agno:tenant:Tenant", name: "us-east1-tenant-globex", parent: REGION.urn });

const network = (inputs: Properties, rest: Partial<RegisteredResource> = {}) =>
  resource({ type: NETWORK, name: "us-east1-vpc", parent: REGION.urn, inputs, ...rest });

/** All that is said of the one resource that changes. */
function changeOf(before: readonly BaseResource[], after: readonly RegisteredResource[]): Changed {
  const { added, removed, changed } = differenceBetween(before, after);
  assert.deepEqual([added, removed, changed.length], [[], [], 1]);
  return changed[0] ?? assert.fail();
}

/** What differs of two resources of a type, and what of it makes it anew. */
function editOf(type: string, before: Properties, after: Properties): Pick<Changed, "paths" | "replacedFor"> {
  const { paths, replacedFor } = changeOf(
    [resource({ type, name: "it", inputs: before })],
    [resource({ type, name: "it", inputs: after })],
  );
  return { paths, replacedFor };
}

describe("differenceBetween", () => {
  it("finds nothing between a revision and itself", () => {
    const all = [REGION, TENANT, network({ name: "vpc" })];
    assert.deepEqual(differenceBetween(all, all), { added: [], removed: [], changed: [] });
  });

  it("tells what comes, and whose it is", () => {
    const topic = resource({ type: TOPIC, name: "us-east1-tenant-globex-queue", parent: TENANT.urn });
    const place = { region: "us-east1", tenant: "globex" };
    const { added, removed, changed } = differenceBetween([REGION], [REGION, TENANT, topic]);
    assert.deepEqual(added, [
      { urn: TENANT.urn, type: "agno:tenant:Tenant", name: "us-east1-tenant-globex", ...place },
      { urn: urn(TOPIC, topic.name), type: TOPIC, name: "us-east1-tenant-globex-queue", ...place },
    ]);
    assert.deepEqual([removed, changed], [[], []]);
  });

  const losses: readonly (readonly [string, Partial<RegisteredResource["options"]>, string, boolean])[] = [
    [NAMESPACE, {}, "everything in the namespace, volumes and secrets included", false],
    [CLUSTER, { protect: true }, "everything in the cluster: what runs there, its volumes and its secrets", true],
    ["gcp:kms/cryptoKey:CryptoKey", { retainOnDelete: true }, "", false],
    [NETWORK, {}, "", false],
  ];
  for (const [type, options, loses, isProtected] of losses)
    it(`tells what goes with a ${type} ${JSON.stringify(options)}`, () => {
      const gone = resource({ type, name: "us-east1-it", parent: REGION.urn, options });
      assert.deepEqual(differenceBetween([REGION, gone], [REGION]), {
        added: [],
        removed: [{ urn: gone.urn, type, name: "us-east1-it", region: "us-east1", tenant: "", loses, isProtected }],
        changed: [],
      });
    });

  it("tells what of a resource changes, from what to what", () => {
    const before = network({ name: "vpc", routingMode: "REGIONAL", gone: 1 });
    const after = network({ name: "vpc", routingMode: "GLOBAL", come: [1] });
    assert.deepEqual(changeOf([REGION, before], [REGION, after]), {
      ...{ urn: before.urn, type: NETWORK, name: "us-east1-vpc", region: "us-east1", tenant: "" },
      was: null,
      paths: ["come", "gone", "routingMode"],
      before: { gone: 1, routingMode: "REGIONAL" },
      after: { come: [1], routingMode: "GLOBAL" },
      replacedFor: [],
      loses: "",
      isProtected: false,
    });
  });

  it("takes a list that grows as one change", () => {
    const { paths, before, after } = changeOf([network({ a: [{ b: 1 }] })], [network({ a: [{ b: 0 }, { b: 1 }] })]);
    assert.deepEqual([paths, before, after], [["a"], { a: [{ b: 1 }] }, { a: [{ b: 0 }, { b: 1 }] }]);
  });

  it("is silent about what the program ignores, and below it", () => {
    const options = { ignoreChanges: ["nodeConfig", "a[0]"] };
    const of = (inputs: Properties) => resource({ type: POOL, name: "pool", inputs, options });
    const before = of({ nodeConfig: { spot: false }, a: [{ b: 1 }, 1], nodeConfigs: 1 });
    const after = of({ nodeConfig: { spot: true }, a: [{ b: 2 }, 2], nodeConfigs: 2 });
    assert.deepEqual(changeOf([before], [after]).paths, ["a[1]", "nodeConfigs"]);
  });

  it("tells that protection is lifted, and that the base still has it", () => {
    const of = (protect: boolean) => [resource({ type: NETWORK, name: "vpc", options: { protect } })];
    const { paths, replacedFor, isProtected, ...change } = changeOf(of(true), of(false));
    assert.deepEqual([paths, replacedFor, isProtected], [["options:protect"], [], true]);
    assert.deepEqual([change.before, change.after], [{ "options:protect": true }, { "options:protect": false }]);
  });

  it("compares nothing that the base does not say", () => {
    const { urn, type, name, parent, inputs } = resource({ type: NETWORK, name: "vpc", inputs: { name: "vpc" } });
    const after = resource({ type, name, inputs, options: { protect: true } });
    assert.deepEqual(differenceBetween([{ urn, type, name, parent, inputs }], [after]).changed, []);
  });
});

describe("a resource with another name", () => {
  const old = { region: REGION, network: network({ name: "vpc" }) };
  const region = resource({ type: REGION.type, name: "east", formerUrns: [REGION.urn] });
  const renamed = { ...network({ name: "vpc" }), urn: urn(NETWORK, "east-vpc"), name: "east-vpc", parent: region.urn };

  it("is the same where an alias says so, and so is what is below it", () => {
    const child = { ...renamed, formerUrns: [old.network.urn] };
    const { added, removed, changed } = differenceBetween([old.region, old.network], [region, child]);
    assert.deepEqual([added, removed], [[], []]);
    assert.deepEqual(
      changed.map(({ urn, was, paths, replacedFor }) => ({ urn, was, paths, replacedFor })),
      [
        { urn: region.urn, was: REGION.urn, paths: [], replacedFor: [] },
        { urn: child.urn, was: old.network.urn, paths: [], replacedFor: [] },
      ],
    );
  });

  it("is another one without", () => {
    const { added, removed, changed } = differenceBetween([old.region, old.network], [region, renamed]);
    assert.deepEqual(
      added.map(({ urn }) => urn),
      [renamed.urn],
    );
    assert.deepEqual(
      removed.map(({ urn }) => urn),
      [old.network.urn],
    );
    assert.deepEqual(
      changed.map(({ was }) => was),
      [REGION.urn],
    );
  });

  it("changes all the same where something else differs", () => {
    const child = { ...renamed, formerUrns: [old.network.urn], inputs: { name: "other" } };
    const { changed } = differenceBetween([old.region, old.network], [region, child]);
    assert.deepEqual(changed[1]?.paths, ["name"]);
    assert.deepEqual(changed[1].replacedFor, ["name"]);
  });

  it("does not take the name of one that is still there", () => {
    const other = { ...renamed, formerUrns: [old.network.urn], parent: "" };
    const { added, changed } = differenceBetween([old.network], [other, old.network]);
    assert.deepEqual([added.map(({ urn }) => urn), changed], [[other.urn], []]);
  });

  it("goes to the first that claims the old one", () => {
    const claims = ["a", "b"].map((name) => resource({ type: TOPIC, name, formerUrns: [urn(TOPIC, "old")] }));
    const { added, changed } = differenceBetween([resource({ type: TOPIC, name: "old" })], claims);
    assert.deepEqual([added.map(({ name }) => name), changed.map(({ name }) => name)], [["b"], ["a"]]);
  });
});

describe("what is made anew", () => {
  const range = (ipCidrRange: string) => ({ name: "nodes", ipCidrRange });
  const pool = (nodeConfig: Properties) => ({ name: "gpu", nodeConfig });
  const gpus = (count: number) => pool({ machineType: "n1-standard-4", guestAccelerators: [{ type: "t4", count }] });
  const table: readonly (readonly [string, string, Properties, Properties, string, readonly string[]])[] = [
    ["a network is not for its routing", NETWORK, { routingMode: "A" }, { routingMode: "B" }, "routingMode", []],
    ["a network is for its name", NETWORK, { name: "a" }, { name: "b" }, "name", ["name"]],
    ["a range that grows stays", SUBNETWORK, range("10.0.0.0/20"), range("10.0.0.0/19"), "ipCidrRange", []],
    [
      "one that moves does not",
      SUBNETWORK,
      range("10.0.0.0/20"),
      range("10.16.0.0/20"),
      "ipCidrRange",
      ["ipCidrRange"],
    ],
    ["nor one that shrinks", SUBNETWORK, range("10.0.0.0/19"), range("10.0.0.0/20"), "ipCidrRange", ["ipCidrRange"]],
    [
      "a pool is not for its machines",
      POOL,
      pool({ machineType: "n1-standard-4" }),
      pool({ machineType: "n2-standard-4" }),
      "nodeConfig.machineType",
      [],
    ],
    [
      "a pool is for its GPUs",
      POOL,
      gpus(1),
      gpus(2),
      "nodeConfig.guestAccelerators[0].count",
      ["nodeConfig.guestAccelerators[0].count"],
    ],
    ["a ConfigMap is for its data", CONFIG_MAP, { data: { a: "1" } }, { data: { a: "2" } }, "data.a", ["data.a"]],
    [
      "a ConfigMap is not for its labels",
      CONFIG_MAP,
      { metadata: { name: "a", labels: { a: "1" } } },
      { metadata: { name: "a", labels: { a: "2" } } },
      "metadata.labels.a",
      [],
    ],
    [
      "a namespace is for its name",
      NAMESPACE,
      { metadata: { name: "a" } },
      { metadata: { name: "b" } },
      "metadata.name",
      ["metadata.name"],
    ],
  ];
  for (const [title, type, before, after, path, replacedFor] of table)
    it(title, () => {
      assert.deepEqual(editOf(type, before, after), { paths: [path], replacedFor });
    });

  it("a resource of another provider", () => {
    const of = (provider: string) => [resource({ type: NETWORK, name: "vpc", provider: `${provider}::id` })];
    const { paths, replacedFor, ...change } = changeOf(of(GOOGLE), of(urn("pulumi:providers:gcp", "other")));
    assert.deepEqual([paths, replacedFor], [["options:provider"], ["options:provider"]]);
    assert.deepEqual(change.before, { "options:provider": GOOGLE });
  });

  it("not one whose provider has another id or name", () => {
    const provider = { type: "pulumi:providers:gcp", inputs: { project: "acme" } };
    const before = [resource({ ...provider, name: "google" }), resource({ type: NETWORK, name: "vpc" })];
    const renamed = resource({ ...provider, name: "cloud", formerUrns: [GOOGLE] });
    const network = resource({ type: NETWORK, name: "vpc", provider: `${renamed.urn}::another-id` });
    const { changed } = differenceBetween(before, [renamed, network]);
    assert.deepEqual(
      changed.map(({ urn, was }) => [urn, was]),
      [[renamed.urn, GOOGLE]],
    );
  });

  it("what is made of it, and what is made of that", () => {
    const name = (inputs: Properties) => network(inputs, { parent: "" });
    const vpc = name({}).urn;
    const subnetwork = resource({ type: SUBNETWORK, name: "nodes", propertyDependencies: { network: [vpc] } });
    const cluster = resource({
      ...{ type: CLUSTER, name: "cluster", options: { protect: true } },
      propertyDependencies: { subnetwork: [subnetwork.urn], description: [urn(TOPIC, "other")] },
    });
    const pool = resource({ type: POOL, name: "pool", propertyDependencies: { autoscaling: [cluster.urn] } });
    const [before, after] = [{ name: "a" }, { name: "b" }].map((inputs) => [pool, cluster, subnetwork, name(inputs)]);
    const { changed } = differenceBetween(before ?? [], after ?? []);
    assert.deepEqual(
      changed.map(({ name, paths, replacedFor, loses, isProtected }) => [name, paths, replacedFor, loses, isProtected]),
      [
        [
          "cluster",
          [],
          ["subnetwork"],
          "everything in the cluster: what runs there, its volumes and its secrets",
          true,
        ],
        ["nodes", [], ["network"], "", false],
        ["us-east1-vpc", ["name"], ["name"], "", false],
      ],
    );
  });

  it("a pool of an account that is", () => {
    const account = (accountId: string) =>
      resource({ type: "gcp:serviceaccount/account:Account", name: "nodes", inputs: { accountId } });
    const pool = resource({ type: POOL, name: "pool", propertyDependencies: { nodeConfig: [account("a").urn] } });
    const { changed } = differenceBetween([account("a"), pool], [account("b"), pool]);
    assert.deepEqual(
      changed.map(({ name, replacedFor }) => [name, replacedFor]),
      [
        ["nodes", ["accountId"]],
        ["pool", ["nodeConfig"]],
      ],
    );
  });

  it("a cluster's objects with it, by the provider that reaches it", () => {
    const cluster = (name: string) => resource({ type: CLUSTER, name: "cluster", inputs: { name } });
    const provider = resource({
      ...{ type: KUBERNETES, name: "kubernetes", propertyDependencies: { kubeconfig: [cluster("a").urn] } },
    });
    const namespace = resource({ type: NAMESPACE, name: "agno-system", provider: `${provider.urn}::id` });
    const { changed } = differenceBetween([cluster("a"), provider, namespace], [cluster("b"), provider, namespace]);
    assert.deepEqual(
      changed.map(({ name, paths, replacedFor }) => [name, paths, replacedFor]),
      [
        ["cluster", ["name"], ["name"]],
        ["kubernetes", [], ["kubeconfig"]],
        ["agno-system", [], ["options:provider"]],
      ],
    );
  });
});
