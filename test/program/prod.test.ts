import assert from "node:assert/strict";
import type { RegisteredResource } from "../../emulator/monitor";
import { madeAtTheCloud, one, report } from "./stacks";

describe("stack prod", () => {
  let resources: readonly RegisteredResource[];
  before(async () => {
    resources = (await report("prod")).resources;
  });
  const inputs = (type: string, name: string) => one(resources, type, name).inputs;

  const regions = [
    // region            nodes            pods            services         managed     GPU zones
    [
      "us-central1",
      "10.0.0.0/20",
      "10.4.0.0/14",
      "10.1.0.0/20",
      "10.0.64.0",
      ["us-central1-a", "us-central1-b", "us-central1-c"],
    ],
    [
      "europe-west4",
      "10.16.0.0/20",
      "10.20.0.0/14",
      "10.17.0.0/20",
      "10.16.64.0",
      ["europe-west4-a", "europe-west4-b", "europe-west4-c"],
    ],
    [
      "asia-southeast1",
      "10.32.0.0/20",
      "10.36.0.0/14",
      "10.33.0.0/20",
      "10.32.64.0",
      ["asia-southeast1-a", "asia-southeast1-b", "asia-southeast1-c"],
    ],
  ] as const;

  it("has a cluster on three continents", () => {
    const clusters = resources.filter(({ type }) => type === "gcp:container/cluster:Cluster");
    assert.deepEqual(
      clusters.map((cluster) => cluster.inputs.name),
      ["agno-agents-asia-southeast1", "agno-agents-europe-west4", "agno-agents-us-central1"],
    );
  });

  for (const [region, nodes, pods, services, managed, gpuZones] of regions) {
    it(`gives ${region} its own addresses and GPU zones`, () => {
      const subnetwork = inputs("gcp:compute/subnetwork:Subnetwork", `${region}-network-subnetwork`);
      assert.equal(subnetwork.ipCidrRange, nodes);
      assert.deepEqual(subnetwork.secondaryIpRanges, [
        { rangeName: "pods", ipCidrRange: pods },
        { rangeName: "services", ipCidrRange: services },
      ]);
      const range = inputs("gcp:compute/globalAddress:GlobalAddress", `${region}-network-managed-services`);
      assert.deepEqual([range.address, range.prefixLength], [managed, 20]);
      const gpus = inputs("gcp:container/nodePool:NodePool", `${region}-cluster-gpu`);
      assert.deepEqual(gpus.nodeLocations, gpuZones);
    });
  }

  const pools = [
    // pool                          machine          min  max  (Spot gets 0.7 of the ceiling, rounded down)
    ["us-central1-cluster-cpu", "n1-standard-4", 2, 30],
    ["us-central1-cluster-cpu-spot", "n1-standard-4", 0, 70],
    ["us-central1-cluster-gpu", "n1-standard-4", 0, 6],
    ["us-central1-cluster-gpu-spot", "n1-standard-4", 0, 14],
    ["us-central1-cluster-memory", "n1-highmem-8", 1, 15],
    ["us-central1-cluster-memory-spot", "n1-highmem-8", 0, 35],
    ["europe-west4-cluster-gpu", "n1-standard-4", 0, 3],
    ["asia-southeast1-cluster-cpu-spot", "n1-standard-4", 0, 42],
  ] as const;
  for (const [name, machineType, totalMinNodeCount, totalMaxNodeCount] of pools) {
    it(`sizes ${name} over all zones`, () => {
      const pool = inputs("gcp:container/nodePool:NodePool", name);
      const locationPolicy = name.endsWith("-spot") ? "ANY" : "BALANCED";
      assert.deepEqual(pool.autoscaling, { totalMinNodeCount, totalMaxNodeCount, locationPolicy });
      assert.equal((pool.nodeConfig as { machineType: string }).machineType, machineType);
    });
  }

  it("gives nobody owner, editor or a role on anything but what it needs", () => {
    const roles = resources.flatMap(({ inputs: { role } }) => (typeof role === "string" ? [role] : []));
    assert.deepEqual([...new Set(roles)].sort(), [
      "roles/artifactregistry.reader",
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      "roles/container.defaultNodeServiceAccount",
      "roles/monitoring.viewer",
      "roles/pubsub.publisher",
      "roles/pubsub.subscriber",
      "roles/secretmanager.secretAccessor",
    ]);
  });

  it("lets no node or control plane have a public address", () => {
    for (const { type, inputs: cluster } of resources.filter((resource) =>
      resource.type.startsWith("gcp:container/"),
    )) {
      const network = type.endsWith(":Cluster") ? cluster.privateClusterConfig : cluster.networkConfig;
      assert.deepEqual(network, { enablePrivateNodes: true });
    }
  });

  it("holds the clusters and keys against deletion", () => {
    const held = madeAtTheCloud(resources).filter(({ options }) => options.protect);
    const kinds = held.map(({ type }) => type.split(":").at(-1));
    assert.deepEqual(kinds.sort(), [
      ...["Cluster", "Cluster", "Cluster"],
      ...["CryptoKey", "CryptoKey", "CryptoKey"],
      ...["KeyRing", "KeyRing", "KeyRing"],
    ]);
  });

  it("lets every cluster know the groups of its tenants", () => {
    const clusters = resources.filter(({ type }) => type === "gcp:container/cluster:Cluster");
    for (const { inputs: cluster } of clusters) {
      assert.deepEqual(cluster.authenticatorGroupsConfig, { securityGroup: "gke-security-groups@acme.example" });
    }
  });

  it("has Google's APIs where tenants' network policies allow them, in every region", () => {
    for (const [region] of regions) {
      const zone = inputs("gcp:dns/managedZone:ManagedZone", `${region}-network-google-apis`);
      assert.deepEqual(zone.privateVisibilityConfig, {
        networks: [{ networkUrl: `projects/acme-agents-prod/global/networks/agno-vpc-${region}` }],
      });
      const { rrdatas } = inputs("gcp:dns/recordSet:RecordSet", `${region}-network-google-apis-addresses`);
      assert.deepEqual(rrdatas, ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"]);
    }
  });

  it("joins every region's VPC to the one hub", () => {
    const hub = one(resources, "gcp:networkconnectivity/hub:Hub", "global-network-hub");
    assert.equal(hub.inputs.presetTopology, "MESH");
    for (const [region] of regions) {
      const spoke = inputs("gcp:networkconnectivity/spoke:Spoke", `${region}-network-spoke`);
      assert.equal(spoke.hub, "projects/acme-agents-prod/locations/global/hubs/agno-hub");
      assert.deepEqual(spoke.linkedVpcNetwork, {
        uri: `https://www.googleapis.com/compute/v1/projects/acme-agents-prod/global/networks/agno-vpc-${region}`,
      });
    }
  });
});

describe("every stack", () => {
  for (const stack of ["dev", "prod", "local"]) {
    it(`${stack}: every resource sits below a component that gives out something, named after it`, async () => {
      const { resources } = await report(stack);
      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      for (const resource of madeAtTheCloud(resources)) {
        const parent = byUrn.get(resource.parent);
        assert.ok(parent, `${resource.urn} has no parent`);
        assert.ok(parent.type.startsWith("agno:"), `${resource.urn} has no component above it`);
        assert.notDeepEqual(parent.outputs, {}, `${parent.urn} gives out nothing`);
        assert.ok(resource.name.startsWith(`${parent.name}-`), `${resource.name} is not named after ${parent.name}`);
      }
    });
  }
});
