/**
 * Whom a tenant's pods may speak with. Everything is denied both ways, and each exception is a rule with its reason.
 * Rules are for addresses and pods; who of those is meant, the mesh asks in addition (components/mesh/tenant-mesh.ts).
 *
 * Namespaces are named by the label that the API server itself puts on each and lets nobody change. The reference's
 * label tenant-id is as good only as long as nobody gives it to a second namespace.
 */
import type { NetworkPolicyArgs } from "@pulumi/kubernetes/networking/v1";
import { PORT } from "../agent/labels";
import type { Cidr } from "../network/address-plan";
import { PRIVATE_APIS } from "../network/private-apis";
import { INSIDE } from "./outside-ranges";
import { type TenantSettings, namespaceOf } from "./settings";

/** An address range, or pods of a namespace. */
interface Peer {
  readonly ipBlock?: { readonly cidr: Cidr; readonly except?: Cidr[] };
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** Without ports: all of them. */
interface Ingress {
  readonly from: Peer[];
  readonly ports?: Port[];
}

interface Egress {
  readonly to: Peer[];
  readonly ports?: Port[];
}

type Tenant = Pick<TenantSettings, "id" | "modelHosts">;

/** The tenant's network policies. Model hosts are named in policies of GKE's own where there are such. */
export function networkPoliciesOf(tenant: Tenant, clusters: "google" | "kubeconfig") {
  const policies = [defaultDeny(tenant), allowIntraTenant(tenant), allowPlatform(tenant, clusters)];
  const byAddress = clusters === "kubeconfig" && tenant.modelHosts.length > 0;
  return byAddress ? [...policies, allowOutside(tenant)] : policies;
}

function policyOf(tenant: Tenant, what: string, rules: { readonly ingress?: Ingress[]; readonly egress?: Egress[] }) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `tenant-${tenant.id}-${what}`, namespace: namespaceOf(tenant) },
    // Every pod, whatever labels it has.
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ...rules },
  } satisfies NetworkPolicyArgs;
}

/** Holds also while the other policies are being changed. */
function defaultDeny(tenant: Tenant) {
  return policyOf(tenant, "default-deny", {});
}

function allowIntraTenant(tenant: Tenant) {
  const own = podsIn(namespaceOf(tenant));
  return policyOf(tenant, "allow-intra-tenant", { ingress: [{ from: [own] }], egress: [{ to: [own] }] });
}

/** What every agent needs of the platform and of the cluster. */
function allowPlatform(tenant: Tenant, clusters: "google" | "kubeconfig") {
  return policyOf(tenant, "allow-platform", {
    ingress: [FROM_GATEWAY, ...(clusters === "google" ? [FROM_PROMETHEUS] : [])],
    egress: [TO_DNS, TO_ISTIOD, ...(clusters === "google" ? TO_GOOGLE : [])],
  });
}

/**
 * The reference lets pods go anywhere on 443, the node's metadata server and other tenants included. Which host an
 * address belongs to, Kubernetes' policies do not know; the mesh's registry and egress rules do.
 */
function allowOutside(tenant: Tenant) {
  const outside: Peer = { ipBlock: { cidr: "0.0.0.0/0", except: [...INSIDE] } };
  return policyOf(tenant, "allow-outside", { egress: [{ to: [outside], ports: [tcp(443)] }] });
}

const FROM_GATEWAY: Ingress = { from: [podsIn("agno-system", { istio: "ingressgateway" })], ports: [tcp(PORT)] };

/**
 * Google's collectors, at the port where the sidecar gives out its metrics and the agent's: they have no identity in the
 * mesh, and nobody answers them at the agent's own port.
 */
const FROM_PROMETHEUS: Ingress = { from: [podsIn("gmp-system")], ports: [tcp(15020)] };

/** The cluster's name servers, and the caches of them on each node, which are asked at an address of the node's own. */
const TO_DNS: Egress = {
  to: [
    podsIn("kube-system", { "k8s-app": "kube-dns" }),
    podsIn("kube-system", { "k8s-app": "node-local-dns" }),
    { ipBlock: { cidr: "169.254.20.10/32" } },
  ],
  ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
};

/** From it, sidecars have their certificates and routes. */
const TO_ISTIOD: Egress = { to: [podsIn("istio-system", { app: "istiod" })], ports: [tcp(15012)] };

/** Only at Google: elsewhere those addresses are nobody's, or hand out more than the pod's own identity. */
const TO_GOOGLE: readonly Egress[] = [
  // GKE's metadata server, which answers for the pod's service account: with Dataplane V2, and where it really listens.
  { to: [{ ipBlock: { cidr: "169.254.169.254/32" } }], ports: [tcp(80), tcp(8080)] },
  { to: [{ ipBlock: { cidr: "169.254.169.252/32" } }], ports: [tcp(987), tcp(988)] },
  // Google's APIs without the internet.
  { to: [{ ipBlock: { cidr: PRIVATE_APIS } }], ports: [tcp(443)] },
];

function podsIn(namespace: string, labels?: Readonly<Record<string, string>>): Peer {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    ...(labels && { podSelector: { matchLabels: labels } }),
  };
}

function tcp(port: number): Port {
  return { protocol: "TCP", port };
}
