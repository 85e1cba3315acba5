/**
 * The quota proof: what tenants are promised exists, and what their agents may become fits what they are promised.
 * Read from the manifests themselves, whoever wrote them.
 */
import { COMPUTE_CLASS } from "../components/cluster/node-pools";
import type { NodeObject } from "../components/cluster/nodes";
import { millisOf } from "../components/tenant/quantity";
import { type KubernetesObject, ofKind } from "./objects";
import { type Placement, SYSTEM_PODS, place } from "./placement";
import { type PodGroup, podGroupsOf } from "./pods";

/** An amount of a resource and what there is of it, in the resource's unit: cores, bytes, pieces. */
export interface Use {
  readonly resource: string;
  readonly used: number;
  readonly available: number;
}

export interface NamespaceUse {
  readonly namespace: string;
  /** Each figure of the quota that pods count against, with all autoscalers at their ceilings and rollouts on the way. */
  readonly uses: readonly Use[];
  /** Pods at most, rollouts aside. */
  readonly replicas: number;
}

export interface RegionQuota {
  readonly region: string;
  /** The sum of all tenants' quotas beside what the region's pools hold at most. */
  readonly promised: readonly Use[];
  readonly namespaces: readonly NamespaceUse[];
  readonly placement: Placement;
}

/** What remains of a tenant's ceiling when a region is lost. */
export interface Loss {
  /** The region that is lost. */
  readonly region: string;
  readonly namespace: string;
  /** Replicas at most, in all regions together and in those that remain. */
  readonly before: number;
  readonly after: number;
  /** The share of them that must remain: keptOnRegionLoss. */
  readonly required: number;
}

export interface QuotaProof {
  readonly regions: readonly RegionQuota[];
  /** Empty where not all regions of the environment are looked at. */
  readonly losses: readonly Loss[];
  /** What does not hold, in words; empty where all is well. */
  readonly violations: readonly string[];
}

export interface ResourceQuota extends KubernetesObject {
  readonly kind: "ResourceQuota";
  readonly spec: { readonly hard: Readonly<Record<string, string>> };
}

export interface RegionToProve {
  readonly region: string;
  readonly objects: readonly KubernetesObject[];
  /** As many nodes as its pools may have. */
  readonly nodes: readonly NodeObject[];
}

/**
 * Proves, or says what does not hold.
 *
 * @param kept The share of its replicas that each namespace must keep without any one region; absent where the regions
 * are not all that there are.
 */
export function proveQuotas(regions: readonly RegionToProve[], kept?: ReadonlyMap<string, number>): QuotaProof {
  const proven = regions.map(proveRegion);
  const losses = kept === undefined ? [] : lossesOf(proven, kept);
  return { regions: proven, losses, violations: [...proven.flatMap(violationsIn), ...losses.flatMap(shortfallIn)] };
}

function proveRegion({ region, objects, nodes }: RegionToProve): RegionQuota {
  const quotas = ofKind<ResourceQuota>(objects, "ResourceQuota");
  const groups = podGroupsOf(objects);
  return {
    region,
    promised: promisedIn(quotas, nodes.filter(isForAgents)),
    namespaces: quotas.map(({ metadata: { namespace = "" }, spec: { hard } }) =>
      useOf(
        namespace,
        hard,
        groups.filter((group) => group.namespace === namespace),
      ),
    ),
    placement: place(groups, nodes),
  };
}

/** The nodes of the system pool are nobody's to promise: those of all others have a compute class. */
function isForAgents({ metadata: { labels } }: NodeObject): boolean {
  return labels[COMPUTE_CLASS] !== undefined;
}

/** The quota's figure for each resource of a node. Limits may exceed what is there: that is what they are for. */
export const RESERVED: Readonly<Record<string, string>> = {
  cpu: "requests.cpu",
  memory: "requests.memory",
  "ephemeral-storage": "requests.ephemeral-storage",
  "nvidia.com/gpu": "requests.nvidia.com/gpu",
  pods: "pods",
};

function promisedIn(quotas: readonly ResourceQuota[], nodes: readonly NodeObject[]): readonly Use[] {
  return Object.entries(RESERVED).map(([resource, key]) => {
    const used = quotas.reduce((sum, { spec: { hard } }) => sum + millisOf(hard[key] ?? "0"), 0);
    const available = nodes.reduce(
      (sum, { status: { allocatable } }) =>
        sum + Math.max(0, millisOf(allocatable[resource] ?? "0") - (SYSTEM_PODS.get(resource) ?? 0)),
      0,
    );
    return inUnits(resource, used, available);
  });
}

