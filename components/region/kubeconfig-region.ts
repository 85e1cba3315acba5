import * as pulumi from "@pulumi/pulumi";
import { connect } from "../cluster/connection";
import { Platform } from "../platform/platform";

export interface KubeconfigRegionArgs {
  /** The context of the region's cluster in the person's kubeconfig; "": the current one. */
  readonly context: string;
}

/** A region whose cluster somebody else has made: only what goes into it. */
export class KubeconfigRegion extends pulumi.ComponentResource {
  readonly outputs: {
    /** Where the platform's own parts run. */
    readonly namespace: pulumi.Output<string>;
  };

  constructor(name: string, { context }: KubeconfigRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:region:KubeconfigRegion", name, {}, opts);

    const kubernetes = connect(`${name}-kubernetes`, { kubeconfig: "", context }, this);
    const platform = new Platform(`${name}-platform`, { parent: this, providers: [kubernetes] });

    this.outputs = { namespace: platform.namespace };
    this.registerOutputs(this.outputs);
  }
}
