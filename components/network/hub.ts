import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

/**
 * The place where the regions' VPCs meet: a Network Connectivity Center hub in mesh topology, so that each joins once
 * instead of being peered with every other. What may cross is still each region's firewall's to say.
 */
export class Hub extends pulumi.ComponentResource {
  /** What a region's spoke joins. */
  readonly hubId: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("agno:network:Hub", name, {}, opts);
    const hub = new gcp.networkconnectivity.Hub(
      `${name}-hub`,
      {
        name: "agno-hub",
        description: "Connects the VPCs of all regions",
        // A preset topology is only taken together with the policy mode that knows presets.
        policyMode: "PRESET",
        presetTopology: "MESH",
      },
      { parent: this },
    );
    this.hubId = hub.id;
    this.registerOutputs({ hubId: this.hubId });
  }
}
