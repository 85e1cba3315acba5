import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { PoolSettings } from "../../../components/cluster/node-pools";
import type { SharedParts } from "../../../components/global/foundation";
import { Foundation } from "../../../components/global/foundation";
import { Region, type RegionArgs } from "../../../components/region/region";
import { type Made, PROJECT, evaluateComponent, inputOf } from "../evaluate-component";

const cpu: PoolSettings = {
  machineType: "n1-standard-4",
  min: 2,
  max: 10,
  spotShare: 0.5,
  gpus: 0,
  labels: {},
  taints: [],
};
const gpu: PoolSettings = { ...cpu, min: 0, gpus: 1 };

const settings: Omit<RegionArgs, "shared"> = {
  region: "us-central1",
  project: PROJECT,
  slot: 3,
  podsPerNode: 64,
  pools: { gpu, cpu },
  maintenance: { days: ["SA", "SU"], start: "02:00", hours: 6, exclusions: {} },
  releaseChannel: "RAPID",
  deletionProtection: true,
  domain: "",
};

/** A global layer that is there already, with the keys of these regions. */
function sharedWith(...regions: readonly string[]): SharedParts {
  const keyOf = (region: string) => `projects/${PROJECT}/locations/${region}/keyRings/keys/cryptoKeys/${region}`;
  return {
    outputs: {
      hubId: pulumi.output(`projects/${PROJECT}/locations/global/hubs/agno-hub`),
      queueAgent: pulumi.output("service-1@gcp-sa-pubsub.iam.gserviceaccount.com"),
      clusterKeyIds: Object.fromEntries(regions.map((region) => [region, pulumi.output(keyOf(region))])),
      gatewayAddresses: {},
    },
    prerequisites: [],
  };
}

async function evaluateRegion(changes: Partial<RegionArgs> = {}): Promise<Made> {
  const args = { ...settings, ...changes };
  return await evaluateComponent(
    (options) => new Region(args.region, { shared: sharedWith(args.region), ...args }, options).outputs,
  );
}

