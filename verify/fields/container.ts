import type { FieldRules, TypeMapping } from "../field-rules";
import { below, providerOnly } from "./provider-only";
import { containerdFields, nodeConfigFields, nodePoolFields, nodePoolPartFields } from "./node-pool";

const onOff = { TRUE: true, FALSE: false };

const networkFields: FieldRules = {
  datapathProvider: "networkConfig.datapathProvider",
  dataplaneOptimizationMode: "networkConfig.dataplaneV2Config.scalabilityMode",
  defaultSnatStatus: "networkConfig.defaultSnatStatus",
  disableL4LbFirewallReconciliation: "networkConfig.disableL4LbFirewallReconciliation",
  dnsConfig: "networkConfig.dnsConfig",
  enableCiliumClusterwideNetworkPolicy: "networkConfig.enableCiliumClusterwideNetworkPolicy",
  enableFqdnNetworkPolicy: "networkConfig.enableFqdnNetworkPolicy",
  enableIntranodeVisibility: "networkConfig.enableIntraNodeVisibility",
  enableL4IlbSubsetting: "networkConfig.enableL4ilbSubsetting",
  enableMultiNetworking: "networkConfig.enableMultiNetworking",
  gatewayApiConfig: "networkConfig.gatewayApiConfig",
  inTransitEncryptionConfig: "networkConfig.inTransitEncryptionConfig",
  networkPerformanceConfig: "networkConfig.networkPerformanceConfig",
  privateIpv6GoogleAccess: "networkConfig.privateIpv6GoogleAccess",
  serviceExternalIpsConfig: "networkConfig.serviceExternalIpsConfig",
  networkingMode: { to: "ipAllocationPolicy.useIpAliases", spelling: { VPC_NATIVE: true, ROUTES: false } },
  "ipAllocationPolicy.podCidrOverprovisionConfig.disabled": "ipAllocationPolicy.podCidrOverprovisionConfig.disable",
  // The provider keeps the old names and sends the fields that Google has put in the place of the deprecated ones.
  "privateClusterConfig.enablePrivateNodes": "networkConfig.defaultEnablePrivateNodes",
  "privateClusterConfig.enablePrivateEndpoint": "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint",
  "privateClusterConfig.masterGlobalAccessConfig.enabled": "controlPlaneEndpointsConfig.ipEndpointsConfig.globalAccess",
  "privateClusterConfig.masterGlobalAccessConfig": "controlPlaneEndpointsConfig.ipEndpointsConfig",
  "privateClusterConfig.privateEndpointSubnetwork":
    "controlPlaneEndpointsConfig.ipEndpointsConfig.privateEndpointSubnetwork",
  masterAuthorizedNetworksConfig: "controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig",
};

const maintenanceFields: FieldRules = {
  "maintenancePolicy.dailyMaintenanceWindow": "maintenancePolicy.window.dailyMaintenanceWindow",
  "maintenancePolicy.recurringMaintenanceWindow": "maintenancePolicy.window.recurringMaintenanceWindow",
  "maintenancePolicy.recurringWindow": "maintenancePolicy.window.recurringWindow",
  "maintenancePolicy.recurringWindow.startTime": "maintenancePolicy.window.recurringWindow.window.startTime",
  "maintenancePolicy.recurringWindow.endTime": "maintenancePolicy.window.recurringWindow.window.endTime",
  "maintenancePolicy.maintenanceExclusions": "maintenancePolicy.window.maintenanceExclusions",
  "maintenancePolicy.maintenanceExclusions.exclusionName": { none: "the key of the exclusion in Google's map" },
  "maintenancePolicy.maintenanceExclusions.exclusionOptions":
    "maintenancePolicy.window.maintenanceExclusions.maintenanceExclusionOptions",
};

