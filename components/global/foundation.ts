import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Hub } from "../network/hub";
import { ClusterKeys } from "./cluster-keys";
import { Routing, type RoutingArgs } from "../routing/routing";
import { ProjectServices } from "./project-services";

/** What every region builds on. */
export interface SharedParts {
  readonly outputs: {
    /** The hub that a region's VPC joins. */
    readonly hubId: pulumi.Output<string>;
    /** The key of each region's cluster. */
    readonly clusterKeyIds: Readonly<Record<string, pulumi.Output<string>>>;
    /** The address of Pub/Sub's own account, which puts aside what agents could not do. */
    readonly queueAgent: pulumi.Output<string>;
    /** The name of the address that is reserved for each region's gateway; none where nobody is to be reached. */
    readonly gatewayAddresses: Readonly<Record<string, pulumi.Output<string>>>;
  };
  /** What must be there before anything of a region can be made. */
  readonly prerequisites: readonly pulumi.Resource[];
}

export interface FoundationArgs {
  /** The Google regions of the environment. */
  readonly regions: readonly string[];
  /** Whether what cannot be brought back refuses to be deleted. */
  readonly deletionProtection: boolean;
  /** How agents are found from outside; absent where they are not. */
  readonly routing?: RoutingArgs;
}

/** The global layer: Google's APIs, the hub between the regions, the keys of their clusters, the way to them from outside. */
export class Foundation extends pulumi.ComponentResource implements SharedParts {
  readonly outputs: SharedParts["outputs"] & {
    /** Whom the domain's own zone names for agents.DOMAIN; absent where nobody is to be reached. */
    readonly nameServers?: pulumi.Output<string[]>;
  };
  readonly prerequisites: readonly pulumi.Resource[];

  constructor(name: string, args: FoundationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:global:Foundation", name, {}, opts);

    const services = new ProjectServices(`${name}-services`, { parent: this });
    const afterServices = { parent: this, dependsOn: [...services.enabled] };
    const hub = new Hub(`${name}-network`, afterServices);
    const keys = new ClusterKeys(
      `${name}-keys`,
      { regions: args.regions, protect: args.deletionProtection },
      afterServices,
    );

    const queues = createQueueAgent(name, afterServices);

    const routing = args.routing && new Routing(`${name}-routing`, args.routing, afterServices);

    this.outputs = {
      ...{ hubId: hub.hubId, clusterKeyIds: keys.keyIds, queueAgent: queues.email },
      gatewayAddresses: routing?.gatewayAddresses ?? {},
      ...(routing && { nameServers: routing.nameServers }),
    };
    this.prerequisites = services.enabled;
    this.registerOutputs(this.outputs);
  }
}

/** It must exist before it can be given a right, and Google makes it only when asked. */
function createQueueAgent(name: string, options: pulumi.CustomResourceOptions): gcp.projects.ServiceIdentity {
  return new gcp.projects.ServiceIdentity(`${name}-pubsub`, { service: "pubsub.googleapis.com" }, options);
}
