/** Rules that keep tenants apart. */
import { NAMESPACE, type KubeObject, isTenants, namespaceIn, tenantOf } from "./kubernetes";
import { namespacesWithout } from "./quota";
import { type Judged, resourceRule, stackRule } from "./rule";
import { isOff } from "./values";
import { shown } from "./watched";

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly unknown[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
}

interface NetworkPolicy extends KubeObject {
  readonly spec?: {
    readonly podSelector?: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

const NETWORK_POLICY = "networking.k8s.io/NetworkPolicy";

function selectsAll({ matchLabels = {}, matchExpressions = [] }: Selector = {}): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function denies(direction: "Ingress" | "Egress"): (policy: Judged<NetworkPolicy>) => boolean {
  return ({ props: { spec = {} } }) => {
    const rules = (direction === "Ingress" ? spec.ingress : spec.egress) ?? [];
    // Kubernetes' default: ingress always, egress where there are rules for it.
    const types = spec.policyTypes ?? ["Ingress"];
    return selectsAll(spec.podSelector) && types.includes(direction) && rules.length === 0;
  };
}

const MEND = "make the tenant with agno:tenants, which brings its policies";

export const tenantsLetNobodyIn = stackRule({
  name: "tenants-let-nobody-in",
  why: "Without a denial for every pod, a pod that no other policy selects is open to every tenant.",
  mend: MEND,
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout(view, NETWORK_POLICY, "the NetworkPolicy that denies all ingress", denies("Ingress"));
  },
});

export const tenantsReachNobody = stackRule({
  name: "tenants-reach-nobody",
  why: "Without a denial for every pod, a pod that no other policy selects reaches the whole network.",
  mend: MEND,
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout(view, NETWORK_POLICY, "the NetworkPolicy that denies all egress", denies("Egress"));
  },
});

/** What an allowance for addresses outside must leave out. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"];

export const policiesNameTheirPeers = resourceRule<NetworkPolicy>({
  name: "network-policies-name-their-peers",
  why: "A rule without peers, for every namespace or for every address also lets in the other tenants.",
  mend: "name the namespace by kubernetes.io/metadata.name, or leave the private ranges out of the ipBlock",
  level: "mandatory",
  kinds: [NETWORK_POLICY],
  *check(policy) {
    if (!isTenants(policy)) return;
    const { ingress = [], egress = [] } = policy.props.spec ?? {};
    const rules = [
      ...ingress.map(({ from }, index) => ({ peers: from ?? [], at: `spec.ingress.${index}.from` })),
      ...egress.map(({ to }, index) => ({ peers: to ?? [], at: `spec.egress.${index}.to` })),
    ];
    for (const { peers, at } of rules) {
      if (peers.length === 0) yield { what: at, value: "everybody", limit: "named peers" };
      for (const [index, peer] of peers.entries()) {
        const [value, limit] = tooWide(peer, namespaceIn(policy)) ?? [];
        if (value !== undefined && limit !== undefined) yield { what: `${at}.${index}`, value, limit };
      }
    }
  },
});

/** What is too wide of a peer, and what is allowed instead. */
function tooWide({ namespaceSelector, ipBlock }: Peer, own: string): readonly [string, string] | undefined {
  if (namespaceSelector !== undefined) {
    const name = namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"];
    if (name === undefined) return [shown(plainOf(namespaceSelector)), "a namespace by kubernetes.io/metadata.name"];
    if (name.startsWith("agno-tenant-") && name !== own) return [name, `${own} and the platform's namespaces`];
  }
  const { cidr, except = [] } = ipBlock ?? {};
  const open = cidr !== undefined && /\/[0-7]$/.test(cidr);
  const missing = open ? PRIVATE.filter((range) => !except.includes(range)) : [];
  return missing.length > 0 ? [`${cidr ?? ""} without exception`, `except ${missing.join(", ")}`] : undefined;
}

function plainOf({ matchLabels = {}, matchExpressions = [] }: Selector): Selector {
  return { matchLabels: { ...matchLabels }, matchExpressions: [...matchExpressions] };
}

/** What keeps tenants apart: a part of one from elsewhere changes it behind its author's back. */
const GUARDS = [
  ...["core/ResourceQuota", "core/LimitRange", NETWORK_POLICY, "networking.gke.io/FQDNNetworkPolicy"],
  ...["rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"],
  ...["rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding"],
  ...["security.istio.io/PeerAuthentication", "security.istio.io/AuthorizationPolicy", "networking.istio.io/Sidecar"],
  ...["admissionregistration.k8s.io/ValidatingAdmissionPolicy"],
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
];

