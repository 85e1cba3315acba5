import type { PodDisruptionBudgetArgs } from "@pulumi/kubernetes/policy/v1";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { podsOf } from "./labels";
import type { AgentSettings } from "./settings";

/**
 * How many replicas drains may take at once: one. The reference's minAvailable 50 % of all of a tenant's pods selects a
 * label that its pods do not have, would let one agent vanish while others stand, and with one replica blocks a drain
 * for ever.
 */
export function disruptionBudgetOf(agent: Pick<AgentSettings, "name">, tenant: Pick<TenantSettings, "id">) {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: `${agent.name}-pdb`, namespace: namespaceOf(tenant) },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: podsOf(agent) },
      // A replica that is not ready serves nobody: it must not keep a node from being drained.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  } satisfies PodDisruptionBudgetArgs;
}
