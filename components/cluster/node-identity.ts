import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { type GoogleRegion, shortNameOf } from "../region/google-regions";

export interface NodeIdentityArgs {
  readonly region: GoogleRegion;
  /** The Google project in which the roles hold. */
  readonly project: string;
}

/** All that a node itself may do. What agents may do is theirs, not the node's. */
const ROLES = {
  "logs-and-metrics": "roles/container.defaultNodeServiceAccount",
  images: "roles/artifactregistry.reader",
} as const;

/** The id of the account; Google takes 30 characters, so the region is written short. */
export function accountIdOf(region: GoogleRegion): string {
  return `agno-nodes-${shortNameOf(region)}`;
}

/** Whom the nodes of a region's cluster act as, instead of the project's default account, which may edit everything. */
export class NodeIdentity extends pulumi.ComponentResource {
  readonly email: pulumi.Output<string>;
  /** What must hold before a node starts. Apart from the address, which must be known when a role is added. */
  readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: NodeIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:cluster:NodeIdentity", name, {}, opts);
    const account = new gcp.serviceaccount.Account(
      `${name}-account`,
      { accountId: accountIdOf(args.region), displayName: `Nodes of agno-agents-${args.region}` },
      { parent: this },
    );
    this.grants = Object.entries(ROLES).map(
      ([purpose, role]) =>
        new gcp.projects.IAMMember(
          `${name}-${purpose}`,
          { project: args.project, role, member: account.member },
          { parent: this },
        ),
    );
    this.email = account.email;
    this.registerOutputs({ email: this.email });
  }
}
