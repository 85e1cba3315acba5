/** Rules about who gets in from outside: nobody, but through the gateway. */
import { GATEWAY as MESH_GATEWAY, referenceTo } from "../components/mesh/gateway";
import { HEALTH_GATEWAY } from "../components/mesh/health";
import type { Cluster } from "./cluster";
import { type KubeObject, isTenants, namespaceIn } from "./kubernetes";
import type { NodePool } from "./pool";
import { resourceRule } from "./rule";
import { CLUSTER, NODE_POOL } from "./subject";
import { isOff, isOn } from "./values";
import { shown } from "./watched";

export const nodesArePrivate = resourceRule<Cluster & NodePool>({
  name: "nodes-are-private",
  why: "A node with a public address can be reached from the internet, and reaches it without the NAT's addresses.",
  mend: "set enablePrivateNodes to true",
  level: "mandatory",
  kinds: [CLUSTER, NODE_POOL],
  *check({ kind, props }) {
    const [what, value] =
      kind === CLUSTER
        ? ["privateClusterConfig.enablePrivateNodes", props.privateClusterConfig?.enablePrivateNodes]
        : ["networkConfig.enablePrivateNodes", props.networkConfig?.enablePrivateNodes];
    if (!isOn(value)) yield { what, value: shown(value), limit: "true" };
  },
});

export const controlPlanesArePrivate = resourceRule<Cluster>({
  name: "control-planes-are-private",
  why: "A public address of the control plane is scanned and attacked from its first minute.",
  mend: "switch off controlPlaneEndpointsConfig.ipEndpointsConfig.enabled and reach the cluster by its DNS name",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    if (isOff(props.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled)) return;
    if (isOn(props.privateClusterConfig?.enablePrivateEndpoint)) return;
    const value = shown(props.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled);
    yield { what: "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled", value, limit: "false" };
  },
});

/** Ranges shorter than this hold more public addresses than anybody owns. */
const WIDEST = 16;

/** Whether a range is wider than any company's, private ranges aside. */
export function isWide(range: string): boolean {
  const [address = "", length] = range.split("/");
  if (/^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(address))
    return length !== undefined && Number(length) < 8;
  if (address.includes(":")) return length !== undefined && Number(length) < 32;
  return length !== undefined && Number(length) < WIDEST;
}

export const authorizedNetworksAreNarrow = resourceRule<Cluster>({
  name: "authorized-networks-are-narrow",
  why: "A control plane that everybody may ask is protected by nothing but a token.",
  mend: "name the ranges of the company's own networks",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    const { cidrBlocks = [], gcpPublicCidrsAccessEnabled } = props.masterAuthorizedNetworksConfig ?? {};
    const what = "masterAuthorizedNetworksConfig";
    for (const [index, { cidrBlock = "" }] of cidrBlocks.entries()) {
      if (!isWide(cidrBlock)) continue;
      yield { what: `${what}.cidrBlocks.${index}.cidrBlock`, value: cidrBlock, limit: `/${WIDEST} or narrower` };
    }
    if (isOn(gcpPublicCidrsAccessEnabled))
      yield { what: `${what}.gcpPublicCidrsAccessEnabled`, value: "true", limit: "false" };
  },
});

interface Firewall {
  readonly direction?: string;
  readonly disabled?: unknown;
  readonly allows?: readonly unknown[];
  readonly sourceRanges?: readonly string[];
  readonly sourceTags?: readonly string[];
  readonly sourceServiceAccounts?: readonly string[];
}

export const firewallsLetNobodyIn = resourceRule<Firewall>({
  name: "firewalls-let-nobody-in",
  why: "Everything in the VPC would be open to the internet but for its own locks.",
  mend: "name the ranges that need to get in, or let it come through the gateway",
  level: "mandatory",
  kinds: ["gcp:compute/firewall:Firewall"],
  *check({ props }) {
    const { direction = "INGRESS", allows = [], sourceRanges, sourceTags, sourceServiceAccounts } = props;
    if (direction !== "INGRESS" || allows.length === 0) return;
    const anybody = sourceRanges === undefined && sourceTags === undefined && sourceServiceAccounts === undefined;
    // Google's own default for a rule that names no source.
    const ranges = anybody ? ["0.0.0.0/0"] : (sourceRanges ?? []);
    for (const [index, range] of ranges.entries()) {
      // Google's health checks come from a /16 of its own.
      if (isWide(range)) yield { what: `sourceRanges.${index}`, value: range, limit: `/${WIDEST} or narrower` };
    }
  },
});

