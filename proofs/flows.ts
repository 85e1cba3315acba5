/**
 * Which pods may reach which, by the network policies of a cluster: computed from the manifests, by Kubernetes' rules.
 *
 * A tenant chooses its pods' labels, so a tenant is taken as the cleverest pod that it could make: one that only
 * policies for every pod of the namespace hold, and that every rule takes whose namespace it is in. What is not allowed
 * to that pod is allowed to none.
 */
import { type KubernetesObject, ofKind } from "./objects";
import { type Expression } from "./pods";
import { holds } from "./placement";
import { contains, overlaps } from "./ranges";

/** Ports of one protocol, both ends included. */
export interface Ports {
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly from: number;
  readonly to: number;
}

/** Something that speaks or is spoken to. */
export interface Party {
  /** How it is called in tables. */
  readonly name: string;
  /** Of pods; absent for addresses outside. */
  readonly namespace?: string;
  /** Labels of the pods; absent where whoever makes them may choose any. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Addresses that it may have. */
  readonly range: string;
}

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Expression[];
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly {
    readonly protocol?: Ports["protocol"];
    readonly port?: number | string;
    readonly endPort?: number;
  }[];
}

interface NetworkPolicy extends KubernetesObject {
  readonly kind: "NetworkPolicy";
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes?: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

type Direction = "Ingress" | "Egress";

const EVERY_PORT: readonly Ports[] = (["TCP", "UDP", "SCTP"] as const).map((protocol) => ({
  protocol,
  from: 1,
  to: 65_535,
}));

/** The network policies of one cluster. */
export class NetworkPolicies {
  private readonly policies: readonly NetworkPolicy[];
  private readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;

  constructor(objects: readonly KubernetesObject[]) {
    this.policies = ofKind<NetworkPolicy>(objects, "NetworkPolicy");
    this.namespaces = new Map(
      objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
    );
  }

  /** The ports on which one may reach the other: those that both ends allow. */
  between(source: Party, target: Party): readonly Ports[] {
    const out = this.allowed(source, "Egress", target);
    const into = this.allowed(target, "Ingress", source);
    return common(out, into);
  }

  /** What the policies of one party allow towards or from another. */
  private allowed(party: Party, direction: Direction, other: Party): readonly Ports[] {
    const own = this.policies.filter(
      ({ metadata, spec }) => metadata.namespace === party.namespace && typesOf(spec).includes(direction),
    );
    if (!own.some(({ spec }) => this.surelySelects(spec.podSelector, party))) return EVERY_PORT;
    return own
      .filter(({ spec }) => mayMatch(spec.podSelector, party.labels))
      .flatMap(({ spec }) => (direction === "Ingress" ? spec.ingress : spec.egress) ?? [])
      .filter((rule) => this.names(direction === "Ingress" ? rule.from : rule.to, party, other))
      .flatMap(portsOf);
  }

  private surelySelects(selector: LabelSelector, { namespace, labels }: Party): boolean {
    if (namespace === undefined) return false;
    return labels === undefined ? isEmpty(selector) : mayMatch(selector, labels);
  }

  /** Whether a rule without peers, or one of its peers, is about the other party. */
  private names(peers: readonly Peer[] | undefined, party: Party, other: Party): boolean {
    if (peers === undefined || peers.length === 0) return true;
    return peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock !== undefined) {
        return overlaps(ipBlock.cidr, other.range) && !ipBlock.except?.some((range) => contains(range, other.range));
      }
      if (other.namespace === undefined) return false;
      const inNamespace =
        namespaceSelector === undefined
          ? other.namespace === party.namespace
          : mayMatch(namespaceSelector, this.labelsOf(other.namespace));
      return inNamespace && (podSelector === undefined || mayMatch(podSelector, other.labels));
    });
  }

  /** Every namespace has its name as a label, which nobody can change. */
  private labelsOf(namespace: string): Readonly<Record<string, string>> {
    return { ...this.namespaces.get(namespace), "kubernetes.io/metadata.name": namespace };
  }
}

function typesOf({ policyTypes, egress }: NetworkPolicy["spec"]): readonly Direction[] {
  return policyTypes ?? (egress === undefined ? ["Ingress"] : ["Ingress", "Egress"]);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether labels meet a selector; those that somebody may choose meet any. */
function mayMatch(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  if (labels === undefined) return true;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((expression) => holds(labels, expression))
  );
}

/** A named port could be any: whoever makes the pod says which. */
function portsOf({ ports }: Rule): readonly Ports[] {
  if (ports === undefined || ports.length === 0) return EVERY_PORT;
  return ports.map(({ protocol = "TCP", port, endPort }) =>
    typeof port === "number" ? { protocol, from: port, to: endPort ?? port } : { protocol, from: 1, to: 65_535 },
  );
}

function common(a: readonly Ports[], b: readonly Ports[]): readonly Ports[] {
  const shared = a.flatMap((one) =>
    b
      .filter(({ protocol }) => protocol === one.protocol)
      .map(({ from, to }) => ({
        protocol: one.protocol,
        from: Math.max(one.from, from),
        to: Math.min(one.to, to),
      }))
      .filter(({ from, to }) => from <= to),
  );
  const seen = new Map(shared.map((ports) => [inWords(ports), ports]));
  return [...seen.values()];
}

/** "TCP 443", "UDP 53", "TCP 1-65535". */
export function inWords({ protocol, from, to }: Ports): string {
  return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
}
