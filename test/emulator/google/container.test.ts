import { PROJECT, describeModel } from "./describe-model";

const KEY = `projects/${PROJECT}/locations/europe-west4/keyRings/keys/cryptoKeys/cluster-secrets`;

const nodeConfig = {
  imageType: "COS_CONTAINERD",
  diskType: "pd-balanced",
  diskSizeGb: 100,
  oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
  serviceAccount: `agno-nodes@${PROJECT}.iam.gserviceaccount.com`,
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  workloadMetadataConfig: { mode: "GKE_METADATA" },
  metadata: { "disable-legacy-endpoints": "true" },
};

const exclusion = {
  exclusionName: "season-of-sales",
  startTime: "2026-11-26T00:00:00Z",
  endTime: "2026-12-02T00:00:00Z",
  exclusionOptions: { scope: "NO_UPGRADES" },
};

describeModel("gcp:container/cluster:Cluster", {
  valid: {
    name: "agents",
    description: "Agents",
    location: "europe-west4",
    nodeLocations: ["europe-west4-a", "europe-west4-b"],
    deletionProtection: true,
    releaseChannel: { channel: "REGULAR" },
    maintenancePolicy: {
      recurringWindow: {
        startTime: "2026-01-03T02:00:00Z",
        endTime: "2026-01-03T08:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
      },
      maintenanceExclusions: [exclusion],
    },
    network: "vpc",
    subnetwork: "nodes",
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: "pods",
      servicesSecondaryRangeName: "services",
      stackType: "IPV4",
    },
    defaultMaxPodsPerNode: 110,
    datapathProvider: "ADVANCED_DATAPATH",
    enableFqdnNetworkPolicy: true,
    privateClusterConfig: { enablePrivateNodes: true },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: false },
    },
    authenticatorGroupsConfig: { securityGroup: "gke-security-groups@acme.example" },
    workloadIdentityConfig: { workloadPool: `${PROJECT}.svc.id.goog` },
    databaseEncryption: { state: "ENCRYPTED", keyName: KEY },
    enableShieldedNodes: true,
    binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
    securityPostureConfig: { mode: "BASIC" },
    secretManagerConfig: { enabled: true },
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
    loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
    monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: true } },
    costManagementConfig: { enabled: true },
    addonsConfig: { gkeBackupAgentConfig: { enabled: true }, dnsCacheConfig: { enabled: true } },
    clusterAutoscaling: { enabled: false, autoscalingProfile: "BALANCED" },
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig,
  },
  optional: ["authenticatorGroupsConfig"],
  free: ["nodeConfig.metadata"],
  unchecked: ["loggingConfig.enableComponents.0", "monitoringConfig.enableComponents.0"],
  id: `projects/${PROJECT}/locations/europe-west4/clusters/agents`,
  outputs: {
    project: PROJECT,
    selfLink: `https://container.googleapis.com/v1/projects/${PROJECT}/locations/europe-west4/clusters/agents`,
    masterVersion: "1.35.7-gke.1000000",
    masterAuth: {
      // Only base64 of words: nobody takes it for a certificate of theirs.
      clusterCaCertificate:
        "Y2VydGlmaWNhdGUgb2YgcHJvamVjdHMvYWNtZS1hZ2VudHMtdGVzdC9sb2NhdGlvbnMvZXVyb3BlLXdlc3Q0L2NsdXN0ZXJzL2FnZW50cw==",
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: {
        allowExternalTraffic: true,
        endpoint: "gke-103566420021-102182278755.europe-west4.gke.goog",
      },
      ipEndpointsConfig: { enabled: false },
    },
  },
  takes: {
    "a name of 40 characters": { name: "a".repeat(40) },
    "no exclusions": { "maintenancePolicy.maintenanceExclusions": undefined },
    "8 pods a node": { defaultMaxPodsPerNode: 8 },
    "256 pods a node": { defaultMaxPodsPerNode: 256 },
  },
  refuses: {
    "a name of 41 characters": [{ name: "a".repeat(41) }, /name: /],
    "a zone as its location": [{ location: "europe-west4-a" }, /location: a region such as/],
    "nodes in another region": [{ nodeLocations: ["europe-west1-b"] }, /zones of the cluster's region/],
    "nodes in a region whose name begins alike": [
      {
        nodeLocations: ["europe-west12-a"],
        location: "europe-west1",
        "databaseEncryption.keyName": KEY.replace("west4", "west1"),
      },
      /zones of the cluster's region/,
    ],
    "a security group of another name": [
      { "authenticatorGroupsConfig.securityGroup": "agents@acme.example" },
      /authenticatorGroupsConfig\.securityGroup: /,
    ],
    "nodes nowhere": [{ nodeLocations: [] }, /nodeLocations: /],
    "a key of another region": [
      { "databaseEncryption.keyName": KEY.replace("europe-west4", "europe-west1") },
      /the key must be in the cluster's own location/,
    ],
    "a key by its name": [{ "databaseEncryption.keyName": "cluster-secrets" }, /databaseEncryption\.keyName/],
    "another channel": [{ "releaseChannel.channel": "FAST" }, /releaseChannel\.channel/],
    "fewer than 8 pods a node": [{ defaultMaxPodsPerNode: 7 }, /defaultMaxPodsPerNode/],
    "more than 256 pods a node": [{ defaultMaxPodsPerNode: 257 }, /defaultMaxPodsPerNode/],
    "the enforcer of network policies that Dataplane V2 replaces": [
      { networkPolicy: { enabled: true } },
      /Unrecognized key: "networkPolicy"/,
    ],
    "a deprecated posture": [{ "securityPostureConfig.mode": "ENTERPRISE" }, /securityPostureConfig\.mode/],
    "a deprecated search for vulnerabilities": [
      { "securityPostureConfig.vulnerabilityMode": "VULNERABILITY_BASIC" },
      /securityPostureConfig: Unrecognized key: "vulnerabilityMode"/,
    ],
    "identities of another domain": [
      { "workloadIdentityConfig.workloadPool": "acme.example.com" },
      /workloadIdentityConfig\.workloadPool/,
    ],
    "a window that opens every hour": [
      { "maintenancePolicy.recurringWindow.recurrence": "FREQ=HOURLY" },
      /maintenancePolicy\.recurringWindow\.recurrence/,
    ],
    "a window without a date": [
      { "maintenancePolicy.recurringWindow.startTime": "02:00" },
      /maintenancePolicy\.recurringWindow\.startTime/,
    ],
    "more exclusions than 20": [
      { "maintenancePolicy.maintenanceExclusions": Array.from({ length: 21 }, () => exclusion) },
      /maintenancePolicy\.maintenanceExclusions/,
    ],
    "an exclusion of another scope": [
      { "maintenancePolicy.maintenanceExclusions": [{ ...exclusion, exclusionOptions: { scope: "NONE" } }] },
      /maintenanceExclusions\.0\.exclusionOptions\.scope/,
    ],
    "another profile of the autoscaler": [
      { "clusterAutoscaling.autoscalingProfile": "AGGRESSIVE" },
      /clusterAutoscaling\.autoscalingProfile/,
    ],
    "the reference's own knobs of the autoscaler": [
      { "clusterAutoscaling.scaleDownUnneededTime": "10m" },
      /clusterAutoscaling: Unrecognized key: "scaleDownUnneededTime"/,
    ],
    "an account that is no address": [{ "nodeConfig.serviceAccount": "default" }, /nodeConfig\.serviceAccount/],
    "a scope that is no link": [{ "nodeConfig.oauthScopes": ["cloud-platform"] }, /nodeConfig\.oauthScopes\.0: /],
    "another type of disk": [{ "nodeConfig.diskType": "hyperdisk" }, /nodeConfig\.diskType: /],
    "a disk that its system does not fit in": [{ "nodeConfig.diskSizeGb": 14 }, /nodeConfig\.diskSizeGb: /],
    "no node at the beginning": [{ initialNodeCount: 0 }, /initialNodeCount/],
  },
});