/** What pods count against each figure of a quota. */
const COUNTED: Readonly<Record<string, (group: PodGroup) => number>> = {
  "requests.cpu": ({ requests }) => requests.get("cpu") ?? 0,
  "requests.memory": ({ requests }) => requests.get("memory") ?? 0,
  "limits.cpu": ({ limits }) => limits.get("cpu") ?? 0,
  "limits.memory": ({ limits }) => limits.get("memory") ?? 0,
  "requests.ephemeral-storage": ({ requests }) => requests.get("ephemeral-storage") ?? 0,
  "limits.ephemeral-storage": ({ limits }) => limits.get("ephemeral-storage") ?? 0,
  "requests.nvidia.com/gpu": ({ requests }) => requests.get("nvidia.com/gpu") ?? 0,
  pods: () => 1000,
};

/** What the pods of a namespace come to, autoscalers at their ceilings and rollouts under way, beside its quota. */
export function useOf(
  namespace: string,
  hard: Readonly<Record<string, string>>,
  groups: readonly PodGroup[],
): NamespaceUse {
  const uses = Object.entries(COUNTED)
    .filter(([key]) => hard[key] !== undefined)
    .map(([key, count]) => {
      const used = groups.reduce((sum, group) => sum + count(group) * (group.replicas + group.surge), 0);
      return inUnits(key, used, millisOf(hard[key] ?? "0"));
    });
  return { namespace, uses, replicas: groups.reduce((sum, { replicas }) => sum + replicas, 0) };
}

function inUnits(resource: string, used: number, available: number): Use {
  return { resource, used: used / 1000, available: available / 1000 };
}

/** A tenant in one region only loses all with it; others keep what the remaining regions may run. */
function lossesOf(regions: readonly RegionQuota[], kept: ReadonlyMap<string, number>): readonly Loss[] {
  const before = new Map<string, number>();
  for (const { namespaces } of regions) {
    for (const { namespace, replicas } of namespaces) before.set(namespace, (before.get(namespace) ?? 0) + replicas);
  }
  return regions.flatMap(({ region, namespaces }) =>
    namespaces.map(({ namespace, replicas }) => {
      const all = before.get(namespace) ?? 0;
      return { region, namespace, before: all, after: all - replicas, required: kept.get(namespace) ?? 0 };
    }),
  );
}

function violationsIn({ region, promised, namespaces, placement }: RegionQuota): readonly string[] {
  const over = ({ used, available }: Use) => used > available;
  return [
    ...promised
      .filter(over)
      .map(
        ({ resource, used, available }) =>
          `${region}: tenants are promised ${figure(resource, used)} ${resource}, the pools hold ${figure(resource, available)}; lower quotas or raise max of the pools`,
      ),
    ...namespaces.flatMap(({ namespace, uses }) =>
      uses
        .filter(over)
        .map(
          ({ resource, used, available }) =>
            `${region}: ${namespace} at its ceilings needs ${figure(resource, used)} ${resource}, its quota is ${figure(resource, available)}; lower maxReplicas or raise the quota`,
        ),
    ),
    ...placement.homeless.map(
      ({ group, pods }) =>
        `${region}: ${pods} of ${group.replicas + group.surge} pods of ${group.namespace}/${group.name} find no node at their ceilings; raise max of the pool that they run on`,
    ),
  ];
}

/** A quotient, not a product: 7 of 100 is 0.07 to the last bit, and 100 × 0.07 is more than 7. */
function shortfallIn({ region, namespace, before, after, required }: Loss): readonly string[] {
  if (before === 0 || after / before >= required) return [];
  const least = `its keptOnRegionLoss is ${required}`;
  const remedy = "give it more regions, or more in the others, or lower it";
  return [`without ${region}: ${namespace} keeps ${after} of ${before} replicas, ${least}; ${remedy}`];
}

/** A figure in the unit that people write: cores and pieces as they are, bytes in Gi. */
export function figure(resource: string, amount: number): string {
  const rounded = (value: number) => String(Number(value.toFixed(1)));
  return /memory|storage/.test(resource) ? `${rounded(amount / 2 ** 30)}Gi` : rounded(amount);
}
