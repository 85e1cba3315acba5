/** The address of an agent within its cluster. */
import type { ServiceAccountArgs, ServiceArgs } from "@pulumi/kubernetes/core/v1";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { NOT_AWAITED, PORT, podsOf } from "./labels";
import type { AgentSettings } from "./settings";

/** Both versions stand behind it; the mesh divides the requests between them. */
export function serviceOf(agent: Pick<AgentSettings, "name">, tenant: Pick<TenantSettings, "id">) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: agent.name,
      namespace: namespaceOf(tenant),
      labels: podsOf(agent),
      annotations: NOT_AWAITED,
    },
    spec: {
      type: "ClusterIP",
      selector: podsOf(agent),
      // The mesh reads the protocol in the name.
      ports: [{ name: "http-agent", port: PORT, targetPort: "http" }],
    },
  } satisfies ServiceArgs;
}

/** Who the agent is, at Google and in the mesh. It has no token for the API server, which it never asks. */
export function serviceAccountOf(agent: Pick<AgentSettings, "name">, tenant: Pick<TenantSettings, "id">) {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: agent.name, namespace: namespaceOf(tenant) },
    automountServiceAccountToken: false,
  } satisfies ServiceAccountArgs;
}
