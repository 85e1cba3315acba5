/** Whether the pods of a cluster at their ceilings find room on the nodes that its pools may have at most. */
import { SYSTEM_PODS as DAEMONS } from "../components/cluster/allocatable";
import type { NodeObject } from "../components/cluster/nodes";
import { millisOf } from "../components/tenant/quantity";
import type { Amounts, Expression, PodGroup, PodSpec } from "./pods";

export interface Placement {
  /** Nodes that hold a pod. */
  readonly nodesUsed: number;
  /** Nodes there are at most. */
  readonly nodes: number;
  /** Pods for which there is no room, by group. */
  readonly homeless: readonly { readonly group: PodGroup; readonly pods: number }[];
}

/** What is taken of each node before any pod of ours, in thousandths. */
export const SYSTEM_PODS: Amounts = new Map(
  Object.entries(DAEMONS).map(([resource, quantity]) => [resource, millisOf(quantity)]),
);

/**
 * Puts the largest pods first onto the first node that takes them, as a scheduler that knows all pods would. What it
 * can place surely fits; the scheduler itself meets pods one by one, and may leave gaps of less than a pod on a node.
 */
export function place(groups: readonly PodGroup[], nodes: readonly NodeObject[]): Placement {
  const rooms = nodes.map(roomOf);
  const bySize = [...groups].sort((a, b) => sizeOf(b) - sizeOf(a));
  const homeless = bySize.flatMap((group) => {
    const fitting = rooms.filter(({ node }) => allows(node, group.spec));
    const pods = placeGroup(group, fitting);
    return pods === 0 ? [] : [{ group, pods }];
  });
  return { nodes: nodes.length, nodesUsed: rooms.filter(({ taken }) => taken).length, homeless };
}

interface Room {
  readonly node: NodeObject;
  readonly left: Map<string, number>;
  taken: boolean;
}

function roomOf(node: NodeObject): Room {
  const { allocatable } = node.status;
  const left = new Map(
    Object.entries(allocatable).map(([resource, quantity]) => [
      resource,
      millisOf(quantity) - (SYSTEM_PODS.get(resource) ?? 0),
    ]),
  );
  return { node, left, taken: false };
}

function sizeOf({ requests }: PodGroup): number {
  return (requests.get("cpu") ?? 0) / millisOf("1") + (requests.get("memory") ?? 0) / millisOf("4Gi");
}

/** Fills node after node; gives how many pods are left over. */
function placeGroup(group: PodGroup, rooms: readonly Room[]): number {
  const needs = [...group.requests, ["pods", millisOf("1")] as const].filter(([, amount]) => amount > 0);
  let left = group.replicas + group.surge;
  for (const room of rooms) {
    if (left === 0) break;
    const fit = Math.min(left, ...needs.map(([what, amount]) => Math.floor((room.left.get(what) ?? 0) / amount)));
    if (fit <= 0) continue;
    for (const [what, amount] of needs) room.left.set(what, (room.left.get(what) ?? 0) - fit * amount);
    room.taken = true;
    left -= fit;
  }
  return left;
}

/** Whether a node's labels and taints let the pod onto it. */
export function allows({ metadata, spec: { taints } }: NodeObject, pod: PodSpec): boolean {
  const { labels } = metadata;
  const selected = Object.entries(pod.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const terms = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const wanted =
    terms?.some(({ matchExpressions = [] }) => matchExpressions.every((one) => holds(labels, one))) ?? true;
  const tolerated = taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) =>
      (pod.tolerations ?? []).some(
        ({ key, operator = "Equal", value = "", effect }) =>
          (key === undefined ? operator === "Exists" : key === taint.key) &&
          (operator === "Exists" || value === taint.value) &&
          (effect === undefined || effect === taint.effect),
      ),
    );
  return selected && wanted && tolerated;
}

/** Whether labels meet a requirement. */
export function holds(labels: Readonly<Record<string, string>>, { key, operator, values = [] }: Expression): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
