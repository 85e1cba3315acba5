import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { RegionRanges } from "./address-plan";
import { NAT_PORTS, egressAddressesFor } from "./egress-plan";
import { FIREWALL_RULES } from "./firewall-rules";
import { PRIVATE_RECORDS, PRIVATE_ZONE } from "./private-apis";

export interface RegionalNetworkArgs {
  /** The Google region, for example "europe-west4". */
  readonly region: string;
  /** What the region may use, from {@link rangesOf}. */
  readonly ranges: RegionRanges;
  /** The most nodes there can be, upgrades included: they share the addresses by which the region leaves. */
  readonly nodes: number;
  /** The hub through which regions reach each other. */
  readonly hubId: pulumi.Input<string>;
}

/** The names of the cluster subnet's secondary ranges. */
export const SECONDARY_RANGES = { pods: "pods", services: "services" } as const;

/**
 * One region's own VPC: a subnet for its cluster, a way out through addresses that a partner can allow, a private way
 * to Google's managed services and to the other regions. Nothing gets in or out that no rule of {@link FIREWALL_RULES}
 * lets through.
 */
export class RegionalNetwork extends pulumi.ComponentResource {
  /** The VPC, for what else must join it. */
  readonly networkId: pulumi.Output<string>;
  /** The cluster's subnet. */
  readonly subnetworkId: pulumi.Output<string>;
  /** The addresses that everything in the region has outside. */
  readonly egressAddresses: pulumi.Output<string[]>;

  constructor(name: string, args: RegionalNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:network:RegionalNetwork", name, {}, opts);
    const scope: Scope = { name, region: args.region, parent: this };

    const vpc = createVpc(scope);
    const subnetwork = createSubnetwork(scope, vpc, args.ranges);
    const egress = createEgress(scope, vpc, subnetwork, args.nodes);
    connectManagedServices(scope, vpc, args.ranges);
    answerPrivately(scope, vpc);
    createFirewall(scope, vpc, args.ranges);
    joinHub(scope, vpc, args.hubId);

    this.networkId = vpc.id;
    this.subnetworkId = subnetwork.id;
    this.egressAddresses = pulumi.all(egress.map(({ address }) => address));
    this.registerOutputs({
      networkId: this.networkId,
      subnetworkId: this.subnetworkId,
      egressAddresses: this.egressAddresses,
    });
  }
}

/** Where the parts belong: their names start with the component's, and it is their parent. */
interface Scope {
  readonly name: string;
  readonly region: string;
  readonly parent: pulumi.Resource;
}

function createVpc({ name, region, parent }: Scope): gcp.compute.Network {
  return new gcp.compute.Network(
    `${name}-vpc`,
    { name: `agno-vpc-${region}`, autoCreateSubnetworks: false, routingMode: "REGIONAL" },
    { parent },
  );
}

function createSubnetwork(
  { name, region, parent }: Scope,
  vpc: gcp.compute.Network,
  ranges: RegionRanges,
): gcp.compute.Subnetwork {
  return new gcp.compute.Subnetwork(
    `${name}-subnetwork`,
    {
      name: `agno-nodes-${region}`,
      region,
      network: vpc.id,
      ipCidrRange: ranges.nodes,
      secondaryIpRanges: [
        { rangeName: SECONDARY_RANGES.pods, ipCidrRange: ranges.pods },
        { rangeName: SECONDARY_RANGES.services, ipCidrRange: ranges.services },
      ],
      privateIpGoogleAccess: true,
      logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" },
    },
    { parent },
  );
}

