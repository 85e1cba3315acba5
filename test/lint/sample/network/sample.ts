/** How every sample of a rule begins: a resource of some cloud, and what is around it in a component. */
import * as pulumi from "@pulumi/pulumi";

/** A resource two classes below Pulumi's own, as those of providers are. */
export class Bucket extends pulumi.CustomResource {
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super("cloud:storage:Bucket", name, args, opts);
  }
}

export class PublicBucket extends Bucket {}

export declare const name: string;
export declare const parent: pulumi.Resource;
export declare const url: pulumi.Output<string>;