describeModel("gcp:container/nodePool:NodePool", {
  valid: {
    name: "agno-agents-gpu-spot",
    cluster: "agents",
    location: "europe-west4",
    nodeLocations: ["europe-west4-b"],
    initialNodeCount: 0,
    autoscaling: { totalMinNodeCount: 0, totalMaxNodeCount: 14, locationPolicy: "ANY" },
    maxPodsPerNode: 110,
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    networkConfig: { enablePrivateNodes: true },
    nodeConfig: {
      ...nodeConfig,
      machineType: "n1-standard-4",
      spot: true,
      labels: { "workload-type": "gpu-agents" },
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
      kubeletConfig: {
        insecureKubeletReadonlyPortEnabled: "FALSE",
        shutdownGracePeriodSeconds: 120,
        shutdownGracePeriodCriticalPodsSeconds: 15,
      },
      guestAccelerators: [
        {
          type: "nvidia-tesla-t4",
          count: 1,
          gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" },
        },
      ],
    },
  },
  free: ["nodeConfig.labels", "nodeConfig.metadata"],
  id: `projects/${PROJECT}/locations/europe-west4/clusters/agents/nodePools/agno-agents-gpu-spot`,
  outputs: {
    project: PROJECT,
    version: "1.35.7-gke.1000000",
    instanceGroupUrls: [`projects/${PROJECT}/zones/europe-west4-b/instanceGroups/gke-agno-agents-gpu-spot`],
  },
  takes: {
    "counts for each zone alone": { autoscaling: { minNodeCount: 0, maxNodeCount: 3, locationPolicy: "BALANCED" } },
    "a minimum that is the maximum": { "autoscaling.totalMinNodeCount": 14 },
    "30 seconds to end": {
      "nodeConfig.kubeletConfig.shutdownGracePeriodSeconds": 30,
    },
    "no seconds to end on demand": {
      "nodeConfig.spot": false,
      "nodeConfig.kubeletConfig": { insecureKubeletReadonlyPortEnabled: "FALSE" },
    },
    "no accelerators on another machine": {
      "nodeConfig.guestAccelerators": undefined,
      "nodeConfig.machineType": "e2-standard-4",
    },
  },
  refuses: {
    "totals beside counts for each zone": [
      { "autoscaling.minNodeCount": 1 },
      /autoscaling: totals and counts for each zone exclude each other/,
    ],
    "a total maximum beside a count for each zone": [
      { autoscaling: { totalMaxNodeCount: 9, maxNodeCount: 3, locationPolicy: "ANY" } },
      /totals and counts for each zone exclude each other/,
    ],
    "less than no nodes": [{ "autoscaling.totalMinNodeCount": -1 }, /^autoscaling\.totalMinNodeCount: /],
    "more nodes than a cluster may have": [
      { "autoscaling.totalMaxNodeCount": 15_001 },
      /^autoscaling\.totalMaxNodeCount: /,
    ],
    "a pool that may never have a node in a zone": [
      { autoscaling: { minNodeCount: 0, maxNodeCount: 0, locationPolicy: "ANY" } },
      /^autoscaling\.maxNodeCount: /,
    ],
    "nodes nowhere": [{ nodeLocations: [] }, /^nodeLocations: /],
    "fewer than 8 pods a node": [{ maxPodsPerNode: 7 }, /^maxPodsPerNode: /],
    "more than 256 pods a node": [{ maxPodsPerNode: 257 }, /^maxPodsPerNode: /],
    "less than no nodes more in an upgrade": [{ "upgradeSettings.maxSurge": -1 }, /^upgradeSettings\.maxSurge: /],
    "less than no nodes fewer in an upgrade": [
      { "upgradeSettings.maxUnavailable": -1 },
      /^upgradeSettings\.maxUnavailable: /,
    ],
    "no accelerator in a list of them": [
      { "nodeConfig.guestAccelerators.0.count": 0 },
      /^nodeConfig\.guestAccelerators\.0\.count: /,
    ],
    "less than no seconds for the system": [
      { "nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds": -1 },
      /^nodeConfig\.kubeletConfig\.shutdownGracePeriodCriticalPodsSeconds: /,
    ],
    "more seconds for the system than any node has": [
      { "nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds": 121 },
      /^nodeConfig\.kubeletConfig\.shutdownGracePeriodCriticalPodsSeconds: /,
    ],
    "a minimum above the maximum": [
      { "autoscaling.totalMinNodeCount": 15 },
      /totalMinNodeCount is more than totalMaxNodeCount/,
    ],
    "a pool that may never have a node": [{ "autoscaling.totalMaxNodeCount": 0 }, /autoscaling\.totalMaxNodeCount/],
    "half a node": [{ "autoscaling.totalMaxNodeCount": 1.5 }, /autoscaling\.totalMaxNodeCount/],
    "another policy of places": [{ "autoscaling.locationPolicy": "RANDOM" }, /autoscaling\.locationPolicy/],
    "60 seconds to end": [
      { "nodeConfig.kubeletConfig.shutdownGracePeriodSeconds": 60 },
      /nodeConfig\.kubeletConfig\.shutdownGracePeriodSeconds/,
    ],
    "seconds to end on demand": [
      { "nodeConfig.spot": false },
      /nodeConfig: shutdownGracePeriodSeconds is for Spot nodes only/,
    ],
    "more seconds for the system than there are": [
      { "nodeConfig.kubeletConfig.shutdownGracePeriodCriticalPodsSeconds": 120 },
      /nodeConfig\.kubeletConfig: shutdownGracePeriodCriticalPodsSeconds is a part of shutdownGracePeriodSeconds/,
    ],
    "seconds for the system of none": [
      { "nodeConfig.kubeletConfig.shutdownGracePeriodSeconds": 0 },
      /shutdownGracePeriodCriticalPodsSeconds is a part of shutdownGracePeriodSeconds/,
    ],
    "accelerators on another machine": [
      { "nodeConfig.machineType": "e2-standard-4" },
      /nodeConfig: accelerators are attached to N1 machines only/,
    ],
    "the reference's own machine type": [{ "nodeConfig.machineType": "n1-standard-4-gpu" }, /nodeConfig\.machineType/],
    "another accelerator": [
      {
        "nodeConfig.guestAccelerators": [
          { type: "nvidia-t4", count: 1, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
        ],
      },
      /nodeConfig\.guestAccelerators\.0\.type/,
    ],
    "a taint in Kubernetes' spelling": [
      { "nodeConfig.taints": [{ key: "a", value: "b", effect: "NoSchedule" }] },
      /nodeConfig\.taints\.0\.effect/,
    ],
    "a label longer than 63 characters": [
      { "nodeConfig.labels": { team: "x".repeat(64) } },
      /nodeConfig\.labels\.team/,
    ],
    "a pool that a release channel must not upgrade": [
      { "management.autoUpgrade": false },
      /management\.autoUpgrade: a release channel upgrades/,
    ],
    "a zone without its letter": [{ nodeLocations: ["europe-west4-"] }, /^nodeLocations\.0: a zone such as/],
    "a zone of another region": [{ nodeLocations: ["us-central1-a"] }, /zones of the cluster's region/],
    "a name of 41 characters": [{ name: "a".repeat(41) }, /name: /],
  },
});
