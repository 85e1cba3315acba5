import type { FieldRules } from "../field-rules";
import { below, providerOnly } from "./provider-only";

const onOff = { TRUE: true, FALSE: false };

/** Pulumi's nodeConfig against Google's NodeConfig, wherever one stands. */
export const nodeConfigFields: FieldRules = {
  guestAccelerators: "accelerators",
  "guestAccelerators.type": "accelerators.acceleratorType",
  "guestAccelerators.count": "accelerators.acceleratorCount",
  "kubeletConfig.insecureKubeletReadonlyPortEnabled": {
    to: "kubeletConfig.insecureKubeletReadonlyPortEnabled",
    spelling: onOff,
  },
  "linuxNodeConfig.hugepagesConfig": "linuxNodeConfig.hugepages",
  "linuxNodeConfig.hugepagesConfig.hugepageSize1g": "linuxNodeConfig.hugepages.hugepageSize1g",
  loggingVariant: "loggingConfig.variantConfig.variant",
  nodeImageConfigs: "nodeImageConfig",
  resourceManagerTags: "resourceManagerTags.tags",
  "sandboxConfig.sandboxType": "sandboxConfig.type",
  "windowsNodeConfig.osversion": "windowsNodeConfig.osVersion",
  ...containerdFields("containerdConfig"),
};

/** Pulumi's containerdConfig, which has plural names where Google has singular ones. */
export function containerdFields(at: string): FieldRules {
  const registry = `${at}.privateRegistryAccessConfig`;
  const hosts = `${at}.registryHosts.hosts`;
  return {
    [`${registry}.certificateAuthorityDomainConfigs`]: `${registry}.certificateAuthorityDomainConfig`,
    [`${hosts}.cas`]: `${hosts}.ca`,
    [`${hosts}.clients`]: `${hosts}.client`,
    [`${hosts}.headers`]: `${hosts}.header`,
    [`${hosts}.headers.values`]: `${hosts}.header.value`,
  };
}

/** Pulumi's node pool against Google's NodePool: a resource of its own or an entry of the cluster's nodePools. */
export const nodePoolPartFields: FieldRules = {
  ...below("nodeConfig", "config", nodeConfigFields),
  maxPodsPerNode: "maxPodsConstraint.maxPodsPerNode",
  "networkConfig.additionalPodNetworkConfigs.maxPodsPerNode":
    "networkConfig.additionalPodNetworkConfigs.maxPodsPerNode.maxPodsPerNode",
  "networkConfig.podCidrOverprovisionConfig.disabled": "networkConfig.podCidrOverprovisionConfig.disable",
  maintenancePolicies: "maintenancePolicy",
  "maintenancePolicies.exclusionUntilEndOfSupports": "maintenancePolicy.exclusionUntilEndOfSupport",
  nodeDrainConfigs: "nodeDrainConfig",
  nodeLocations: "locations",
  namePrefix: { none: "the provider's own: it makes a name that begins so" },
  nodeCount: { none: "the size of the pool's instance groups, set by a request of its own" },
};

export const nodePoolFields: FieldRules = {
  ...providerOnly,
  ...nodePoolPartFields,
  cluster: { none: "part of the request's URL" },
  location: { none: "part of the request's URL" },
  ignoreNodeCountChanges: { none: "the provider's own: whether it reads the size of the instance groups" },
};
