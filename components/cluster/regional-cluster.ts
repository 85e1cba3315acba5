import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { SECONDARY_RANGES } from "../network/regional-network";
import type { GoogleRegion } from "../region/google-regions";
import { type MaintenanceSettings, recurringWindow } from "./maintenance";
import { NodeIdentity } from "./node-identity";
import type { NodePool } from "./node-pools";
import { createNodePools, nodeDefaults } from "./node-pool-resources";

export interface RegionalClusterArgs {
  readonly region: GoogleRegion;
  readonly project: string;
  /** Where the control plane and, unless a pool needs other zones, the nodes stand. */
  readonly zones: readonly string[];
  readonly networkId: pulumi.Input<string>;
  /** The subnet whose secondary ranges are named by {@link SECONDARY_RANGES}. */
  readonly subnetworkId: pulumi.Input<string>;
  /** The key that encrypts Kubernetes Secrets, in the same region. */
  readonly keyId: pulumi.Input<string>;
  /** From planPools, in this order. */
  readonly pools: readonly NodePool[];
  readonly podsPerNode: number;
  readonly maintenance: MaintenanceSettings;
  readonly releaseChannel: "RAPID" | "REGULAR";
  readonly deletionProtection: boolean;
  /** The group of the groups that the cluster knows, as its role bindings name them; without it, it knows none. */
  readonly securityGroup?: string;
}

/**
 * One region's GKE cluster and its node pools. Its control plane has no address: it is reached by a name, and only by
 * whom IAM lets; its nodes have no public addresses and start from verified images.
 */
export class RegionalCluster extends pulumi.ComponentResource {
  /** "agno-agents-{region}". */
  readonly clusterName: pulumi.Output<string>;
  /** The DNS name under which the control plane answers. */
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: RegionalClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:cluster:RegionalCluster", name, {}, opts);

    const identity = new NodeIdentity(
      `${name}-nodes`,
      { region: args.region, project: args.project },
      { parent: this },
    );
    const cluster = createCluster(name, args, identity, this);
    createNodePools({ name, parent: this, cluster, serviceAccount: identity.email }, args);

    this.clusterName = cluster.name;
    this.endpoint = cluster.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint;
    this.registerOutputs({ clusterName: this.clusterName, endpoint: this.endpoint });
  }
}

function createCluster(
  name: string,
  args: RegionalClusterArgs,
  identity: NodeIdentity,
  parent: pulumi.Resource,
): gcp.container.Cluster {
  return new gcp.container.Cluster(
    `${name}-cluster`,
    {
      name: `agno-agents-${args.region}`,
      description: "Agno agents",
      location: args.region,
      nodeLocations: [...args.zones],
      deletionProtection: args.deletionProtection,
      releaseChannel: { channel: args.releaseChannel },
      maintenancePolicy: maintenancePolicy(args.maintenance),
      ...networking(args),
      ...security(args),
      ...observability,
      // The reference's delays (10 min) are this profile's; consolidation.ts says where the rest of its figures go.
      clusterAutoscaling: { enabled: false, autoscalingProfile: "BALANCED" },
      // GKE cannot make a cluster without nodes: it makes one pool, which Pulumi takes away at once.
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: { ...nodeDefaults, serviceAccount: identity.email },
    },
    {
      parent,
      dependsOn: [...identity.grants],
      protect: args.deletionProtection,
      // Both describe only the pool that is gone; Google reports other pools there, and a difference would replace all.
      ignoreChanges: ["initialNodeCount", "nodeConfig"],
    },
  );
}

function maintenancePolicy(maintenance: MaintenanceSettings): gcp.types.input.container.ClusterMaintenancePolicy {
  return {
    recurringWindow: recurringWindow(maintenance),
    maintenanceExclusions: Object.entries(maintenance.exclusions).map(([exclusionName, { from, to, scope }]) => ({
      exclusionName,
      startTime: from,
      endTime: to,
      exclusionOptions: { scope },
    })),
  };
}

function networking(args: RegionalClusterArgs) {
  return {
    network: args.networkId,
    subnetwork: args.subnetworkId,
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: SECONDARY_RANGES.pods,
      servicesSecondaryRangeName: SECONDARY_RANGES.services,
      stackType: "IPV4",
    },
    defaultMaxPodsPerNode: args.podsPerNode,
    // Dataplane V2 enforces network policies itself; the older networkPolicy add-on must not be set beside it.
    datapathProvider: "ADVANCED_DATAPATH",
    // Tenants' model hosts are named in FQDNNetworkPolicies.
    enableFqdnNetworkPolicy: true,
    privateClusterConfig: { enablePrivateNodes: true },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: false },
    },
  } satisfies Partial<gcp.container.ClusterArgs>;
}

function security(args: RegionalClusterArgs) {
  return {
    ...(args.securityGroup && { authenticatorGroupsConfig: { securityGroup: args.securityGroup } }),
    workloadIdentityConfig: { workloadPool: `${args.project}.svc.id.goog` },
    databaseEncryption: { state: "ENCRYPTED", keyName: args.keyId },
    enableShieldedNodes: true,
    binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
    securityPostureConfig: { mode: "BASIC" },
    secretManagerConfig: { enabled: true },
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
  } satisfies Partial<gcp.container.ClusterArgs>;
}

const observability = {
  loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] },
  monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: true } },
  costManagementConfig: { enabled: true },
  addonsConfig: { gkeBackupAgentConfig: { enabled: true }, dnsCacheConfig: { enabled: true } },
} satisfies Partial<gcp.container.ClusterArgs>;
