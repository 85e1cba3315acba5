import assert from "node:assert/strict";
import { planPools } from "../../../components/cluster/node-pools";
import { RegionalCluster, type RegionalClusterArgs } from "../../../components/cluster/regional-cluster";
import { type Made, PROJECT, evaluateComponent, inputOf } from "../evaluate-component";

const VPC = `projects/${PROJECT}/global/networks/agno-vpc-europe-west4`;
const SUBNETWORK = `projects/${PROJECT}/regions/europe-west4/subnetworks/agno-nodes-europe-west4`;
const KEY = `projects/${PROJECT}/locations/europe-west4/keyRings/agno-keys-europe-west4/cryptoKeys/agno-cluster-secrets-europe-west4`;
const NODES = `agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`;

const pool = {
  machineType: "n1-standard-4",
  min: 0,
  max: 10,
  spotShare: 0.5,
  gpus: 0,
  labels: {},
  taints: [],
};

const args: RegionalClusterArgs = {
  region: "europe-west4",
  project: PROJECT,
  zones: ["europe-west4-a", "europe-west4-b", "europe-west4-c"],
  networkId: VPC,
  subnetworkId: SUBNETWORK,
  keyId: KEY,
  pools: planPools("europe-west4", { gpu: { ...pool, gpus: 1 }, cpu: pool }).pools,
  podsPerNode: 64,
  maintenance: {
    days: ["SA", "SU"],
    start: "02:00",
    hours: 6,
    exclusions: {
      "season-of-sales": {
        from: "2026-11-26T00:00:00Z",
        to: "2026-12-02T00:00:00Z",
        scope: "NO_MINOR_OR_NODE_UPGRADES",
      },
      audit: { from: "2027-01-10T00:00:00Z", to: "2027-01-12T00:00:00Z", scope: "NO_UPGRADES" },
    },
  },
  releaseChannel: "REGULAR",
  deletionProtection: true,
  securityGroup: "gke-security-groups@acme.example",
};

async function evaluateCluster(changes: Partial<RegionalClusterArgs> = {}): Promise<Made> {
  return await evaluateComponent((options) => {
    const cluster = new RegionalCluster("europe-west4-cluster", { ...args, ...changes }, options);
    return { clusterName: cluster.clusterName, endpoint: cluster.endpoint };
  });
}

