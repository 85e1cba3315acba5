/** On which nodes the replicas of an agent run. */
import { COMPUTE_CLASS, GPU_TAINT, SPOT_TAINT, computeClassOf, computeClassTaint } from "../cluster/node-pools";
import type { AgentSettings } from "./settings";

type Placed = Pick<AgentSettings, "pool" | "gpus" | "spot">;

/**
 * The nodes of the agent's compute class. At Google it chooses the class itself, as GKE would choose the namespace's
 * default otherwise; on a cluster of somebody else's, whose nodes may not have such a label, they are a wish.
 */
export function nodeChoiceOf({ pool, spot }: Placed, clusters: "google" | "kubeconfig") {
  const wishes = [wish(100, COMPUTE_CLASS, computeClassOf(pool)), ...(spot ? [SPOT_WISH] : [])];
  return {
    ...(clusters === "google" && { nodeSelector: { [COMPUTE_CLASS]: computeClassOf(pool) } }),
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: wishes } },
  };
}

function wish(weight: number, key: string, value: string) {
  return { weight, preference: { matchExpressions: [{ key, operator: "In", values: [value] }] } };
}

/**
 * Spot is cheaper, so it gets the odd replica. Small beside the wish for the pool, it never outweighs the spread: by
 * itself it would count as much, and all replicas would be on Spot.
 */
const SPOT_WISH = wish(5, SPOT_TAINT.key, SPOT_TAINT.value);

/** Only what it needs: without the toleration, the taints of other classes, of GPU and of Spot nodes keep it off. */
export function tolerationsOf({ pool, gpus, spot }: Placed) {
  const taints = [computeClassTaint(pool), ...(gpus > 0 ? [GPU_TAINT] : []), ...(spot ? [SPOT_TAINT] : [])];
  return taints.map(({ key, value, effect }) => ({ key, operator: "Equal", value, effect }));
}

/**
 * Replicas are spread over zones, over Spot and other nodes, and over machines, so that no zone, no wave of reclaimed
 * nodes and no machine takes all of them. As wishes: where there is room in one place only, an agent there is better
 * than none, and a demand would keep replicas from other nodes as well while Google has no Spot machines to give.
 */
export function spreadOf(labels: Readonly<Record<string, string>>, { spot }: Placed) {
  const keys = [
    "topology.kubernetes.io/zone",
    ...(spot ? ["cloud.google.com/gke-provisioning"] : []),
    "kubernetes.io/hostname",
  ];
  return keys.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
    // The pods of a rollout are counted by themselves.
    matchLabelKeys: ["pod-template-hash"],
  }));
}
