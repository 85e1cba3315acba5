/** Every object of every stack, by server-side apply at a real API server that has the kinds of others. */
import assert from "node:assert/strict";
import { APPLY } from "../../../emulator/kubernetes/apply";
import { apiVersionOf, isDefinition, kindOf } from "../../../emulator/kubernetes/kind";
import { conditionOf, metadataOf } from "../../../emulator/kubernetes/object";
import { fromProgram } from "../../../emulator/kubernetes/normal";
import type { Properties } from "../../../emulator/model";
import { objectsIn } from "../../../proofs/objects";
import { readKubeconfig } from "../../../sandbox/cluster/api";
import { installDefinitions } from "../../../sandbox/cluster/definitions";
import { until } from "../../../sandbox/cluster/until";
import { report } from "../../program/stacks";
import { startWorld, type World } from "./drive";

describe("the API server takes every object of stack", () => {
  let world: World;
  before(async function () {
    this.timeout(300_000);
    world = await startWorld("every-object");
    await installDefinitions(readKubeconfig(world.real.kubeconfig));
  });
  after(() => world.stop());

  /** Undefined where the server takes it, else what it says. */
  const refusalOf = async (object: Properties): Promise<string | undefined> => {
    const { name = "", namespace } = metadataOf(object);
    const kind = kindOf(object)!;
    const query = { fieldManager: "every-object", force: "true", fieldValidation: "Strict" };
    try {
      const manner = { method: "PATCH", body: object, query, contentType: APPLY } as const;
      const made = await world.direct.change({ kind, namespace, name }, manner);
      assert.equal(metadataOf(made).name, name);
      return undefined;
    } catch (error) {
      return `${apiVersionOf(kind)} ${kind.kind} ${namespace ?? ""}/${name}: ${(error as Error).message}`;
    }
  };

  const isUsable = async (object: Properties): Promise<true | undefined> => {
    const { name = "" } = metadataOf(object);
    const live = await world.direct.find({ kind: kindOf(object)!, namespace: undefined, name });
    return conditionOf(live ?? {}, "Established")?.status === "True" || undefined;
  };

  for (const stack of ["dev", "local", "prod"]) {
    it(stack, async () => {
      const { resources } = await report(stack);
      const objects = [...objectsIn(resources)].map(({ object }) => fromProgram(object));
      const definitions = objects.filter((object) => isDefinition(kindOf(object)!));
      const first = objects.filter((object) => object.kind === "Namespace" || definitions.includes(object));
      const refusals = [...(await Promise.all(first.map(refusalOf)))];
      for (const definition of definitions)
        await until({ what: "the definition is established" }, () => isUsable(definition));
      // One region after the other: all are in one cluster here, where they have the same names.
      for (const object of objects.filter((object) => !first.includes(object))) refusals.push(await refusalOf(object));
      assert.deepEqual(
        refusals.filter((refusal) => refusal !== undefined),
        [],
      );
      assert.ok(objects.length > 0);
      const kinds = new Set(objects.map((object) => `${String(object.apiVersion)} ${String(object.kind)}`));
      console.log(`      ${objects.length} objects of ${kinds.size} kinds`);
    });
  }

  it("and refuses one with a field that its kind does not have", async () => {
    const metadata = { name: "wrong", namespace: "default" };
    const object = { apiVersion: "networking.istio.io/v1", kind: "Sidecar", metadata, spec: { egres: [] } };
    assert.match((await refusalOf(object)) ?? "", /\.spec\.egres: field not declared in schema/);
  });
});
