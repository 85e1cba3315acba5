/** Kubernetes Engine: clusters and node pools. */
import { z } from "zod";
import { type ResourceModel, model, numberFor } from "../model";
import { region, resourceName, zone } from "./common";

const enabled = z.strictObject({ enabled: z.boolean() });
const moment = z.iso.datetime();

/** Google's names for clusters and pools are 40 characters at most. */
const shortName = resourceName.max(40);

const nodeConfig = {
  imageType: z.enum(["COS_CONTAINERD", "UBUNTU_CONTAINERD"]),
  diskType: z.enum(["pd-standard", "pd-balanced", "pd-ssd"]),
  diskSizeGb: z.int().min(15),
  oauthScopes: z.array(z.url()),
  serviceAccount: z.email(),
  shieldedInstanceConfig: z.strictObject({ enableSecureBoot: z.boolean(), enableIntegrityMonitoring: z.boolean() }),
  workloadMetadataConfig: z.strictObject({ mode: z.enum(["GKE_METADATA", "GCE_METADATA"]) }),
  metadata: z.record(z.string(), z.string()),
};

/** The window or exclusion ends after it begins. */
const inOrder = ({ startTime, endTime }: { startTime: string; endTime: string }) =>
  Date.parse(startTime) < Date.parse(endTime);
const END_FIRST = { error: "endTime must be after startTime" };

const maintenancePolicy = z.strictObject({
  recurringWindow: z
    .strictObject({
      startTime: moment,
      endTime: moment,
      recurrence: z.string().regex(/^FREQ=(DAILY|WEEKLY|MONTHLY)(;|$)/),
    })
    .refine(inOrder, END_FIRST),
  maintenanceExclusions: z
    .array(
      z
        .strictObject({
          exclusionName: z.string(),
          startTime: moment,
          endTime: moment,
          exclusionOptions: z.strictObject({
            scope: z.enum(["NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"]),
          }),
        })
        .refine(inOrder, END_FIRST),
    )
    .max(20)
    .optional(),
});