const autoscalingFields: FieldRules = {
  clusterAutoscaling: "autoscaling",
  "clusterAutoscaling.enabled": "autoscaling.enableNodeAutoprovisioning",
  "clusterAutoscaling.autoProvisioningLocations": "autoscaling.autoprovisioningLocations",
  "clusterAutoscaling.autoProvisioningDefaults": "autoscaling.autoprovisioningNodePoolDefaults",
  "clusterAutoscaling.autoProvisioningDefaults.diskSize": "autoscaling.autoprovisioningNodePoolDefaults.diskSizeGb",
  "clusterAutoscaling.autoProvisioningDefaults.management.upgradeOptions":
    "autoscaling.autoprovisioningNodePoolDefaults.management.upgradeOptions",
  "clusterAutoscaling.defaultComputeClassEnabled": "autoscaling.defaultComputeClassConfig.enabled",
};

const observabilityFields: FieldRules = {
  "loggingConfig.enableComponents": "loggingConfig.componentConfig.enableComponents",
  "monitoringConfig.enableComponents": "monitoringConfig.componentConfig.enableComponents",
  "monitoringConfig.managedPrometheus": "monitoringConfig.managedPrometheusConfig",
  "notificationConfig.pubsub.filter.eventTypes": "notificationConfig.pubsub.filter.eventType",
  "resourceUsageExportConfig.enableResourceConsumptionMetering":
    "resourceUsageExportConfig.consumptionMeteringConfig.enabled",
};

const nodeFields: FieldRules = {
  ...below("nodePools", "nodePools", nodePoolPartFields),
  ...below("nodeConfig", "nodeConfig", nodeConfigFields),
  nodeConfig: { to: "nodeConfig", although: "the default pool, made and removed at once, is described nowhere else" },
  initialNodeCount: { to: "initialNodeCount", although: "the provider cannot make a cluster without its default pool" },
  nodeLocations: "locations",
  nodeVersion: "nodePools.version",
  defaultMaxPodsPerNode: "defaultMaxPodsConstraint.maxPodsPerNode",
  "nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled": {
    to: "nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled",
    spelling: onOff,
  },
  "nodePoolAutoConfig.resourceManagerTags": "nodePoolAutoConfig.resourceManagerTags.tags",
  "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled": {
    to: "nodePoolDefaults.nodeConfigDefaults.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled",
    spelling: onOff,
  },
  "nodePoolDefaults.nodeConfigDefaults.loggingVariant":
    "nodePoolDefaults.nodeConfigDefaults.loggingConfig.variantConfig.variant",
  ...containerdFields("nodePoolDefaults.nodeConfigDefaults.containerdConfig"),
  removeDefaultNodePool: { none: "the provider's own: it deletes the default pool by a request of its own" },
  ignoreNodeCountChanges: { none: "the provider's own: whether it reads the size of the instance groups" },
  skipNodePoolRefresh: { none: "the provider's own: whether it reads the node pools" },
};

const clusterFields: FieldRules = {
  ...providerOnly,
  ...networkFields,
  ...maintenanceFields,
  ...autoscalingFields,
  ...observabilityFields,
  ...nodeFields,
  location: { none: "part of the request's URL; output only in the cluster itself" },
  deletionProtection: { none: "the provider's own: it refuses to delete the cluster; Google knows no such lock" },
  minMasterVersion: "initialClusterVersion",
  desiredEmulatedVersion: { none: "sent by an update only, in ClusterUpdate" },
  enableShieldedNodes: "shieldedNodes.enabled",
  enableLegacyAbac: "legacyAbac.enabled",
  enableAutopilot: "autopilot.enabled",
  allowNetAdmin: "autopilot.workloadPolicyConfig.allowNetAdmin",
  autopilotClusterPolicyConfig: "autopilot.clusterPolicyConfig",
  autopilotPrivilegedAdmissions: "autopilot.privilegedAdmissionConfig.allowlistPaths",
  "addonsConfig.cloudrunConfig": "addonsConfig.cloudRunConfig",
  "addonsConfig.rayOperatorConfigs": "addonsConfig.rayOperatorConfig",
};

/** Clusters and node pools. */
export const containerTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:container/cluster:Cluster": { document: "container.v1", schema: "Cluster", fields: clusterFields },
  "gcp:container/nodePool:NodePool": { document: "container.v1", schema: "NodePool", fields: nodePoolFields },
};
