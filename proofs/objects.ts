/** The Kubernetes objects of a preview as the proofs read them: plain data, by the region whose cluster they are in. */
import type { RegisteredResource } from "../emulator/monitor";
import { grouped } from "./grouped";
import { placesIn } from "./places";

/** What every object has; a proof says for itself what it reads of the rest. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [part: string]: unknown;
}

/** Every Kubernetes object of a preview with its region; "" for what belongs to none. */
export function* objectsIn(
  resources: readonly RegisteredResource[],
): Generator<{ readonly region: string; readonly resource: RegisteredResource; readonly object: KubernetesObject }> {
  const placeOf = placesIn(resources);
  for (const resource of resources) {
    if (!resource.type.startsWith("kubernetes:") || typeof resource.inputs.kind !== "string") continue;
    yield { region: placeOf(resource).region, resource, object: resource.inputs as KubernetesObject };
  }
}

/** The objects of each region, in the order of the preview. */
export function objectsByRegion(
  resources: readonly RegisteredResource[],
): ReadonlyMap<string, readonly KubernetesObject[]> {
  const regions = grouped(objectsIn(resources), ({ region }) => region);
  return new Map([...regions].map(([region, inside]) => [region, inside.map(({ object }) => object)]));
}

/** The objects of one kind. Their parts are as the API server takes them, which types and kubeconform have checked. */
export function ofKind<T extends KubernetesObject>(
  objects: readonly KubernetesObject[],
  kind: T["kind"],
): readonly T[] {
  return objects.filter((object): object is T => object.kind === kind);
}