const cluster = model({
  type: "gcp:container/cluster:Cluster",
  inputs: z
    .strictObject({
      name: shortName,
      description: z.string(),
      location: region,
      nodeLocations: z.array(zone).min(1),
      deletionProtection: z.boolean(),
      releaseChannel: z.strictObject({ channel: z.enum(["RAPID", "REGULAR", "STABLE", "EXTENDED"]) }),
      maintenancePolicy,
      network: z.string(),
      subnetwork: z.string(),
      networkingMode: z.enum(["VPC_NATIVE", "ROUTES"]),
      ipAllocationPolicy: z.strictObject({
        clusterSecondaryRangeName: z.string(),
        servicesSecondaryRangeName: z.string(),
        stackType: z.enum(["IPV4", "IPV4_IPV6"]),
      }),
      defaultMaxPodsPerNode: z.int().min(8).max(256),
      datapathProvider: z.enum(["ADVANCED_DATAPATH", "LEGACY_DATAPATH"]),
      enableFqdnNetworkPolicy: z.boolean(),
      privateClusterConfig: z.strictObject({ enablePrivateNodes: z.boolean() }),
      controlPlaneEndpointsConfig: z.strictObject({
        dnsEndpointConfig: z.strictObject({ allowExternalTraffic: z.boolean() }),
        ipEndpointsConfig: enabled,
      }),
      authenticatorGroupsConfig: z
        .strictObject({ securityGroup: z.string().regex(/^gke-security-groups@[a-z0-9][-.a-z0-9]*$/) })
        .optional(),
      workloadIdentityConfig: z.strictObject({ workloadPool: z.string().regex(/\.svc\.id\.goog$/) }),
      databaseEncryption: z.strictObject({
        state: z.enum(["ENCRYPTED", "DECRYPTED", "ALL_OBJECTS_ENCRYPTION_ENABLED"]),
        keyName: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/),
      }),
      enableShieldedNodes: z.boolean(),
      binaryAuthorization: z.strictObject({ evaluationMode: z.enum(["DISABLED", "PROJECT_SINGLETON_POLICY_ENFORCE"]) }),
      securityPostureConfig: z.strictObject({ mode: z.enum(["DISABLED", "BASIC"]) }),
      secretManagerConfig: enabled,
      nodePoolDefaults: z.strictObject({
        nodeConfigDefaults: z.strictObject({ insecureKubeletReadonlyPortEnabled: z.enum(["TRUE", "FALSE"]) }),
      }),
      loggingConfig: z.strictObject({ enableComponents: z.array(z.string()) }),
      monitoringConfig: z.strictObject({ enableComponents: z.array(z.string()), managedPrometheus: enabled }),
      costManagementConfig: enabled,
      addonsConfig: z.strictObject({ gkeBackupAgentConfig: enabled, dnsCacheConfig: enabled }),
      clusterAutoscaling: z.strictObject({
        enabled: z.boolean(),
        autoscalingProfile: z.enum(["BALANCED", "OPTIMIZE_UTILIZATION"]),
      }),
      removeDefaultNodePool: z.boolean(),
      initialNodeCount: z.int().min(1),
      nodeConfig: z.strictObject(nodeConfig),
    })
    .refine(({ databaseEncryption, location }) => databaseEncryption.keyName.includes(`/locations/${location}/`), {
      error: "the key must be in the cluster's own location",
    })
    .refine(({ nodeLocations, location }) => nodeLocations.every((zone) => zone.startsWith(`${location}-`)), {
      error: "nodeLocations must be zones of the cluster's region",
    }),
  immutable: [
    "name",
    "location",
    "network",
    "subnetwork",
    "networkingMode",
    "ipAllocationPolicy",
    "defaultMaxPodsPerNode",
    "datapathProvider",
    "initialNodeCount",
    "nodeConfig",
    "description",
  ],
  answer: ({ name, location, controlPlaneEndpointsConfig }, { project }) => {
    const id = `projects/${project}/locations/${location}/clusters/${name}`;
    const endpoint = `gke-${numberFor(id)}-${numberFor(project)}.${location}.gke.goog`;
    return {
      id,
      outputs: {
        project,
        selfLink: `https://container.googleapis.com/v1/${id}`,
        masterVersion: "1.35.7-gke.1000000",
        masterAuth: { clusterCaCertificate: Buffer.from(`certificate of ${id}`).toString("base64") },
        controlPlaneEndpointsConfig: {
          ...controlPlaneEndpointsConfig,
          dnsEndpointConfig: { ...controlPlaneEndpointsConfig.dnsEndpointConfig, endpoint },
        },
      },
    };
  },
});

const kubeletConfig = z
  .strictObject({
    insecureKubeletReadonlyPortEnabled: z.enum(["TRUE", "FALSE"]),
    shutdownGracePeriodSeconds: z.union([z.literal(0), z.literal(30), z.literal(120)]).optional(),
    shutdownGracePeriodCriticalPodsSeconds: z.int().min(0).max(120).optional(),
  })
  .refine(
    ({ shutdownGracePeriodSeconds: total = 0, shutdownGracePeriodCriticalPodsSeconds: critical = 0 }) =>
      critical < total || critical === 0,
    { error: "shutdownGracePeriodCriticalPodsSeconds is a part of shutdownGracePeriodSeconds" },
  );

