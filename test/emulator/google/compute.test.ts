import { PROJECT, describeModel } from "./describe-model";

const LINK = `https://www.googleapis.com/compute/v1/projects/${PROJECT}`;
const VPC = `projects/${PROJECT}/global/networks/vpc`;

const secondaryRanges = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rangeName: `pods-${index}`, ipCidrRange: `10.20.${index}.0/24` }));

describeModel("gcp:compute/network:Network", {
  valid: { name: "vpc", autoCreateSubnetworks: false, routingMode: "REGIONAL" },
  id: VPC,
  outputs: { project: PROJECT, selfLink: `${LINK}/global/networks/vpc` },
  takes: {
    "a name of one letter": { name: "v" },
    "a name of 63 characters": { name: "v".repeat(63) },
    "routes to every region": { routingMode: "GLOBAL" },
  },
  refuses: {
    "a name of 64 characters": [{ name: "v".repeat(64) }, /name: 1 to 63 small letters/],
    "a name with capitals": [{ name: "Vpc" }, /name: /],
    "a name that begins with a digit": [{ name: "1vpc" }, /name: /],
    "a name that ends with -": [{ name: "vpc-" }, /name: /],
    "no name": [{ name: "" }, /name: /],
    "another routing mode": [{ routingMode: "ZONAL" }, /routingMode: .*"REGIONAL"\|"GLOBAL"/],
  },
});

describeModel("gcp:compute/subnetwork:Subnetwork", {
  valid: {
    name: "nodes",
    region: "europe-west4",
    network: VPC,
    ipCidrRange: "10.16.0.0/20",
    secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.20.0.0/14" }],
    privateIpGoogleAccess: true,
    logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" },
  },
  id: `projects/${PROJECT}/regions/europe-west4/subnetworks/nodes`,
  outputs: {
    project: PROJECT,
    selfLink: `${LINK}/regions/europe-west4/subnetworks/nodes`,
    gatewayAddress: "10.16.0.1",
  },
  takes: {
    "no secondary ranges": { secondaryIpRanges: [] },
    "170 secondary ranges": { secondaryIpRanges: secondaryRanges(170) },
    "no flows logged": { "logConfig.flowSampling": 0 },
    "all flows logged": { "logConfig.flowSampling": 1 },
  },
  refuses: {
    "a zone as its region": [{ region: "europe-west4-a" }, /region: a region such as europe-west4/],
    "an address without a length": [{ ipCidrRange: "10.16.0.0" }, /ipCidrRange: /],
    "a length beyond 32": [{ ipCidrRange: "10.16.0.0/33" }, /ipCidrRange: /],
    "a range without a name": [
      { secondaryIpRanges: [{ ipCidrRange: "10.20.0.0/14" }] },
      /secondaryIpRanges\.0\.rangeName/,
    ],
    "171 secondary ranges": [{ secondaryIpRanges: secondaryRanges(171) }, /secondaryIpRanges: /],
    "fewer flows logged than none": [{ "logConfig.flowSampling": -0.1 }, /logConfig\.flowSampling/],
    "more flows logged than there are": [{ "logConfig.flowSampling": 1.1 }, /logConfig\.flowSampling/],
    "another interval": [{ "logConfig.aggregationInterval": "INTERVAL_1_SEC" }, /logConfig\.aggregationInterval/],
  },
});

describeModel("gcp:compute/router:Router", {
  valid: { name: "router", region: "europe-west4", network: VPC },
  id: `projects/${PROJECT}/regions/europe-west4/routers/router`,
  outputs: { project: PROJECT, selfLink: `${LINK}/regions/europe-west4/routers/router` },
  refuses: {
    "a bad name": [{ name: "Router" }, /name: /],
    "a continent as its region": [{ region: "europe" }, /region: /],
  },
});