describe("Region", () => {
  let made: Made;

  before(async () => {
    made = await evaluateRegion();
  });

  it("is a network, a cluster, and in it the platform and the mesh", () => {
    assert.deepEqual(made.below(made.one("agno:region:Region")), [
      "us-central1-cluster",
      "us-central1-kubernetes",
      "us-central1-mesh",
      "us-central1-network",
      "us-central1-platform",
    ]);
    assert.equal(made.named("us-central1-platform").type, "agno:platform:Platform");
    assert.equal(made.named("us-central1-cluster").type, "agno:cluster:RegionalCluster");
    assert.equal(made.named("us-central1-network").type, "agno:network:RegionalNetwork");
  });

  it("has the addresses of its slot", () => {
    const { inputs } = made.one("gcp:compute/subnetwork:Subnetwork");
    assert.equal(inputs.ipCidrRange, "10.48.0.0/20");
  });

  it("joins the hub of the global layer", () => {
    const { inputs } = made.one("gcp:networkconnectivity/spoke:Spoke");
    assert.equal(inputs.hub, `projects/${PROJECT}/locations/global/hubs/agno-hub`);
  });

  it("has its cluster in its own network", () => {
    const cluster = made.one("gcp:container/cluster:Cluster");
    assert.equal(cluster.inputs.network, `projects/${PROJECT}/global/networks/agno-vpc-us-central1`);
    assert.equal(
      cluster.inputs.subnetwork,
      `projects/${PROJECT}/regions/us-central1/subnetworks/agno-nodes-us-central1`,
    );
    const names = made.needs(cluster);
    assert.ok(names.includes("us-central1-network-vpc") && names.includes("us-central1-network-subnetwork"));
  });

  it("encrypts its cluster's Secrets with the region's key", () => {
    const cluster = made.one("gcp:container/cluster:Cluster");
    assert.equal(
      inputOf(cluster, "databaseEncryption.keyName"),
      `projects/${PROJECT}/locations/us-central1/keyRings/keys/cryptoKeys/us-central1`,
    );
  });

  it("has its cluster in three zones, where the region has four", () => {
    assert.deepEqual(made.one("gcp:container/cluster:Cluster").inputs.nodeLocations, [
      "us-central1-a",
      "us-central1-b",
      "us-central1-c",
    ]);
  });

  it("hands on what the environment says of the cluster", () => {
    const cluster = made.one("gcp:container/cluster:Cluster");
    assert.equal(inputOf(cluster, "releaseChannel.channel"), "RAPID");
    assert.equal(inputOf(cluster, "defaultMaxPodsPerNode"), 64);
    assert.equal(inputOf(cluster, "maintenancePolicy.recurringWindow.recurrence"), "FREQ=WEEKLY;BYDAY=SA,SU");
    assert.equal(cluster.options.protect, true);
  });

  it("lets its cluster know the groups of its tenants", async () => {
    const securityGroup = "gke-security-groups@acme.example";
    const { inputs } = (await evaluateRegion({ securityGroup })).one("gcp:container/cluster:Cluster");
    assert.deepEqual(inputs.authenticatorGroupsConfig, { securityGroup });
    assert.ok(!("authenticatorGroupsConfig" in made.one("gcp:container/cluster:Cluster").inputs));
  });

  it("has the pools that its settings plan", () => {
    const pools = made.all("gcp:container/nodePool:NodePool").map(({ inputs }) => inputs.name);
    assert.deepEqual(pools, ["agno-agents-cpu", "agno-agents-cpu-spot", "agno-agents-gpu", "agno-agents-gpu-spot"]);
  });

  it("reaches its cluster by its DNS name, once that is there", () => {
    const kubernetes = made.named("us-central1-kubernetes");
    const kubeconfig = JSON.parse(String(kubernetes.inputs.kubeconfig)) as { clusters: unknown };
    const server = `https://${String(made.outputs.endpoint)}`;
    assert.deepEqual(kubeconfig.clusters, [{ name: "agno-agents-us-central1", cluster: { server } }]);
    assert.deepEqual(made.needs(kubernetes), ["us-central1-cluster-cluster"]);
  });

  it("gives out how it is reached, and from where it calls", () => {
    const { clusterName, endpoint, egressAddresses, namespace } = made.outputs;
    assert.equal(clusterName, "agno-agents-us-central1");
    assert.match(String(endpoint), /\.us-central1\.gke\.goog$/);
    assert.deepEqual(egressAddresses, [made.one("gcp:compute/address:Address").outputs.address]);
    assert.equal(namespace, "agno-system");
    assert.deepEqual(made.one("agno:region:Region").outputs, { clusterName, endpoint, egressAddresses, namespace });
  });
});

describe("Region elsewhere", () => {
  it("has no pool that no zone of it could hold", async () => {
    const pools = { cpu: { ...cpu, machineType: "e2-standard-4" }, gpu };
    const made = await evaluateRegion({ region: "us-east5", pools });
    const names = made.all("gcp:container/nodePool:NodePool").map(({ inputs }) => inputs.name);
    assert.deepEqual(names, ["agno-agents-cpu", "agno-agents-cpu-spot"]);
  });

  it("is not made on a global layer that does not know it", async () => {
    await assert.rejects(
      evaluateRegion({ shared: sharedWith("us-east1") }),
      /the global layer was built without region us-central1/,
    );
  });
});

describe("Region beside its global layer", () => {
  let made: Made;

  before(async () => {
    made = await evaluateComponent((options) => {
      const shared = new Foundation("global", { regions: ["us-central1"], deletionProtection: true }, options);
      new Region(
        "us-central1",
        { ...settings, shared },
        { providers: options.providers, dependsOn: [...shared.prerequisites] },
      );
    });
  });

  it("has no cluster before GKE may use its key", () => {
    assert.ok(made.needs(made.one("gcp:container/cluster:Cluster")).includes("global-keys-us-central1-grant"));
  });

  it("has no spoke before there is a hub", () => {
    assert.ok(made.needs(made.one("gcp:networkconnectivity/spoke:Spoke")).includes("global-network-hub"));
  });

  it("waits for Google's APIs", () => {
    const services = made.all("gcp:projects/service:Service").map(({ name }) => name);
    assert.deepEqual(made.needs(made.one("agno:region:Region")), services);
  });
});
