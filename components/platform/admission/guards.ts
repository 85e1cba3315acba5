/** All that admission refuses. docs/decisions/0010-guards.md has what each is for, and what is guarded otherwise. */
import type { NodePool } from "../../cluster/node-pools";
import type { Guard } from "./guard";
import { images } from "./images";
import { clusterBindings, isolation, podAccess, roleOwners, tenantRoles } from "./isolation";
import { namespaceLabels, namespaceOwners } from "./namespaces";
import { placement } from "./placement";
import { agentPriority, priority } from "./priority";
import { foreignRoutes, routes, trafficPolicies } from "./routes";
import { entrances, services } from "./services";
import { sidecar } from "./sidecar";
import { podTokens, tokenRequests, tokenSecrets } from "./tokens";
import { claims, drivers } from "./volumes";

export interface GuardsOptions {
  readonly clusters: "google" | "kubeconfig";
  readonly pools: readonly NodePool[];
}

export function guardsOf({ clusters, pools }: GuardsOptions): readonly Guard[] {
  return [
    // Pods.
    ...[placement(pools), priority, sidecar, images, podTokens, drivers],
    // What else may be in a tenant's namespace.
    ...[agentPriority, tokenSecrets, claims(clusters), services, entrances, routes, trafficPolicies],
    // Who may change what isolates, and enter.
    ...[isolation, tenantRoles, podAccess, tokenRequests],
    // The cluster.
    ...[namespaceOwners, namespaceLabels, roleOwners, clusterBindings, foreignRoutes],
  ];
}