const nodes = z.int().min(0).max(15_000);
const nodePool = model({
  type: "gcp:container/nodePool:NodePool",
  inputs: z
    .strictObject({
      name: shortName,
      cluster: z.string(),
      location: region,
      nodeLocations: z.array(zone).min(1),
      initialNodeCount: nodes,
      autoscaling: z
        .strictObject({
          totalMinNodeCount: nodes.optional(),
          totalMaxNodeCount: nodes.min(1).optional(),
          minNodeCount: nodes.optional(),
          maxNodeCount: nodes.min(1).optional(),
          locationPolicy: z.enum(["BALANCED", "ANY"]),
        })
        .refine(
          ({ totalMinNodeCount, totalMaxNodeCount, minNodeCount, maxNodeCount }) =>
            (totalMinNodeCount ?? totalMaxNodeCount) === undefined || (minNodeCount ?? maxNodeCount) === undefined,
          { error: "totals and counts for each zone exclude each other" },
        )
        .refine(({ totalMinNodeCount = 0, totalMaxNodeCount = 15_000 }) => totalMinNodeCount <= totalMaxNodeCount, {
          error: "totalMinNodeCount is more than totalMaxNodeCount",
        })
        .refine(({ minNodeCount = 0, maxNodeCount = 15_000 }) => minNodeCount <= maxNodeCount, {
          error: "minNodeCount is more than maxNodeCount",
        }),
      maxPodsPerNode: z.int().min(8).max(256),
      management: z.strictObject({
        autoRepair: z.boolean(),
        autoUpgrade: z.literal(true, "a release channel upgrades"),
      }),
      upgradeSettings: z.strictObject({
        strategy: z.enum(["SURGE", "BLUE_GREEN"]),
        maxSurge: z.int().min(0),
        maxUnavailable: z.int().min(0),
      }),
      networkConfig: z.strictObject({ enablePrivateNodes: z.boolean() }),
      nodeConfig: z
        .strictObject({
          ...nodeConfig,
          machineType: z.string().regex(/^[a-z0-9]+-[a-z]+-\d+$/),
          spot: z.boolean(),
          labels: z.record(z.string(), z.string().max(63)),
          taints: z.array(
            z.strictObject({
              key: z.string(),
              value: z.string(),
              effect: z.enum(["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"]),
            }),
          ),
          kubeletConfig,
          guestAccelerators: z
            .array(
              z.strictObject({
                type: z.enum(["nvidia-tesla-t4"]),
                count: z.int().min(1),
                gpuDriverInstallationConfig: z.strictObject({
                  gpuDriverVersion: z.enum(["DEFAULT", "LATEST", "INSTALLATION_DISABLED"]),
                }),
              }),
            )
            .optional(),
        })
        .refine(({ spot, kubeletConfig: { shutdownGracePeriodSeconds } }) => spot || !shutdownGracePeriodSeconds, {
          error: "shutdownGracePeriodSeconds is for Spot nodes only",
        })
        .refine(({ machineType, guestAccelerators }) => !guestAccelerators || machineType.startsWith("n1-"), {
          error: "accelerators are attached to N1 machines only",
        }),
    })
    .refine(({ nodeLocations, location }) => nodeLocations.every((zone) => zone.startsWith(`${location}-`)), {
      error: "nodeLocations must be zones of the cluster's region",
    }),
  // Of nodeConfig, what is not named here is changed in place: machines, disks and image among it.
  immutable: [
    "name",
    "cluster",
    "location",
    "initialNodeCount",
    "maxPodsPerNode",
    "networkConfig",
    "nodeConfig.guestAccelerators",
    "nodeConfig.metadata",
    "nodeConfig.oauthScopes",
    "nodeConfig.serviceAccount",
    "nodeConfig.shieldedInstanceConfig",
    "nodeConfig.spot",
  ],
  answer: ({ name, cluster, location, nodeLocations }, { project }) => ({
    id: `projects/${project}/locations/${location}/clusters/${cluster}/nodePools/${name}`,
    outputs: {
      project,
      version: "1.35.7-gke.1000000",
      instanceGroupUrls: nodeLocations.map((zone) => `projects/${project}/zones/${zone}/instanceGroups/gke-${name}`),
    },
  }),
});

export const CONTAINER: readonly ResourceModel[] = [cluster, nodePool];