describe("RegionalCluster", () => {
  let made: Made;

  before(async () => {
    made = await evaluateCluster();
  });

  const cluster = () => made.one("gcp:container/cluster:Cluster");

  const facts: readonly (readonly [fact: string, path: string, value: unknown])[] = [
    ["is named after its region", "name", "agno-agents-europe-west4"],
    ["has its control plane in the region, not in a zone", "location", "europe-west4"],
    ["has nodes in the zones given", "nodeLocations", ["europe-west4-a", "europe-west4-b", "europe-west4-c"]],
    ["stands in the region's VPC", "network", VPC],
    ["stands in the region's subnet", "subnetwork", SUBNETWORK],
    ["gives pods addresses of the VPC", "networkingMode", "VPC_NATIVE"],
    ["takes pods' addresses from the subnet's range", "ipAllocationPolicy.clusterSecondaryRangeName", "pods"],
    ["takes Services' addresses from the subnet's range", "ipAllocationPolicy.servicesSecondaryRangeName", "services"],
    ["has as many pods on a node as the address plan counted with", "defaultMaxPodsPerNode", 64],
    ["enforces network policies with Dataplane V2", "datapathProvider", "ADVANCED_DATAPATH"],
    ["has no second enforcer of network policies", "networkPolicy", undefined],
    ["knows network policies that name hosts", "enableFqdnNetworkPolicy", true],
    ["has nodes without public addresses", "privateClusterConfig", { enablePrivateNodes: true }],
    [
      "is reached by a DNS name, also from outside the VPC",
      "controlPlaneEndpointsConfig.dnsEndpointConfig",
      { allowExternalTraffic: true },
    ],
    [
      "has no address under which its control plane answers",
      "controlPlaneEndpointsConfig.ipEndpointsConfig",
      { enabled: false },
    ],
    [
      "knows the groups that role bindings name",
      "authenticatorGroupsConfig",
      { securityGroup: "gke-security-groups@acme.example" },
    ],
    ["gives workloads identities of their own", "workloadIdentityConfig.workloadPool", `${PROJECT}.svc.id.goog`],
    ["encrypts Secrets with its own key", "databaseEncryption", { state: "ENCRYPTED", keyName: KEY }],
    ["starts nodes from verified images", "enableShieldedNodes", true],
    [
      "admits the images that the project's policy admits",
      "binaryAuthorization.evaluationMode",
      "PROJECT_SINGLETON_POLICY_ENFORCE",
    ],
    ["has the security posture that is not deprecated, and only that", "securityPostureConfig", { mode: "BASIC" }],
    ["reads from Secret Manager", "secretManagerConfig.enabled", true],
    [
      "shuts the kubelet's port that asks nobody who they are",
      "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled",
      "FALSE",
    ],
    ["keeps logs of system and workloads", "loggingConfig.enableComponents", ["SYSTEM_COMPONENTS", "WORKLOADS"]],
    ["has managed Prometheus", "monitoringConfig.managedPrometheus.enabled", true],
    ["tells what each namespace costs", "costManagementConfig.enabled", true],
    ["can be backed up", "addonsConfig.gkeBackupAgentConfig.enabled", true],
    ["answers DNS on the node", "addonsConfig.dnsCacheConfig.enabled", true],
    ["gives nodes back with the reference's patience", "clusterAutoscaling.autoscalingProfile", "BALANCED"],
    ["makes no pools that nobody planned", "clusterAutoscaling.enabled", false],
    ["gets its versions from a release channel", "releaseChannel.channel", "REGULAR"],
    ["refuses to be deleted by Google", "deletionProtection", true],
    ["loses the pool with which GKE makes it", "removeDefaultNodePool", true],
    ["has one node in each zone until then", "initialNodeCount", 1],
    ["runs even those as its own account, not as the project's default", "nodeConfig.serviceAccount", NODES],
  ];
  for (const [fact, path, value] of facts) {
    it(fact, () => {
      assert.deepEqual(inputOf(cluster(), path), value);
    });
  }

  it("is upgraded on weekend nights, and not in the times excluded", () => {
    assert.deepEqual(cluster().inputs.maintenancePolicy, {
      recurringWindow: {
        startTime: "2026-01-03T02:00:00Z",
        endTime: "2026-01-03T08:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
      },
      maintenanceExclusions: [
        {
          exclusionName: "season-of-sales",
          startTime: "2026-11-26T00:00:00Z",
          endTime: "2026-12-02T00:00:00Z",
          exclusionOptions: { scope: "NO_MINOR_OR_NODE_UPGRADES" },
        },
        {
          exclusionName: "audit",
          startTime: "2027-01-10T00:00:00Z",
          endTime: "2027-01-12T00:00:00Z",
          exclusionOptions: { scope: "NO_UPGRADES" },
        },
      ],
    });
  });

  it("refuses to be deleted by Pulumi", () => {
    assert.equal(cluster().options.protect, true);
  });

  it("is not replaced because of the pool that is gone", () => {
    assert.deepEqual([...cluster().options.ignoreChanges].sort(), ["initialNodeCount", "nodeConfig"]);
  });

  it("is made only once its nodes' account has its roles", () => {
    assert.deepEqual(made.needs(cluster()), [
      "europe-west4-cluster-nodes-account",
      "europe-west4-cluster-nodes-images",
      "europe-west4-cluster-nodes-logs-and-metrics",
    ]);
  });

  it("gives out its name and the name under which it answers", () => {
    const { clusterName, endpoint } = made.outputs;
    assert.equal(clusterName, "agno-agents-europe-west4");
    assert.match(String(endpoint), /^gke-\d+-\d+\.europe-west4\.gke\.goog$/);
    assert.deepEqual(made.one("agno:cluster:RegionalCluster").outputs, { clusterName, endpoint });
  });

  it("makes the cluster, its nodes' account and its pools, and nothing else", () => {
    assert.deepEqual(made.below(made.one("agno:cluster:RegionalCluster")), [
      "europe-west4-cluster-cluster",
      "europe-west4-cluster-cpu",
      "europe-west4-cluster-cpu-spot",
      "europe-west4-cluster-gpu",
      "europe-west4-cluster-gpu-spot",
      "europe-west4-cluster-nodes",
    ]);
  });
});

describe("RegionalCluster with other settings", () => {
  it("can be deleted where the environment says so", async () => {
    const made = await evaluateCluster({ deletionProtection: false });
    const cluster = made.one("gcp:container/cluster:Cluster");
    assert.deepEqual([cluster.inputs.deletionProtection, cluster.options.protect], [false, false]);
  });

  it("asks for nobody's groups where none are named", async () => {
    const made = await evaluateCluster({ securityGroup: "" });
    assert.ok(!("authenticatorGroupsConfig" in made.one("gcp:container/cluster:Cluster").inputs));
  });

  it("takes new versions early where the environment says so", async () => {
    const made = await evaluateCluster({ releaseChannel: "RAPID" });
    assert.equal(inputOf(made.one("gcp:container/cluster:Cluster"), "releaseChannel.channel"), "RAPID");
  });

  it("has no exclusions where none are given", async () => {
    const made = await evaluateCluster({ maintenance: { ...args.maintenance, exclusions: {} } });
    const cluster = made.one("gcp:container/cluster:Cluster");
    assert.deepEqual(inputOf(cluster, "maintenancePolicy.maintenanceExclusions"), []);
  });

  it("is refused with a key of another region", async () => {
    const keyId = KEY.replace("/europe-west4/", "/us-central1/");
    const made = evaluateComponent((options) => {
      new RegionalCluster("europe-west4-cluster", { ...args, keyId }, options);
    });
    await assert.rejects(made, {
      name: "ProgramError",
      message: /europe-west4-cluster-cluster: .*the key must be in the cluster's own location/,
    });
  });
});
