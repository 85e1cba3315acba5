/** The isolation proof: no tenant reaches another, and what each may reach at all, as a table. */
import { type KubernetesObject, ofKind } from "./objects";
import { NetworkPolicies, type Party, type Ports, inWords } from "./flows";

/** A flow that the policies allow. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly Ports[];
}

export interface RegionIsolation {
  readonly region: string;
  /** Ordered pairs of two tenants that were looked at. */
  readonly pairs: number;
  /** Flows from one tenant to another: none, if all is well. */
  readonly crossing: readonly Flow[];
  /** All that tenants may do besides: with the platform, the cluster's own parts and the outside. */
  readonly allowed: readonly Flow[];
}

export interface IsolationProof {
  readonly regions: readonly RegionIsolation[];
  /** What does not hold, in words; empty where all is well. */
  readonly violations: readonly string[];
}

export interface RegionToIsolate {
  readonly region: string;
  readonly objects: readonly KubernetesObject[];
  /** The addresses that pods and nodes of the region may have. */
  readonly range: string;
}

/** Every tenant's namespace carries this label. */
const TENANT = "tenant-id";

/** Who else there is in a cluster: parts that are there before the platform, by the labels that they have. */
function partiesAround(range: string): readonly Party[] {
  const pods = (name: string, namespace: string, labels: Readonly<Record<string, string>>): Party => ({
    ...{ name, namespace, labels, range },
  });
  const addresses = (name: string, address: string): Party => ({ name, range: address });
  return [
    pods("gateway", "agno-system", { istio: "ingressgateway", app: "istio-ingressgateway" }),
    pods("platform", "agno-system", { app: "other" }),
    pods("istiod", "istio-system", { app: "istiod", istio: "pilot" }),
    pods("kube-dns", "kube-system", { "k8s-app": "kube-dns" }),
    pods("kube-system", "kube-system", { "k8s-app": "other" }),
    pods("prometheus", "gmp-system", { app: "managed-prometheus-collector" }),
    pods("other namespaces", "default", { app: "other" }),
    addresses("node-local-dns", "169.254.20.10/32"),
    addresses("metadata server", "169.254.169.254/32"),
    addresses("private Google APIs", "199.36.153.8/30"),
    addresses("nodes and control plane", range),
    addresses("the company's other private addresses", "192.168.0.0/16"),
    addresses("the internet", "93.184.215.0/24"),
  ];
}

/** Computes all flows of all regions. */
export function proveIsolation(regions: readonly RegionToIsolate[]): IsolationProof {
  const proven = regions.map(isolationOf);
  return { regions: proven, violations: proven.flatMap(violationsIn) };
}

function isolationOf({ region, objects, range }: RegionToIsolate): RegionIsolation {
  const policies = new NetworkPolicies(objects);
  const tenants: readonly Party[] = ofKind(objects, "Namespace")
    .filter(({ metadata }) => metadata.labels?.[TENANT] !== undefined)
    .map(({ metadata: { name } }) => ({ name, namespace: name, range }));
  const around = partiesAround(range);
  const flow = (from: Party, to: Party): readonly Flow[] => {
    const ports = policies.between(from, to);
    return ports.length === 0 ? [] : [{ from: from.name, to: to.name, ports }];
  };
  const others = (tenant: Party) => tenants.filter((other) => other !== tenant);
  return {
    region,
    pairs: tenants.length * (tenants.length - 1),
    crossing: tenants.flatMap((from) => others(from).flatMap((to) => flow(from, to))),
    allowed: tenants.flatMap((tenant) => [
      ...flow(tenant, tenant),
      ...around.flatMap((other) => [...flow(tenant, other), ...flow(other, tenant)]),
    ]),
  };
}

function violationsIn({ region, crossing }: RegionIsolation): readonly string[] {
  return crossing.map(({ from, to, ports }) => `${region}: ${from} reaches ${to} on ${ports.map(inWords).join(", ")}`);
}