interface Service extends KubeObject {
  readonly spec?: {
    readonly type?: string;
    readonly externalName?: string;
    readonly externalIPs?: readonly string[];
    readonly loadBalancerSourceRanges?: readonly string[];
  };
}

export const servicesOfTenantsStayInside = resourceRule<Service>({
  name: "services-of-tenants-stay-inside",
  why: "A tenant's own way in or out goes around the gateway's TLS, its rights, and the network policies.",
  mend: "use ClusterIP; agents are reached through the gateway",
  level: "mandatory",
  kinds: ["core/Service"],
  *check(service) {
    if (!isTenants(service)) return;
    const { type = "ClusterIP", externalName, externalIPs = [] } = service.props.spec ?? {};
    if (type !== "ClusterIP") yield { what: "spec.type", value: type, limit: "ClusterIP" };
    if (type === "ClusterIP" && externalName !== undefined)
      yield { what: "spec.externalName", value: shown(externalName), limit: "none" };
    if (externalIPs.length > 0) yield { what: "spec.externalIPs", value: shown(externalIPs), limit: "none" };
  },
});

/** Namespace and name of the one Service that is reached from outside. */
const GATEWAY = referenceTo(MESH_GATEWAY);
const HEALTH = referenceTo(HEALTH_GATEWAY);

export const onlyTheGatewayIsOutside = resourceRule<Service>({
  name: "only-the-gateway-is-outside",
  why: "Each further way in needs its own TLS, rights and watch, and nobody would look after them.",
  mend: `let it come through ${GATEWAY}, or give the Service networking.gke.io/load-balancer-type: Internal`,
  level: "mandatory",
  kinds: ["core/Service"],
  *check(service) {
    const { metadata, spec } = service.props;
    const type = spec?.type ?? "ClusterIP";
    if (isTenants(service) || type === "ClusterIP") return;
    const isGateway = `${namespaceIn(service)}/${metadata?.name ?? ""}` === GATEWAY && type === "LoadBalancer";
    const isInternal =
      type === "LoadBalancer" && metadata?.annotations?.["networking.gke.io/load-balancer-type"] === "Internal";
    if (isGateway || isInternal) return;
    yield { what: "spec.type", value: type, limit: `ClusterIP for all but ${GATEWAY}` };
  },
});

export const nobodyHasAnIngress = resourceRule<KubeObject>({
  name: "nobody-has-an-ingress",
  why: "An Ingress or a Gateway beside the mesh's own is a second door without the first one's lock.",
  mend: `route through ${GATEWAY} with a VirtualService`,
  level: "mandatory",
  kinds: ["networking.k8s.io/Ingress", "gateway.networking.k8s.io/Gateway", "networking.istio.io/Gateway"],
  *check(door) {
    const name = `${namespaceIn(door)}/${door.props.metadata?.name ?? ""}`;
    if (door.kind === "networking.istio.io/Gateway" && !isTenants(door) && [GATEWAY, HEALTH].includes(name)) return;
    yield { what: door.kind, value: name, limit: `${GATEWAY}, and ${HEALTH} for probers` };
  },
});

interface Subnetwork {
  readonly privateIpGoogleAccess?: unknown;
  readonly purpose?: string;
}

export const subnetsReachGooglePrivately = resourceRule<Subnetwork>({
  name: "subnets-reach-google-privately",
  why: "Calls of nodes and agents to Google would leave through the internet.",
  mend: "set privateIpGoogleAccess to true",
  level: "mandatory",
  kinds: ["gcp:compute/subnetwork:Subnetwork"],
  *check({ props }) {
    const { purpose = "PRIVATE", privateIpGoogleAccess } = props;
    if (purpose !== "PRIVATE" || isOn(privateIpGoogleAccess)) return;
    yield { what: "privateIpGoogleAccess", value: shown(privateIpGoogleAccess), limit: "true" };
  },
});

export const NETWORK_RULES = [
  nodesArePrivate,
  controlPlanesArePrivate,
  authorizedNetworksAreNarrow,
  firewallsLetNobodyIn,
  servicesOfTenantsStayInside,
  onlyTheGatewayIsOutside,
  nobodyHasAnIngress,
  subnetsReachGooglePrivately,
];
