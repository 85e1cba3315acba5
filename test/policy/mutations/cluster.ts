import { type Mutation, set } from "../mutate";

export const CLUSTERS: Readonly<Record<string, readonly Mutation[]>> = {
  "clusters-have-workload-identity": [
    set("cluster", "workloadIdentityConfig", undefined, "not set"),
    set("cluster", "workloadIdentityConfig.workloadPool", "", '""'),
  ],
  "nodes-hide-their-identity": [
    set("cpu", "nodeConfig.workloadMetadataConfig.mode", "GCE_METADATA", "GCE_METADATA"),
    set("cpu", "nodeConfig.workloadMetadataConfig", undefined, "not set"),
    set("cpu", "nodeConfig.metadata['disable-legacy-endpoints']", "false", "false"),
  ],
  "clusters-shield-their-nodes": [set("cluster", "enableShieldedNodes", false, "false")],
  "nodes-are-shielded": [
    set("cpu", "nodeConfig.shieldedInstanceConfig.enableSecureBoot", false, "false"),
    set("cpu", "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", false, "false"),
    set("cpu", "nodeConfig.shieldedInstanceConfig", undefined, "not set"),
  ],
  "clusters-follow-a-release-channel": [
    set("cluster", "releaseChannel.channel", "UNSPECIFIED", "UNSPECIFIED"),
    set("cluster", "releaseChannel", undefined, "not set"),
  ],
  "production-is-protected": [
    set("cluster", "deletionProtection", false, "false"),
    set("cluster", "deletionProtection", "false", "false"),
    set("database", "deletionProtection", false, "false"),
    set("bucket", "forceDestroy", true, "true"),
  ],
  "network-policies-are-enforced": [
    set("cluster", "datapathProvider", undefined, "not set"),
    set("cluster", "datapathProvider", "LEGACY_DATAPATH", "LEGACY_DATAPATH"),
  ],
  "clusters-check-images": [
    set("cluster", "binaryAuthorization", undefined, "not set"),
    set("cluster", "binaryAuthorization.evaluationMode", "DISABLED", "DISABLED"),
  ],
  "clusters-have-no-legacy-access": [
    set("cluster", "enableLegacyAbac", true, "true"),
    set("cluster", "enableKubernetesAlpha", true, "true"),
    set("cluster", "masterAuth.clientCertificateConfig.issueClientCertificate", true, "true"),
  ],
  "first-pool-is-removed": [
    set("cluster", "removeDefaultNodePool", undefined, "not set"),
    set("cluster", "removeDefaultNodePool", false, "false"),
  ],
};
