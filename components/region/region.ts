import * as pulumi from "@pulumi/pulumi";
import { connect } from "../cluster/connection";
import { kubeconfigOf } from "../cluster/kubeconfig";
import type { MaintenanceSettings } from "../cluster/maintenance";
import { type PoolSettings, mostNodes, planPools, spreadZones } from "../cluster/node-pools";
import { RegionalCluster } from "../cluster/regional-cluster";
import type { SharedParts } from "../global/foundation";
import { rangesOf } from "../network/address-plan";
import { RegionalNetwork } from "../network/regional-network";
import { type Contents, type ContentsArgs, createContents } from "./contents";
import type { GoogleRegion } from "./google-regions";

export interface RegionArgs {
  readonly region: GoogleRegion;
  readonly project: string;
  /** The region's sixteenth of 10.0.0.0/8. */
  readonly slot: number;
  readonly podsPerNode: number;
  readonly pools: Readonly<Record<string, PoolSettings>>;
  readonly maintenance: MaintenanceSettings;
  readonly releaseChannel: "RAPID" | "REGULAR";
  readonly deletionProtection: boolean;
  /** Agents are reached at agents.DOMAIN. */
  readonly domain: string;
  /** The group whose members the cluster knows, from securityGroupFor. */
  readonly securityGroup?: string;
  /** The global layer, of this stack or of another. */
  readonly shared: SharedParts;
}

/** A region at Google: a VPC, in it a cluster with its node pools, and in that the platform, which tenants are admitted to. */
export class Region extends pulumi.ComponentResource {
  readonly admit: Contents["admit"];
  readonly outputs: {
    readonly clusterName: pulumi.Output<string>;
    /** The DNS name under which the cluster's control plane answers. */
    readonly endpoint: pulumi.Output<string>;
    /** The addresses that everything in the region has outside. */
    readonly egressAddresses: pulumi.Output<string[]>;
    /** Where the platform's own parts run. */
    readonly namespace: pulumi.Output<string>;
  };

  constructor(name: string, args: RegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:region:Region", name, {}, opts);

    const { pools } = planPools(args.region, args.pools);
    const network = new RegionalNetwork(
      `${name}-network`,
      { region: args.region, ranges: rangesOf(args.slot), nodes: mostNodes(pools), hubId: args.shared.outputs.hubId },
      { parent: this },
    );
    const cluster = new RegionalCluster(
      `${name}-cluster`,
      {
        ...args,
        zones: spreadZones(args.region),
        networkId: network.networkId,
        subnetworkId: network.subnetworkId,
        keyId: keyOf(args),
        pools,
      },
      // Not only the subnet: nodes need the way out from their start to their end.
      { parent: this, dependsOn: network },
    );
    const kubeconfig = pulumi
      .all([cluster.clusterName, cluster.endpoint])
      .apply(([clusterName, endpoint]) => kubeconfigOf({ name: clusterName, endpoint }));
    const kubernetes = connect(`${name}-kubernetes`, { kubeconfig, context: "" }, this);
    const contents = createContents(
      name,
      { ...args, ...sharedOf(args), pools },
      { parent: this, providers: [kubernetes] },
    );
    this.admit = contents.admit;

    this.outputs = {
      clusterName: cluster.clusterName,
      endpoint: cluster.endpoint,
      egressAddresses: network.egressAddresses,
      namespace: contents.namespace,
    };
    this.registerOutputs(this.outputs);
  }
}

/** What its contents need of the global layer. */
function sharedOf({ shared, project, region }: RegionArgs): Pick<ContentsArgs, "google" | "gatewayAddress"> {
  const { queueAgent, gatewayAddresses } = shared.outputs;
  const gatewayAddress = gatewayAddresses[region];
  return { google: { project, queueAgent }, ...(gatewayAddress && { gatewayAddress }) };
}

function keyOf({ shared, region }: RegionArgs): pulumi.Input<string> {
  const keyId = shared.outputs.clusterKeyIds[region];
  if (keyId === undefined) throw new Error(`the global layer was built without region ${region}`);
  return keyId;
}
