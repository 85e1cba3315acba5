import assert from "node:assert/strict";
import { rangesOf } from "../../../components/network/address-plan";
import { RegionalNetwork } from "../../../components/network/regional-network";
import { type Made, PROJECT, evaluateComponent, inputOf } from "../evaluate-component";

const HUB = `projects/${PROJECT}/locations/global/hubs/agno-hub`;
const VPC = `projects/${PROJECT}/global/networks/agno-vpc-europe-west4`;
const SUBNETWORK = `projects/${PROJECT}/regions/europe-west4/subnetworks/agno-nodes-europe-west4`;
const EGRESS = `https://www.googleapis.com/compute/v1/projects/${PROJECT}/regions/europe-west4/addresses/agno-egress-europe-west4-1`;

describe("RegionalNetwork", () => {
  let made: Made;

  before(async () => {
    made = await evaluateComponent((options) => {
      const args = { region: "europe-west4", ranges: rangesOf(1), nodes: 176, hubId: HUB };
      const network = new RegionalNetwork("europe-west4-network", args, options);
      return { networkId: network.networkId, subnetworkId: network.subnetworkId, egress: network.egressAddresses };
    });
  });

  it("has a VPC of its own, without the subnets that Google would add in every region", () => {
    const { inputs } = made.one("gcp:compute/network:Network");
    assert.deepEqual(inputs, { name: "agno-vpc-europe-west4", autoCreateSubnetworks: false, routingMode: "REGIONAL" });
  });

  it("has one subnet in it, with the plan's ranges", () => {
    const { inputs } = made.one("gcp:compute/subnetwork:Subnetwork");
    assert.deepEqual([inputs.name, inputs.region, inputs.network], ["agno-nodes-europe-west4", "europe-west4", VPC]);
    assert.equal(inputs.ipCidrRange, "10.16.0.0/20");
    assert.deepEqual(inputs.secondaryIpRanges, [
      { rangeName: "pods", ipCidrRange: "10.20.0.0/14" },
      { rangeName: "services", ipCidrRange: "10.17.0.0/20" },
    ]);
  });

  it("reaches Google's APIs without leaving Google", () => {
    assert.equal(made.one("gcp:compute/subnetwork:Subnetwork").inputs.privateIpGoogleAccess, true);
  });

  it("logs half of its flows, with all that is known of them", () => {
    assert.deepEqual(made.one("gcp:compute/subnetwork:Subnetwork").inputs.logConfig, {
      aggregationInterval: "INTERVAL_5_SEC",
      flowSampling: 0.5,
      metadata: "INCLUDE_ALL_METADATA",
    });
  });

  it("leaves by its own reserved address only", () => {
    const address = made.one("gcp:compute/address:Address").inputs;
    assert.deepEqual(address, { name: "agno-egress-europe-west4-1", region: "europe-west4", addressType: "EXTERNAL" });
    const nat = made.one("gcp:compute/routerNat:RouterNat").inputs;
    assert.equal(nat.natIpAllocateOption, "MANUAL_ONLY");
    assert.deepEqual(nat.natIps, [EGRESS]);
  });

  it("translates the addresses of its own subnet, nodes and pods alike", () => {
    const nat = made.one("gcp:compute/routerNat:RouterNat").inputs;
    assert.equal(nat.sourceSubnetworkIpRangesToNat, "LIST_OF_SUBNETWORKS");
    assert.deepEqual(nat.subnetworks, [{ name: SUBNETWORK, sourceIpRangesToNats: ["ALL_IP_RANGES"] }]);
    assert.equal(nat.router, "agno-router-europe-west4");
    assert.equal(made.one("gcp:compute/router:Router").inputs.network, VPC);
  });

  it("gives a node as many outward connections as it needs, from 128 to 4096", () => {
    const nat = made.one("gcp:compute/routerNat:RouterNat").inputs;
    assert.equal(nat.enableDynamicPortAllocation, true);
    assert.equal(nat.enableEndpointIndependentMapping, false);
    assert.deepEqual([nat.minPortsPerVm, nat.maxPortsPerVm], [64, 4096]);
  });

  it("keeps a range for Google's managed services and connects it", () => {
    const range = made.one("gcp:compute/globalAddress:GlobalAddress").inputs;
    assert.deepEqual([range.address, range.prefixLength], ["10.16.64.0", 20]);
    assert.deepEqual([range.purpose, range.addressType, range.network], ["VPC_PEERING", "INTERNAL", VPC]);
    assert.deepEqual(made.one("gcp:servicenetworking/connection:Connection").inputs, {
      network: VPC,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["agno-managed-services-europe-west4"],
    });
  });

  it("answers for Google's APIs with their private addresses, in its own VPC only", () => {
    const { inputs: zone } = made.one("gcp:dns/managedZone:ManagedZone");
    assert.deepEqual(
      [zone.name, zone.dnsName, zone.visibility],
      ["agno-google-apis-europe-west4", "googleapis.com.", "private"],
    );
    assert.deepEqual(zone.privateVisibilityConfig, { networks: [{ networkUrl: VPC }] });
    assert.deepEqual(
      made.all("gcp:dns/recordSet:RecordSet").map(({ inputs }) => inputs),
      [
        {
          managedZone: "agno-google-apis-europe-west4",
          name: "private.googleapis.com.",
          type: "A",
          ttl: 300,
          rrdatas: ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
        },
        {
          managedZone: "agno-google-apis-europe-west4",
          name: "*.googleapis.com.",
          type: "CNAME",
          ttl: 300,
          rrdatas: ["private.googleapis.com."],
        },
      ],
    );
  });

  it("joins the hub with its VPC", () => {
    assert.deepEqual(made.one("gcp:networkconnectivity/spoke:Spoke").inputs, {
      name: "agno-spoke-europe-west4",
      location: "global",
      hub: HUB,
      linkedVpcNetwork: { uri: `https://www.googleapis.com/compute/v1/${VPC}` },
    });
  });

  const rules = [
    // name, direction, what, from or to
    ["deny-ingress", "INGRESS", { denies: [{ protocol: "all" }], sourceRanges: ["0.0.0.0/0"] }],
    ["deny-egress", "EGRESS", { denies: [{ protocol: "all" }], destinationRanges: ["0.0.0.0/0"] }],
    [
      "allow-health-checks",
      "INGRESS",
      { allows: [{ protocol: "tcp" }], sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"] },
    ],
    ["allow-egress-region", "EGRESS", { allows: [{ protocol: "all" }], destinationRanges: ["10.16.0.0/12"] }],
    [
      "allow-egress-https",
      "EGRESS",
      { allows: [{ protocol: "tcp", ports: ["443"] }], destinationRanges: ["0.0.0.0/0"] },
    ],
  ] as const;
  for (const [name, direction, traffic] of rules) {
    it(`has the rule ${name} in its VPC`, () => {
      const { inputs } = made.named(`europe-west4-network-${name}`);
      const { allows, denies, sourceRanges, destinationRanges } = inputs;
      const given = Object.entries({ allows, denies, sourceRanges, destinationRanges });
      assert.deepEqual(Object.fromEntries(given.filter(([, value]) => value !== undefined)), traffic);
      assert.equal(inputs.name, `agno-${name}-europe-west4`);
      assert.deepEqual([inputs.direction, inputs.network], [direction, VPC]);
    });
  }

  it("has no other rule", () => {
    assert.equal(made.all("gcp:compute/firewall:Firewall").length, rules.length);
  });

  it("logs what its firewall refuses, and only that", () => {
    const logged = made
      .all("gcp:compute/firewall:Firewall")
      .filter(({ inputs }) => inputs.logConfig !== undefined)
      .map((rule) => [rule.name, inputOf(rule, "logConfig.metadata")]);
    assert.deepEqual(logged, [
      ["europe-west4-network-deny-egress", "INCLUDE_ALL_METADATA"],
      ["europe-west4-network-deny-ingress", "INCLUDE_ALL_METADATA"],
    ]);
  });

  it("makes all of this itself, and nothing else", () => {
    assert.deepEqual(made.below(made.one("agno:network:RegionalNetwork")), [
      "europe-west4-network-allow-egress-https",
      "europe-west4-network-allow-egress-region",
      "europe-west4-network-allow-health-checks",
      "europe-west4-network-deny-egress",
      "europe-west4-network-deny-ingress",
      "europe-west4-network-egress-1",
      "europe-west4-network-google-apis",
      "europe-west4-network-google-apis-addresses",
      "europe-west4-network-google-apis-names",
      "europe-west4-network-managed-services",
      "europe-west4-network-managed-services-connection",
      "europe-west4-network-nat",
      "europe-west4-network-router",
      "europe-west4-network-spoke",
      "europe-west4-network-subnetwork",
      "europe-west4-network-vpc",
    ]);
  });

  it("gives out what others need", () => {
    const { networkId, subnetworkId, egress } = made.outputs;
    assert.deepEqual([networkId, subnetworkId], [VPC, SUBNETWORK]);
    assert.deepEqual(egress, [made.one("gcp:compute/address:Address").outputs.address]);
    assert.match(String(egress), /^203\.0\.113\.\d+$/);
    assert.deepEqual(made.one("agno:network:RegionalNetwork").outputs, {
      networkId,
      subnetworkId,
      egressAddresses: egress,
    });
  });
});
