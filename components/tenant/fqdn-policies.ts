/** Which hosts outside a tenant's pods may call, by name: a kind of GKE's own, beside Kubernetes' network policies. */
import { type TenantSettings, namespaceOf } from "./settings";

/** The addresses that pods were told for the name are allowed, and no others. */
export interface FqdnNetworkPolicy {
  readonly apiVersion: "networking.gke.io/v1alpha1";
  readonly kind: "FQDNNetworkPolicy";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Readonly<Record<string, never>>;
    readonly egress: readonly {
      readonly matches: readonly { readonly name: string }[];
      readonly ports: readonly { readonly protocol: "TCP"; readonly port: number }[];
    }[];
  };
}

/**
 * One policy for each host: a policy resolves to at most 50 addresses, and a host with many must not take the place of
 * another (cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies).
 */
export function fqdnPoliciesOf(tenant: Pick<TenantSettings, "id" | "modelHosts">): readonly FqdnNetworkPolicy[] {
  return tenant.modelHosts.map((host) => ({
    apiVersion: "networking.gke.io/v1alpha1",
    kind: "FQDNNetworkPolicy",
    metadata: { name: `tenant-${tenant.id}-allow-${host}`, namespace: namespaceOf(tenant) },
    spec: { podSelector: {}, egress: [{ matches: [{ name: host }], ports: [{ protocol: "TCP", port: 443 }] }] },
  }));
}
