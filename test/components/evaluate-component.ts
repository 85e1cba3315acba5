/** Runs a component under the emulator, and finds what it made. */
import * as gcp from "@pulumi/gcp";
import assert from "node:assert/strict";
import type { Properties } from "../../emulator/model";
import type { RegisteredResource } from "../../emulator/monitor";
import { type RunOptions, evaluate } from "../../emulator/run";

/** The Google project of every component under test. */
export const PROJECT = "acme-agents-test";

/** How a component is made where nothing else is said: with the program's own provider. */
export interface WithProvider {
  readonly providers: [gcp.Provider];
}

/** What a component made. */
export class Made {
  constructor(
    readonly resources: readonly RegisteredResource[],
    /** What the program under test returned. */
    readonly outputs: Properties,
  ) {}

  all(type: string): readonly RegisteredResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of its type. */
  one(type: string): RegisteredResource {
    const found = this.all(type);
    assert.equal(found.length, 1, `${found.length} of ${type}`);
    return found[0]!;
  }

  /** The only resource with this logical name. */
  named(name: string): RegisteredResource {
    const found = this.resources.filter((resource) => resource.name === name);
    assert.equal(found.length, 1, `${found.length} named ${name}`);
    return found[0]!;
  }

  /** Logical names of what lies directly below a resource, sorted. */
  below(parent: RegisteredResource): readonly string[] {
    return this.resources
      .filter((resource) => resource.parent === parent.urn)
      .map(({ name }) => name)
      .sort();
  }

  /** Logical names of what must be there before the resource, sorted. */
  needs(resource: RegisteredResource): readonly string[] {
    return resource.dependencies.map((urn) => this.resources.find((other) => other.urn === urn)!.name).sort();
  }
}

/** What `make` makes with the program's own provider; what it returns become the outputs. */
export async function evaluateComponent(make: (options: WithProvider) => unknown, options?: RunOptions): Promise<Made> {
  const { resources, outputs } = await evaluate(
    () => make({ providers: [new gcp.Provider("google", { project: PROJECT })] }),
    options,
  );
  return new Made(resources, outputs);
}

/** A resource's input by its path, for example "nodeConfig.taints". */
export function inputOf({ inputs }: RegisteredResource, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Properties | undefined)?.[key], inputs);
}
