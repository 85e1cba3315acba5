import assert from "node:assert/strict";
import { z } from "zod";
import { Emulator, Refusal, modelOf } from "../../emulator/emulator";
import type { Properties } from "../../emulator/model";
import type { RegisteredResource } from "../../emulator/monitor";
import { report } from "../program/stacks";

type Change = readonly [path: string, value: unknown];

/** What the real service refuses: one change each to what prod sends, and words of the answer. */
const REFUSED: Readonly<Record<string, readonly (readonly [...Change, RegExp])[]>> = {
  "gcp:compute/network:Network": [
    ["name", "Agno", /name: 1 to 63 small letters/],
    ["routingMode", "regional", /routingMode: /],
    ["mtuu", 1460, /Unrecognized key: "mtuu"/],
  ],
  "gcp:compute/subnetwork:Subnetwork": [
    ["ipCidrRange", "10.0.0.0", /ipCidrRange: /],
    ["logConfig.flowSampling", 1.5, /logConfig\.flowSampling: /],
    ["region", "europe", /region: a region such as/],
  ],
  "gcp:compute/routerNat:RouterNat": [
    ["natIpAllocateOption", "AUTO_ONLY", /natIps belong to MANUAL_ONLY/],
    ["sourceSubnetworkIpRangesToNat", "ALL_SUBNETWORKS_ALL_IP_RANGES", /subnetworks belong to LIST_OF_SUBNETWORKS/],
    ["enableEndpointIndependentMapping", true, /exclude each other/],
    ["minPortsPerVm", 16, /minPortsPerVm: /],
    ["minPortsPerVm", 4096, /minPortsPerVm must be less than maxPortsPerVm/],
    ["minPortsPerVm", 100, /must be powers of two/],
  ],
  "gcp:compute/router:Router": [["network", undefined, /network: /]],
  "gcp:compute/address:Address": [["addressType", "PUBLIC", /addressType: /]],
  "gcp:compute/globalAddress:GlobalAddress": [
    ["addressType", "EXTERNAL", /VPC_PEERING is INTERNAL/],
    ["prefixLength", 31, /prefixLength: /],
  ],
  "gcp:compute/firewall:Firewall": [
    ["priority", 65536, /priority: /],
    ["denies", [{ protocol: "tcp" }], /either allows or denies/],
    ["direction", "INGRESS", /destinationRanges belong to EGRESS/],
    ["sourceRanges", ["10.0.0.0/8"], /sourceRanges belong to INGRESS/],
  ],
  "gcp:projects/service:Service": [["service", "compute", /an API such as/]],
  "gcp:projects/serviceIdentity:ServiceIdentity": [["service", "compute.googleapis.com", /service: /]],
  "gcp:projects/iAMMember:IAMMember": [
    ["role", "roles/owner", /never owner or editor/],
    ["role", "roles/editor", /never owner or editor/],
    ["member", "allUsers", /member: /],
  ],
  "gcp:serviceaccount/account:Account": [["accountId", "agno-nodes-northamerica-northeast1", /6 to 30/]],
  "gcp:kms/keyRing:KeyRing": [["location", "global-1a", /location: /]],
  "gcp:kms/cryptoKey:CryptoKey": [
    ["rotationPeriod", "3600s", /at least a day/],
    ["rotationPeriod", "90d", /a duration such as/],
    ["purpose", "MAC", /only keys to encrypt and decrypt rotate/],
  ],
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": [["role", "roles/owner", /never owner or editor/]],
  "gcp:compute/healthCheck:HealthCheck": [
    ["sourceRegions", ["us-east1"], /sourceRegions: /],
    ["httpHealthCheck.requestPath", "health", /requestPath: /],
  ],
  "gcp:dns/managedZone:ManagedZone": [
    ["dnsName", "googleapis.com", /dnsName: a DNS name that ends with a point/],
    ["visibility", "private", /privateVisibilityConfig belongs to private zones/],
  ],
  "gcp:dns/recordSet:RecordSet": [["rrdatas", ["203.0.113.1"], /either rrdatas or routingPolicy/]],
  "gcp:pubsub/topic:Topic": [
    ["name", "q", /name: 3 to 255 letters/],
    ["messageStoragePolicy.allowedPersistenceRegions", ["europe"], /a region such as/],
  ],
  "gcp:pubsub/subscription:Subscription": [
    ["ackDeadlineSeconds", 5, /ackDeadlineSeconds: /],
    ["expirationPolicy.ttl", "60s", /expirationPolicy\.ttl: /],
  ],
  "gcp:pubsub/topicIAMMember:TopicIAMMember": [["member", "allUsers", /member: /]],
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": [["role", "roles/owner", /never owner or editor/]],
  "gcp:secretmanager/secret:Secret": [["secretId", "a.b", /secretId: /]],
  "gcp:secretmanager/secretIamMember:SecretIamMember": [["member", "allAuthenticatedUsers", /member: /]],
  "gcp:networkconnectivity/hub:Hub": [
    ["policyMode", "CUSTOM", /presetTopology belongs to policyMode PRESET/],
    ["presetTopology", "RING", /presetTopology: /],
  ],
  "gcp:networkconnectivity/spoke:Spoke": [["location", "us-central1", /in location global/]],
  "gcp:servicenetworking/connection:Connection": [["reservedPeeringRanges", [], /reservedPeeringRanges: /]],
  "gcp:container/cluster:Cluster": [
    ["name", "a".repeat(41), /name: /],
    ["nodeLocations", ["us-west1-a"], /zones of the cluster's region/],
    ["databaseEncryption.keyName", "projects/p/locations/us-west1/keyRings/r/cryptoKeys/k", /cluster's own location/],
    ["authenticatorGroupsConfig.securityGroup", "agno@acme.example", /authenticatorGroupsConfig\.securityGroup: /],
    ["securityPostureConfig.mode", "ENTERPRISE", /securityPostureConfig\.mode: /],
    ["controlPlaneEndpointsConfig.ipEndpointsConfig.enable", false, /Unrecognized key/],
    ["maintenancePolicy.recurringWindow.recurrence", "FREQ=HOURLY", /recurrence: /],
    ["maintenancePolicy.recurringWindow.recurrence", "FREQ=WEEKLYX", /recurrence: /],
    ["maintenancePolicy.recurringWindow.endTime", "2020-01-01T00:00:00Z", /endTime must be after startTime/],
    [
      "maintenancePolicy.maintenanceExclusions",
      [
        {
          exclusionName: "backwards",
          startTime: "2026-12-02T00:00:00Z",
          endTime: "2026-12-01T00:00:00Z",
          exclusionOptions: { scope: "NO_UPGRADES" },
        },
      ],
      /endTime must be after startTime/,
    ],
  ],
  "gcp:container/nodePool:NodePool": [
    ["autoscaling.maxNodeCount", 5, /exclude each other/],
    [
      "autoscaling",
      { minNodeCount: 5, maxNodeCount: 4, locationPolicy: "ANY" },
      /minNodeCount is more than maxNodeCount/,
    ],
    ["autoscaling.totalMinNodeCount", 16_000, /totalMinNodeCount: /],
    ["autoscaling.totalMaxNodeCount", 1, /more than totalMaxNodeCount/],
    ["nodeConfig.kubeletConfig.shutdownGracePeriodSeconds", 120, /for Spot nodes only/],
    ["nodeConfig.kubeletConfig.shutdownGracePeriodSeconds", 60, /shutdownGracePeriodSeconds: /],
    ["nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds", 15, /is a part of shutdownGracePeriodSeconds/],
    ["nodeConfig.taints", [{ key: "a", value: "b", effect: "NoSchedule" }], /effect: /],
    ["nodeLocations", ["us-west1-a"], /zones of the cluster's region/],
    ["management.autoUpgrade", false, /a release channel upgrades/],
  ],
};

function changed(inputs: Properties, path: string, value: unknown): Properties {
  const [key = "", ...rest] = path.split(".");
  return {
    ...inputs,
    [key]: rest.length === 0 ? value : changed((inputs[key] ?? {}) as Properties, rest.join("."), value),
  };
}

function inputOf(schema: unknown, name: string): unknown {
  return schema instanceof z.ZodObject ? (schema.shape as Properties)[name] : undefined;
}

const provider = { project: "acme-agents-prod" };

describe("the emulated cloud", () => {
  let resources: readonly RegisteredResource[];
  before(async () => {
    resources = (await report("prod", undefined)).resources.filter(({ type }) => type.startsWith("gcp:"));
  });
  /** What prod sends for the first of a type. */
  const sample = (type: string) => {
    const found = resources.find((resource) => resource.type === type && !resource.name.endsWith("-spot"));
    assert.ok(found, `prod has no ${type}`);
    return found;
  };

  it("is tried with every type of Google's that prod has", () => {
    assert.deepEqual([...new Set(resources.map(({ type }) => type))].sort(), Object.keys(REFUSED).sort());
  });

  for (const [type, changes] of Object.entries(REFUSED)) {
    it(`takes a right ${type} and answers the same each time`, () => {
      const { inputs, outputs } = sample(type);
      const once = new Emulator().create({ type, inputs, provider });
      assert.deepEqual(new Emulator().create({ type, inputs, provider }), once);
      assert.deepEqual(once.outputs, outputs);
      assert.notEqual(once.id, "");
    });

    it(`knows what cannot be changed of a ${type}`, () => {
      const { immutable, inputs } = modelOf(type);
      for (const path of immutable) assert.ok(path.split(".").reduce(inputOf, inputs), path);
    });

    for (const [path, value, answer] of changes) {
      it(`refuses a ${type} with ${path} ${JSON.stringify(value)}`, () => {
        const inputs = changed(sample(type).inputs, path, value);
        assert.throws(
          () => new Emulator().create({ type, inputs, provider }),
          (error) => {
            assert.ok(error instanceof Refusal);
            assert.match(error.message, answer);
            return true;
          },
        );
      });
    }
  }

  it("refuses a type that nobody has described", () => {
    assert.throws(
      () => new Emulator().create({ type: "gcp:storage/bucket:Bucket", inputs: {}, provider }),
      /gcp:storage\/bucket:Bucket is not known to the emulator; describe it in emulator\/google\//,
    );
  });

  it("refuses a resource whose project would be anybody's guess", () => {
    const { type, inputs } = sample("gcp:compute/network:Network");
    assert.throws(
      () => new Emulator().create({ type, inputs, provider: undefined }),
      /no provider of the program's own/,
    );
  });

  it("refuses a name that is taken, in the same project only", () => {
    const emulator = new Emulator();
    const { type, inputs } = sample("gcp:compute/network:Network");
    emulator.create({ type, inputs, provider });
    assert.doesNotThrow(() => emulator.create({ type, inputs, provider: { project: "acme-other" } }));
    assert.throws(() => emulator.create({ type, inputs, provider }), /already exists/);
  });
});