/** Reserved addresses instead of Google's pool: partners put them on their allow-lists, so they must not change. */
function createEgress(
  { name, region, parent }: Scope,
  vpc: gcp.compute.Network,
  subnetwork: gcp.compute.Subnetwork,
  nodes: number,
): readonly gcp.compute.Address[] {
  const addresses = Array.from(
    { length: egressAddressesFor(nodes) },
    (_, index) =>
      new gcp.compute.Address(
        `${name}-egress-${index + 1}`,
        { name: `agno-egress-${region}-${index + 1}`, region, addressType: "EXTERNAL" },
        { parent },
      ),
  );
  const router = new gcp.compute.Router(
    `${name}-router`,
    { name: `agno-router-${region}`, region, network: vpc.id },
    { parent },
  );
  new gcp.compute.RouterNat(
    `${name}-nat`,
    {
      name: `agno-nat-${region}`,
      region,
      router: router.name,
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: addresses.map(({ selfLink }) => selfLink),
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: subnetwork.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
      enableDynamicPortAllocation: true,
      minPortsPerVm: NAT_PORTS.min,
      maxPortsPerVm: NAT_PORTS.max,
      // Dynamic allocation and this exclude each other.
      enableEndpointIndependentMapping: false,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    },
    { parent },
  );
  return addresses;
}

function connectManagedServices({ name, region, parent }: Scope, vpc: gcp.compute.Network, ranges: RegionRanges): void {
  const [address, prefixLength] = ranges.managedServices.split("/") as [string, string];
  const range = new gcp.compute.GlobalAddress(
    `${name}-managed-services`,
    {
      name: `agno-managed-services-${region}`,
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      address,
      prefixLength: Number(prefixLength),
      network: vpc.id,
    },
    { parent },
  );
  new gcp.servicenetworking.Connection(
    `${name}-managed-services-connection`,
    { network: vpc.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [range.name] },
    { parent },
  );
}

/**
 * Google's APIs by their private addresses. A zone is tied to VPCs that exist, so it is the region's and not the hub's;
 * the way there is the VPC's default route and the subnet's private access.
 */
function answerPrivately({ name, region, parent }: Scope, vpc: gcp.compute.Network): void {
  const zone = new gcp.dns.ManagedZone(
    `${name}-google-apis`,
    {
      name: `agno-google-apis-${region}`,
      description: "Google's APIs by their private addresses",
      dnsName: PRIVATE_ZONE,
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
    },
    { parent },
  );
  for (const { name: what, dnsName, type, answers } of PRIVATE_RECORDS) {
    new gcp.dns.RecordSet(
      `${name}-google-apis-${what}`,
      { managedZone: zone.name, name: dnsName, type, ttl: ANSWERS_HOLD, rrdatas: [...answers] },
      { parent },
    );
  }
}

/** Five minutes, in seconds, as in Google's own guide: the addresses have not changed in years. */
const ANSWERS_HOLD = 300;

function createFirewall({ name, region, parent }: Scope, vpc: gcp.compute.Network, ranges: RegionRanges): void {
  for (const rule of FIREWALL_RULES) {
    const sources = rule.peers(ranges);
    const traffic = rule.protocols.map((protocol) => ({ ...protocol }));
    new gcp.compute.Firewall(
      `${name}-${rule.name}`,
      {
        name: `agno-${rule.name}-${region}`,
        description: rule.reason,
        network: vpc.id,
        direction: rule.direction,
        priority: rule.priority,
        ...(rule.direction === "INGRESS" ? { sourceRanges: sources } : { destinationRanges: sources }),
        ...(rule.action === "allow" ? { allows: traffic } : { denies: traffic }),
        ...(rule.action === "deny" ? { logConfig: { metadata: "INCLUDE_ALL_METADATA" } } : {}),
      },
      { parent },
    );
  }
}

function joinHub({ name, region, parent }: Scope, vpc: gcp.compute.Network, hubId: pulumi.Input<string>): void {
  new gcp.networkconnectivity.Spoke(
    `${name}-spoke`,
    {
      name: `agno-spoke-${region}`,
      location: "global",
      hub: hubId,
      linkedVpcNetwork: { uri: vpc.selfLink },
    },
    { parent },
  );
}
