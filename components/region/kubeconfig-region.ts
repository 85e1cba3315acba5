import * as pulumi from "@pulumi/pulumi";
import { connect } from "../cluster/connection";
import { type PoolSettings, planPools } from "../cluster/node-pools";
import { type Contents, createContents } from "./contents";
import type { GoogleRegion } from "./google-regions";

export interface KubeconfigRegionArgs {
  /** The context of the region's cluster in the person's kubeconfig; "": the current one. */
  readonly context: string;
  /** The region that the cluster plays. */
  readonly region: GoogleRegion;
  readonly pools: Readonly<Record<string, PoolSettings>>;
  /** Agents are reached at agents.DOMAIN. */
  readonly domain: string;
}

/** A region whose cluster somebody else has made: only what goes into it, and tenants are admitted to. */
export class KubeconfigRegion extends pulumi.ComponentResource {
  readonly admit: Contents["admit"];
  readonly outputs: {
    /** Where the platform's own parts run. */
    readonly namespace: pulumi.Output<string>;
  };

  constructor(name: string, args: KubeconfigRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:region:KubeconfigRegion", name, {}, opts);

    const kubernetes = connect(`${name}-kubernetes`, { kubeconfig: "", context: args.context }, this);
    const { pools } = planPools(args.region, args.pools);
    const contents = createContents(name, { ...args, pools }, { parent: this, providers: [kubernetes] });
    this.admit = contents.admit;

    this.outputs = { namespace: contents.namespace };
    this.registerOutputs(this.outputs);
  }
}
