/** The program under Pulumi's own mocks: a second witness of what the preview shows, which shares no monitor with it. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { Emulator } from "../../emulator/emulator";
import type { Properties } from "../../emulator/model";
import type { RegisteredResource } from "../../emulator/monitor";
import program from "../../index";
import { environmentOf, report } from "./stacks";

/** All that mocks are told of a resource: neither its parent nor what it depends on. */
interface Witnessed {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
}

/** Runs the program with answers of the emulator. */
async function underMocks(stack: string): Promise<readonly Witnessed[]> {
  const emulator = new Emulator();
  const providers = new Map<string, Properties>();
  const resources: Witnessed[] = [];
  const newResource = ({ type, name, inputs, provider, custom }: pulumi.runtime.MockResourceArgs) => {
    const given = inputs as Properties;
    resources.push({ type, name, inputs: given });
    if (custom !== true) return { id: undefined, state: {} };
    if (type.startsWith("pulumi:providers:")) {
      providers.set(name, given);
      return { id: name, state: given };
    }
    const settings = providers.get(provider?.split("::").at(-1) ?? "") ?? {};
    const cluster = "kubeconfig" in settings ? { cluster: JSON.stringify(settings) } : {};
    const answer = emulator.create({
      type,
      inputs: given,
      provider: { project: String(settings.project), ...cluster },
    });
    return { id: answer.id, state: answer.outputs };
  };
  const call = ({ token }: pulumi.runtime.MockCallArgs) => {
    throw new Error(`${token}: a look-up at the cloud`);
  };
  await pulumi.runtime.setMocks({ newResource, call }, "agno-platform", stack, true, "organization");
  await pulumi.runtime.runInPulumiStack(() => Promise.resolve(program(environmentOf(stack))));
  await pulumi.runtime.disconnect();
  return resources;
}

/** Of Pulumi's own, but not among its types. */
const { withLocalStorage } = state as unknown as { withLocalStorage: <T>(callback: () => Promise<T>) => Promise<T> };

describe("the program under Pulumi's own mocks", () => {
  for (const stack of ["dev", "prod", "local"]) {
    it(`registers for ${stack} what the preview shows, to the letter`, async () => {
      // A store of its own: what mocks say that the engine can do would stay for every later program of this process.
      const witnessed = await withLocalStorage(() => underMocks(stack));
      const { resources } = await report(stack);
      assert.deepEqual(witnessed.toSorted(byTypeAndName), resources.map(asWitnessed).sort(byTypeAndName));
    });
  }
});

function asWitnessed({ type, name, inputs }: RegisteredResource): Witnessed {
  return { type, name, inputs };
}

function byTypeAndName(a: Witnessed, b: Witnessed): number {
  return `${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1;
}
