import assert from "node:assert/strict";
import { APPLY } from "../../../emulator/kubernetes/apply";
import { kindOfType } from "../../../emulator/kubernetes/kind";
import { managersOf } from "../../../emulator/kubernetes/managed-fields";
import { metadataOf, pluck } from "../../../emulator/kubernetes/object";
import { SIGNATURE } from "../../../emulator/kubernetes/secrets";
import type { Properties } from "../../../emulator/model";
import { NotReady, UNKNOWN_VALUE } from "../../../emulator/plugin/provider";
import {
  CONFIG_MAP,
  configMap,
  type Driver,
  driverFor,
  NAMESPACE,
  namespace,
  startWorld,
  subjectOf,
  type World,
} from "./drive";

describe("KubernetesProvider at a real API server", () => {
  let world: World;
  let driver: Driver;
  before(async () => {
    world = await startWorld("objects");
    driver = await driverFor({ kubeconfig: world.real.kubeconfig, enableConfigMapMutable: "true" });
  });
  after(async () => {
    driver.provider.close();
    await world.stop();
  });

  const nameOf = (type: string, name: string, within?: string) => ({ kind: kindOfType(type), namespace: within, name });
  const liveMap = (name: string) => world.direct.find(nameOf(CONFIG_MAP, name, "default"));
  /** Somebody else's change. */
  const meddle = (name: string, manager: string, part: Properties) =>
    world.direct.change(nameOf(CONFIG_MAP, name, "default"), {
      method: "PATCH",
      body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, ...part },
      query: { fieldManager: manager, force: "true" },
      contentType: APPLY,
    });

  it("makes a namespace, finds nothing to change, changes it, reads it, and takes it away", async () => {
    const made = await driver.create(NAMESPACE, "team", namespace("team", { a: "1" }));
    assert.equal(made.id, "team");
    assert.equal(pluck(made.outputs, "status", "phase"), "Active");
    const nothing = { changed: [], replaces: [], deleteBeforeReplace: false };
    assert.deepEqual(await driver.diff(made, namespace("team", { a: "1" })), nothing);
    const wanted = namespace("team", { a: "2", b: "3" });
    assert.deepEqual((await driver.diff(made, wanted)).changed, ["metadata.labels.a", "metadata.labels.b"]);
    const changed = await driver.update(made, wanted);
    assert.deepEqual(await driver.diff(changed, wanted), nothing);
    const refreshed = await driver.refresh(changed);
    assert.deepEqual(refreshed, changed);
    assert.deepEqual(await driver.diff(refreshed, wanted), nothing);
    await driver.provider.delete(changed);
    assert.equal(await driver.refresh(changed), undefined);
    await driver.provider.delete(changed);
  });

  it("takes a label away that the program no longer has, and leaves another's", async () => {
    const made = await driver.create(CONFIG_MAP, "less", configMap("less", { a: "1", b: "2" }));
    await meddle("less", "somebody", { data: { theirs: "x" } });
    const less = await driver.update(made, configMap("less", { a: "1" }));
    assert.deepEqual((await liveMap("less"))?.data, { a: "1", theirs: "x" });
    assert.deepEqual((await driver.diff(less, configMap("less", { a: "1" }))).changed, []);
  });

  it("creates under one manager and applies under the resource's own", async () => {
    const made = await driver.create(CONFIG_MAP, "managers", configMap("managers", { a: "1" }));
    const managers = (object: Properties | undefined) =>
      (metadataOf(object ?? {}).managedFields ?? []).map(({ manager, operation }) => `${operation} ${manager}`);
    assert.deepEqual(managers(await liveMap("managers")), ["Update pulumi-kubernetes"]);
    const changed = await driver.update(made, configMap("managers", { a: "2" }));
    const own = String(made.outputs.__fieldManager);
    assert.match(own, /^pulumi-kubernetes-[0-9a-f]{8}$/);
    assert.deepEqual(managers(await liveMap("managers")), [`Apply ${own}`]);
    assert.equal(changed.outputs.__fieldManager, own);
  });

  it("makes up a name and keeps it", async () => {
    const made = await driver.create(NAMESPACE, "auto", namespace());
    assert.match(made.id, /^auto-[0-9a-f]{8}$/);
    const again = await driver.check(NAMESPACE, "auto", namespace(undefined, { a: "1" }), made.inputs);
    assert.equal(metadataOf(again).name, made.id);
    assert.deepEqual(metadataOf(again).annotations, { "pulumi.com/autonamed": "true" });
    await driver.provider.delete(made);
  });

  it("tries creates and updates in a preview, and changes nothing", async () => {
    const tried = await driver.previewCreate(CONFIG_MAP, "tried", configMap("tried", { a: "1" }));
    assert.equal(tried.id, "");
    assert.equal(typeof metadataOf(tried.outputs).uid, "string");
    assert.equal(await liveMap("tried"), undefined);
    const made = await driver.create(CONFIG_MAP, "tried", configMap("tried", { a: "1" }));
    const { resourceVersion } = metadataOf((await liveMap("tried"))!);
    assert.deepEqual((await driver.previewUpdate(made, configMap("tried", { a: "2" }))).data, { a: "2" });
    assert.equal(metadataOf((await liveMap("tried"))!).resourceVersion, resourceVersion);
  });

  it("tells in a preview what the server refuses", async () => {
    const bad = configMap("Not_A_Name", {});
    await assert.rejects(
      driver.previewCreate(CONFIG_MAP, "bad", bad),
      /was not created by the API server: .*Not_A_Name/,
    );
    const made = await driver.create(CONFIG_MAP, "bad", configMap("good", { a: "1" }));
    await assert.rejects(driver.previewUpdate(made, configMap("good", { "a b": "1" })), /did not take the update/);
  });

  it("has nothing to say in a preview of what needs a namespace or a kind that is not there, or what is unknown", async () => {
    const homeless = configMap("homeless", {}, { namespace: "not-yet" });
    assert.deepEqual((await driver.previewCreate(CONFIG_MAP, "homeless", homeless)).outputs, homeless);
    const type = "kubernetes:example.com/v1:Widget";
    const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w", namespace: "default" } };
    assert.deepEqual((await driver.previewCreate(type, "widget", widget)).outputs, widget);
    const unknown = configMap("unknown", { a: UNKNOWN_VALUE }, { namespace: "default" });
    assert.deepEqual((await driver.previewCreate(CONFIG_MAP, "unknown", unknown)).outputs, unknown);
  });

  it("waits a while for a namespace that is made at the same time", async () => {
    const late = driver.create(CONFIG_MAP, "late", configMap("late", {}, { namespace: "comes-late" }));
    await driver.create(NAMESPACE, "late", namespace("comes-late"));
    assert.equal((await late).id, "comes-late/late");
  });

  it("refuses what exists, in an update and not in a preview, and takes it over where the provider says so", async () => {
    await driver.create(CONFIG_MAP, "taken", configMap("taken", { a: "1" }));
    await assert.rejects(driver.create(CONFIG_MAP, "second", configMap("taken", { a: "2" })), /already exists/);
    await driver.previewCreate(CONFIG_MAP, "second", configMap("taken", { a: "2" }));
    assert.deepEqual((await liveMap("taken"))?.data, { a: "1" });
    await world.direct.post(kindOfType(CONFIG_MAP), "default", configMap("left", { a: "1" }), { fieldManager: "left" });
    const upserting = await driverFor({ kubeconfig: world.real.kubeconfig, upsertExistingObjects: "true" });
    await upserting.create(CONFIG_MAP, "left", configMap("left", { b: "2" }));
    assert.deepEqual((await liveMap("left"))?.data, { a: "1", b: "2" });
    upserting.provider.close();
  });

  it("tells who manages a field that it wants, and forces it where the program says so", async () => {
    const made = await driver.create(CONFIG_MAP, "contested", configMap("contested", { a: "1" }));
    await meddle("contested", "somebody", { data: { a: "theirs" } });
    const wanted = configMap("contested", { a: "2" });
    await assert.rejects(driver.update(made, wanted), (error) => {
      assert.ok(error instanceof NotReady);
      assert.match(error.message, /conflict with "somebody"[^]*\.data\.a/);
      assert.deepEqual(error.made.outputs.data, { a: "theirs" });
      return true;
    });
    const forced = configMap("contested", { a: "2" }, { annotations: { "pulumi.com/patchForce": "true" } });
    assert.deepEqual((await driver.update(made, forced)).outputs.data, { a: "2" });
  });

  it("sees a drift of its own fields when it reads, and mends it", async () => {
    const wanted = configMap("drift", { a: "1" });
    const made = await driver.create(CONFIG_MAP, "drift", wanted);
    await meddle("drift", "pulumi-kubernetes", { data: { a: "drifted", other: "x" } });
    const read = await driver.refresh(made);
    assert.deepEqual(read?.inputs.data, { a: "drifted" });
    assert.deepEqual((await driver.diff(read, wanted)).changed, ["data.a"]);
  });

  it("leaves alone what the program wants ignored", async () => {
    const made = await driver.create(CONFIG_MAP, "ignored", configMap("ignored", { a: "1", b: "1" }));
    await meddle("ignored", "somebody", { data: { a: "theirs" } });
    const wanted = configMap("ignored", { a: "1", b: "2" });
    assert.deepEqual((await driver.diff(made, configMap("ignored", { a: "5", b: "1" }), ["data.a"])).changed, []);
    await driver.update(made, wanted, ["data.a"]);
    const live = await liveMap("ignored");
    assert.deepEqual(live?.data, { a: "theirs", b: "2" });
    const managers = managersOf(live, ["data", "a"], String(made.outputs.__fieldManager));
    assert.deepEqual(managers, { ours: false, others: true });
  });

  it("imports what is there", async () => {
    await world.direct.post(kindOfType(CONFIG_MAP), "default", configMap("found", { a: "1" }), {});
    const subject = subjectOf(CONFIG_MAP, "found");
    const found = await driver.provider.read({ ...subject, id: "default/found", inputs: {}, outputs: {} });
    const wanted = configMap("found", { a: "1" }, { namespace: "default" });
    assert.deepEqual(found?.inputs, wanted);
    assert.deepEqual((await driver.diff({ ...subject, ...found }, wanted)).changed, []);
    const missing = { ...subject, id: "default/missing", inputs: {}, outputs: {} };
    assert.equal(await driver.provider.read(missing), undefined);
  });

  it("sees no change where the server keeps an amount, a text or nothing in another form", async () => {
    const type = "kubernetes:core/v1:LimitRange";
    const limits = [{ type: "Container", max: { cpu: "2000m", memory: "2048Mi" }, default: { cpu: 0.5 } }];
    const range = { apiVersion: "v1", kind: "LimitRange", metadata: { name: "r", labels: {} }, spec: { limits } };
    const made = await driver.create(type, "range", range);
    assert.deepEqual((await driver.diff(made, range)).changed, []);
    assert.deepEqual((await driver.diff((await driver.refresh(made))!, range)).changed, []);
  });

  it("leaves it to the server to refuse what cannot be changed, in the preview already", async () => {
    const type = "kubernetes:scheduling.k8s.io/v1:PriorityClass";
    const priority = (value: number) => ({
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name: "high" },
      value,
    });
    const made = await driver.create(type, "high", priority(1000));
    assert.deepEqual((await driver.diff(made, priority(2000))).replaces, []);
    await assert.rejects(driver.previewUpdate(made, priority(2000)), /value/);
    await assert.rejects(driver.update(made, priority(2000)), { name: "NotReady" });
  });

  it("marks what Secrets hold, however it is given", async () => {
    const type = "kubernetes:core/v1:Secret";
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, stringData: { password: "canary" } };
    const made = await driver.create(type, "s", secret);
    const marked = { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: { password: "Y2FuYXJ5" } };
    for (const side of [made.inputs, made.outputs, (await driver.refresh(made))!.inputs]) {
      assert.deepEqual(side.data, marked);
      assert.equal(side.stringData, undefined);
    }
    assert.deepEqual((await driver.diff(made, secret)).changed, []);
    const { replaces, deleteBeforeReplace } = await driver.diff(made, { ...secret, stringData: { password: "other" } });
    assert.deepEqual({ replaces, deleteBeforeReplace }, { replaces: ["data.password"], deleteBeforeReplace: true });
  });
});