describeModel("gcp:compute/routerNat:RouterNat", {
  valid: {
    name: "nat",
    region: "europe-west4",
    router: "router",
    natIpAllocateOption: "MANUAL_ONLY",
    natIps: ["address"],
    sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
    subnetworks: [{ name: "nodes", sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
    enableDynamicPortAllocation: true,
    enableEndpointIndependentMapping: false,
    minPortsPerVm: 128,
    maxPortsPerVm: 4096,
    logConfig: { enable: true, filter: "ERRORS_ONLY" },
  },
  id: `${PROJECT}/europe-west4/router/nat`,
  outputs: { project: PROJECT },
  takes: {
    "addresses that Google chooses": { natIpAllocateOption: "AUTO_ONLY", natIps: undefined },
    "all subnets": { sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES", subnetworks: undefined },
    "fixed ports with endpoint-independent mapping": {
      enableDynamicPortAllocation: false,
      enableEndpointIndependentMapping: true,
    },
  },
  refuses: {
    "addresses beside those that Google chooses": [
      { natIpAllocateOption: "AUTO_ONLY" },
      /natIps belong to MANUAL_ONLY/,
    ],
    "no addresses where none are Google's": [{ natIps: undefined }, /natIps belong to MANUAL_ONLY/],
    "an empty list of addresses": [{ natIps: [] }, /natIps: /],
    "subnets beside all subnets": [
      { sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES" },
      /subnetworks belong to LIST_OF_SUBNETWORKS/,
    ],
    "a list of subnets that is missing": [{ subnetworks: undefined }, /subnetworks belong to LIST_OF_SUBNETWORKS/],
    "dynamic ports with endpoint-independent mapping": [
      { enableEndpointIndependentMapping: true },
      /enableDynamicPortAllocation and enableEndpointIndependentMapping exclude each other/,
    ],
    "too few ports": [{ minPortsPerVm: 31 }, /minPortsPerVm: /],
    "more ports than there are": [{ maxPortsPerVm: 65537 }, /maxPortsPerVm: /],
    "a router by its link": [{ router: `${LINK}/regions/europe-west4/routers/router` }, /router: /],
  },
});

describeModel("gcp:compute/address:Address", {
  valid: { name: "egress", region: "europe-west4", addressType: "EXTERNAL" },
  id: `projects/${PROJECT}/regions/europe-west4/addresses/egress`,
  outputs: {
    project: PROJECT,
    selfLink: `${LINK}/regions/europe-west4/addresses/egress`,
    // Of the range for documentation (RFC 5737), so that nobody takes it for a real one.
    address: "203.0.113.138",
  },
  refuses: {
    "another type": [{ addressType: "PUBLIC" }, /addressType: /],
    "a bad name": [{ name: "egress_1" }, /name: /],
  },
});

describeModel("gcp:compute/globalAddress:GlobalAddress", {
  valid: {
    name: "managed-services",
    purpose: "VPC_PEERING",
    addressType: "INTERNAL",
    address: "10.16.64.0",
    prefixLength: 20,
    network: VPC,
  },
  id: `projects/${PROJECT}/global/addresses/managed-services`,
  outputs: { project: PROJECT, selfLink: `${LINK}/global/addresses/managed-services` },
  takes: {
    "the largest range": { prefixLength: 8 },
    "the smallest range": { prefixLength: 29 },
  },
  refuses: {
    "a range larger than there are": [{ prefixLength: 7 }, /prefixLength: /],
    "a public range for peering": [{ addressType: "EXTERNAL" }, /a range for VPC_PEERING is INTERNAL/],
    "a range with its length": [{ address: "10.16.64.0/20" }, /address: /],
    "a single address": [{ prefixLength: 32 }, /prefixLength: /],
    "a length as text": [{ prefixLength: "20" }, /prefixLength: /],
    "another purpose": [{ purpose: "PEERING" }, /purpose: /],
  },
});

describeModel("gcp:compute/firewall:Firewall", {
  valid: {
    name: "allow-health-checks",
    description: "Google asks whether we are well.",
    network: VPC,
    direction: "INGRESS",
    priority: 1000,
    sourceRanges: ["35.191.0.0/16"],
    allows: [{ protocol: "tcp", ports: ["443", "8000-8080"] }],
    logConfig: { metadata: "INCLUDE_ALL_METADATA" },
  },
  optional: ["logConfig", "sourceRanges"],
  id: `projects/${PROJECT}/global/firewalls/allow-health-checks`,
  outputs: { project: PROJECT, selfLink: `${LINK}/global/firewalls/allow-health-checks` },
  takes: {
    "a denial": { allows: undefined, denies: [{ protocol: "all" }] },
    egress: { direction: "EGRESS", sourceRanges: undefined, destinationRanges: ["0.0.0.0/0"] },
    "the last priority": { priority: 65535 },
  },
  refuses: {
    "a rule that allows and denies": [{ denies: [{ protocol: "all" }] }, /either allows or denies/],
    "a rule that does neither": [{ allows: undefined }, /either allows or denies/],
    "sources of egress": [{ direction: "EGRESS" }, /sourceRanges belong to INGRESS/],
    "destinations of ingress": [{ destinationRanges: ["0.0.0.0/0"] }, /destinationRanges belong to EGRESS/],
    "a priority beyond the last": [{ priority: 65536 }, /priority: /],
    "a priority before the first": [{ priority: -1 }, /priority: /],
    "another protocol": [{ "allows.0.protocol": "http" }, /allows\.0\.protocol: /],
    "no destinations in a list": [
      { direction: "EGRESS", sourceRanges: undefined, destinationRanges: [] },
      /destinationRanges: /,
    ],
    "a rule about nothing": [{ allows: [] }, /allows: /],
    "no sources in a list": [{ sourceRanges: [] }, /sourceRanges: /],
    "a source that is no range": [{ sourceRanges: ["anywhere"] }, /sourceRanges\.0: /],
    "ports as numbers": [{ allows: [{ protocol: "tcp", ports: [443] }] }, /allows\.0\.ports\.0: /],
    "more words than Google keeps": [{ description: "x".repeat(2049) }, /description: /],
  },
});

describeModel("gcp:compute/healthCheck:HealthCheck", {
  valid: {
    name: "gateways",
    description: "Whether gateways answer",
    checkIntervalSec: 30,
    timeoutSec: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    sourceRegions: ["us-east1", "europe-west1", "asia-southeast1"],
    httpHealthCheck: { host: "agents.acme.example", port: 8081, requestPath: "/health" },
  },
  optional: ["sourceRegions"],
  id: `projects/${PROJECT}/global/healthChecks/gateways`,
  outputs: { project: PROJECT, selfLink: `${LINK}/global/healthChecks/gateways`, type: "HTTP" },
  takes: { "probes each second, where no regions are named": { sourceRegions: undefined, checkIntervalSec: 5 } },
  refuses: {
    "two regions": [{ sourceRegions: ["us-east1", "europe-west1"] }, /sourceRegions: /],
    "a region twice": [{ sourceRegions: ["us-east1", "us-east1", "europe-west1"] }, /three different regions/],
    "probes that are too frequent": [{ checkIntervalSec: 29 }, /checkIntervalSec is at least 30/],
    "an answer after the next question": [{ timeoutSec: 31 }, /timeoutSec is at most checkIntervalSec/],
    "a path without its beginning": [{ "httpHealthCheck.requestPath": "health" }, /requestPath: /],
    "eleven failures": [{ unhealthyThreshold: 11 }, /unhealthyThreshold: /],
  },
});