export const guardsAreNotPatched = resourceRule<KubeObject>({
  name: "guards-are-not-patched",
  why: "A patch changes a guard that another resource declares: neither of the two shows what holds.",
  mend: "change the setting that the guard is made from",
  level: "mandatory",
  kinds: GUARDS,
  *check({ kind, partial, props }) {
    if (partial)
      yield { what: `a patch of ${kind}`, value: props.metadata?.name ?? "without name", limit: "whole objects" };
  },
});

export const tenantPodsAreRestricted = resourceRule<KubeObject>({
  name: "tenant-namespaces-are-restricted",
  why: "Kubernetes would let a tenant's pods have privileges with which they leave their container.",
  mend: "set the label pod-security.kubernetes.io/enforce to restricted",
  level: "mandatory",
  kinds: [NAMESPACE],
  *check(namespace) {
    if (tenantOf(namespace) === undefined) return;
    const label = "pod-security.kubernetes.io/enforce";
    const value = namespace.props.metadata?.labels?.[label];
    if (value === "restricted" || (namespace.partial && value === undefined)) return;
    yield { what: `metadata.labels.${label}`, value: shown(value), limit: "restricted" };
  },
});

export const tenantsAreInTheMesh = resourceRule<KubeObject>({
  name: "tenant-namespaces-are-in-the-mesh",
  why: "Pods without the mesh's sidecar have no identity: nobody knows who calls.",
  mend: "set the label istio-injection to enabled",
  level: "mandatory",
  kinds: [NAMESPACE],
  *check(namespace) {
    if (tenantOf(namespace) === undefined) return;
    const { "istio-injection": injection, "istio.io/rev": revision } = namespace.props.metadata?.labels ?? {};
    if (injection === "enabled" || (injection === undefined && (revision !== undefined || namespace.partial))) return;
    yield { what: "metadata.labels.istio-injection", value: shown(injection), limit: "enabled" };
  },
});

interface Secret extends KubeObject {
  readonly type?: string;
}

export const secretsComeFromSecretManager = resourceRule<Secret>({
  name: "secrets-come-from-secret-manager",
  why: "A Secret in the program stands in the stack's state, and whoever may read the namespace's has it.",
  mend: "put it into Secret Manager and let the agent's SecretProviderClass bring it",
  level: "mandatory",
  kinds: ["core/Secret"],
  *check(secret) {
    if (!isTenants(secret)) return;
    yield {
      what: "the Secret",
      value: secret.props.metadata?.name ?? "without name",
      limit: "a reference to Secret Manager",
    };
  },
});

interface Outside extends KubeObject {
  readonly spec?: {
    readonly hosts?: readonly string[];
    readonly location?: string;
    readonly egress?: readonly {
      readonly matches?: readonly { readonly name?: string; readonly pattern?: string }[];
      readonly ports?: readonly unknown[];
    }[];
  };
}

export const hostsOutsideAreNamed = resourceRule<Outside>({
  name: "hosts-outside-are-named",
  why: "Through a wildcard, data leaves to whoever takes a name below it.",
  mend: "name the hosts in modelHosts of the tenant",
  level: "mandatory",
  kinds: ["networking.gke.io/FQDNNetworkPolicy", "networking.istio.io/ServiceEntry"],
  *check(outside) {
    if (!isTenants(outside)) return;
    const { hosts = [], egress = [] } = outside.props.spec ?? {};
    for (const [index, host] of hosts.entries())
      if (host.includes("*")) yield { what: `spec.hosts.${index}`, value: host, limit: "names without wildcards" };
    for (const [index, { matches = [] }] of egress.entries())
      for (const { name = "", pattern } of matches)
        if (pattern !== undefined || name.includes("*"))
          yield { what: `spec.egress.${index}.matches`, value: pattern ?? name, limit: "names without wildcards" };
  },
});

interface Account extends KubeObject {
  readonly automountServiceAccountToken?: unknown;
}

export const accountsMountNoTokens = resourceRule<Account>({
  name: "accounts-mount-no-tokens",
  why: "An agent that is taken over would have a token for the API server, which no agent needs.",
  mend: "set automountServiceAccountToken to false",
  level: "mandatory",
  kinds: ["core/ServiceAccount"],
  *check(account) {
    const value = account.props.automountServiceAccountToken;
    if (!isTenants(account) || isOff(value) || (account.partial && value === undefined)) return;
    yield { what: "automountServiceAccountToken", value: shown(value), limit: "false" };
  },
});

export const ISOLATION_RULES = [
  tenantsLetNobodyIn,
  tenantsReachNobody,
  policiesNameTheirPeers,
  guardsAreNotPatched,
  tenantPodsAreRestricted,
  tenantsAreInTheMesh,
  hostsOutsideAreNamed,
  secretsComeFromSecretManager,
  accountsMountNoTokens,
];
