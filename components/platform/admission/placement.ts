import { type NodePool, SPOT_TAINT, SYSTEM_POOL } from "../../cluster/node-pools";
import { literal } from "./cel";
import type { Guard, Rule } from "./guard";
import { podGuard } from "./pods";

/** Kubernetes gives each pod tolerations of these for a while. */
const LOST_NODES = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/** Node labels by which tenants' pods may choose, with the values of pools for agents. */
export function nodeLabelsOf(pools: readonly NodePool[]): Readonly<Record<string, readonly string[]>> {
  const labels: Record<string, string[]> = { [SPOT_TAINT.key]: ["true"] };
  for (const [key, value] of forAgents(pools).flatMap((pool) => Object.entries(pool.labels))) {
    labels[key] = [...new Set([...(labels[key] ?? []), value])];
  }
  return labels;
}

/** Taints that tenants' pods may tolerate: those of pools for agents, and of nodes that are lost. */
export function tolerationsOf(pools: readonly NodePool[]): readonly string[] {
  const own = forAgents(pools).flatMap(({ taints }) => taints.map(({ key }) => key));
  return [...new Set([...own, ...LOST_NODES])];
}

function forAgents(pools: readonly NodePool[]): readonly NodePool[] {
  return pools.filter(({ name }) => name !== SYSTEM_POOL);
}

/** Tenants' pods stand where the platform's agents stand, and nobody chooses a node or a neighbour. */
export function placement(pools: readonly NodePool[]): Guard {
  const variables = { nodeLabels: literal(nodeLabelsOf(pools)), ...AFFINITY };
  return podGuard({ name: "agno-placement", variables, rules: [...nodeRules(pools), ...NEIGHBOUR_RULES] });
}

/** Terms of both kinds, those that must hold and those that should, in one list. */
const AFFINITY: Readonly<Record<string, string>> = {
  // A variable must not be an optional: it would hold nothing, whatever is there.
  affinity: "variables.spec.?affinity.orValue({})",
  nodeTerms:
    "variables.affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([])" +
    " + variables.affinity.?nodeAffinity.?preferredDuringSchedulingIgnoredDuringExecution.orValue([])" +
    ".map(p, p.preference)",
  podTerms: ["podAffinity", "podAntiAffinity"]
    .flatMap((kind) => [
      `variables.affinity.?${kind}.?requiredDuringSchedulingIgnoredDuringExecution.orValue([])`,
      `variables.affinity.?${kind}.?preferredDuringSchedulingIgnoredDuringExecution.orValue([])` +
        ".map(p, p.podAffinityTerm)",
    ])
    .join(" + "),
};

function nodeRules(pools: readonly NodePool[]): readonly Rule[] {
  const [labels, tolerations] = [nodeLabelsOf(pools), tolerationsOf(pools)];
  return [
    {
      // The scheduler sets it later, and not by an update of the pod.
      holds: '(variables.isPod && request.operation == "UPDATE") || variables.spec.?nodeName.orValue("") == ""',
      message: "nodeName is the scheduler's to choose",
    },
    {
      holds:
        "variables.spec.?nodeSelector.orValue({}).all(key, key in variables.nodeLabels && " +
        "variables.spec.nodeSelector[key] in variables.nodeLabels[key])",
      message: `a node selector may only name ${labelsInWords(labels)}`,
    },
    {
      holds:
        "variables.nodeTerms.all(term, !has(term.matchFields) && " +
        'term.?matchExpressions.orValue([]).all(e, e.operator == "In" && e.key in variables.nodeLabels && ' +
        "e.values.all(v, v in variables.nodeLabels[e.key])))",
      message: `node affinity may only be In, with ${labelsInWords(labels)}`,
    },
    {
      holds: `variables.spec.?tolerations.orValue([]).all(t, t.?key.orValue("") in ${literal(tolerations)})`,
      message: `only these taints may be tolerated, each by its key: ${tolerations.join(", ")}`,
    },
  ];
}

const NEIGHBOUR_RULES: readonly Rule[] = [
  {
    // Anti-affinity holds both ways: the other tenant's pods would have to keep away.
    holds: "variables.podTerms.all(term, !has(term.namespaces) && !has(term.namespaceSelector))",
    message: "affinity to pods is for the own namespace only",
  },
  {
    holds: "!has(variables.spec.runtimeClassName)",
    message: "a runtime class may bring node selectors and tolerations of its own: none is allowed",
  },
];

function labelsInWords(labels: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(labels)
    .map(([key, values]) => `${key} (${values.join(", ")})`)
    .join(", ");
}
