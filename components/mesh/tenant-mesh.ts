/**
 * A tenant in the mesh. Network policies say which addresses may speak with each other; here it is who: each pod proves
 * by its certificate which namespace and which account it is of.
 */
import { PORT } from "../agent/labels";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { GATEWAY_IDENTITY } from "./gateway";
import { ROOT } from "./mesh-policies";
import { GOOGLE_HOSTS, tlsHosts } from "./outside-hosts";

type Tenant = Pick<TenantSettings, "id" | "modelHosts">;

/** Not for the outside: the agent's measures, and whether it is ready. */
const INNER_PATHS = ["/prometheus", "/readyz"];

/** Who may speak with a tenant's pods, and with whom they may. */
export function tenantMeshOf(tenant: Tenant, clusters: "google" | "kubeconfig") {
  const policies = [strict(tenant), allow(tenant), egress(tenant, clusters)];
  if (tenant.modelHosts.length === 0) return policies;
  return [...policies, tlsHosts(`tenant-${tenant.id}-model-hosts`, namespaceOf(tenant), tenant.modelHosts, ".")];
}

/** Nobody speaks with them in plain text; a mesh's own default lets those in who have no certificate. */
function strict(tenant: Tenant) {
  return {
    apiVersion: "security.istio.io/v1",
    kind: "PeerAuthentication",
    metadata: { name: `tenant-${tenant.id}-strict`, namespace: namespaceOf(tenant) },
    spec: { mtls: { mode: "STRICT" } },
  };
}

/**
 * Whoever is not named is refused. Prometheus needs no rule: it has no certificate and asks the sidecar at a port of its
 * own (15020), which asks the agent from within the pod.
 */
function allow(tenant: Tenant) {
  const namespace = namespaceOf(tenant);
  return {
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { name: `tenant-${tenant.id}-allow`, namespace },
    spec: {
      action: "ALLOW",
      rules: [
        { from: [{ source: { namespaces: [namespace] } }] },
        {
          from: [{ source: { principals: [GATEWAY_IDENTITY] } }],
          to: [{ operation: { ports: [String(PORT)], notPaths: INNER_PATHS } }],
        },
      ],
    },
  };
}

/** They know their own namespace, the mesh's, and the hosts outside that they may call; everything else is nowhere. */
function egress(tenant: Tenant, clusters: "google" | "kubeconfig") {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "Sidecar",
    metadata: { name: `tenant-${tenant.id}-egress`, namespace: namespaceOf(tenant) },
    spec: {
      egress: [{ hosts: ["./*", `${ROOT}/*`, ...(clusters === "google" ? GOOGLE_HOSTS : [])] }],
      outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
    },
  };
}
