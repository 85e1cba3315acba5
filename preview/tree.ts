/** Resources as they are shown: below the component that makes them, by kind. */
import type { RegisteredResource } from "../emulator/monitor";
import { grouped } from "../proofs/grouped";
import { TOGETHER, count } from "./page";

/** The resources below each URN, in their order; the stack itself below "". */
export function childrenByParent(
  resources: readonly RegisteredResource[],
): ReadonlyMap<string, readonly RegisteredResource[]> {
  return grouped(resources, ({ parent }) => parent);
}

interface Typed {
  readonly type: string;
}

/**
 * Which service and what: "compute.Subnetwork" of gcp:compute/subnetwork:Subnetwork, "scheduling.PriorityClass" of
 * kubernetes:scheduling.k8s.io/v1:PriorityClass; a component by its name alone.
 */
export function kindOf({ type }: Typed): string {
  if (type.startsWith("pulumi:providers:")) return `${type.slice("pulumi:providers:".length)}${TOGETHER}provider`;
  const [owner, module = "", name = type] = type.split(":");
  return owner === "agno" || owner === "pulumi" ? name : `${module.replace(/[./].*/, "")}.${name}`;
}

/** "2 compute.Address", in the order of the kinds. */
export function countByKind(resources: readonly Typed[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(kindOf(resource), (counts.get(kindOf(resource)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, number]) => `${count(number)}${TOGETHER}${kind}`);
}
