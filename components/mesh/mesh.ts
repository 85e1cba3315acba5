import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";
import { certificateOf, issuerOf } from "./certificate";
import { gatewayOf, hostOf } from "./gateway";
import { GatewayWorkload } from "./gateway-workload";
import { healthGatewayOf, healthRouteOf } from "./health";
import { gatewayPolicyOf, meshPoliciesOf } from "./mesh-policies";
import { googleHostsOf } from "./outside-hosts";

export interface MeshArgs {
  /** Agents are reached at agents.DOMAIN; "": nobody is to be reached, and there is no gateway. */
  readonly domain: string;
  /** Where the zone of agents.DOMAIN is; absent where clusters are not Google's. */
  readonly google?: { readonly project: string };
  /** The name of the gateway's address at Google. */
  readonly gatewayAddress?: pulumi.Input<string>;
}

/** The mesh of one region's cluster: who may speak at all, and the gateway through which the outside comes in. */
export class Mesh extends pulumi.ComponentResource {
  /** "agents.{domain}"; "" where nobody is to be reached. */
  readonly host: string;

  constructor(name: string, args: MeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:mesh:Mesh", name, {}, opts);

    if (args.google) createPolicies(name, this);
    if (args.domain !== "") createGateway(name, args, this);

    this.host = args.domain === "" ? "" : hostOf(args.domain);
    this.registerOutputs({ host: this.host });
  }
}

/** What holds for all of a cluster that is ours alone. */
function createPolicies(name: string, parent: pulumi.Resource): void {
  for (const object of [...meshPoliciesOf(), ...googleHostsOf()]) {
    new CustomResource(`${name}-${object.metadata.name.replace("agno-", "")}`, object, { parent });
  }
}

function createGateway(name: string, { domain, google, gatewayAddress }: MeshArgs, parent: pulumi.Resource): void {
  const issuer = new CustomResource(`${name}-issuer`, issuerOf(google?.project), { parent });
  new CustomResource(`${name}-certificate`, certificateOf(domain), { parent, dependsOn: issuer });
  new GatewayWorkload(`${name}-gateway-workload`, gatewayAddress === undefined ? {} : { address: gatewayAddress }, {
    parent,
  });
  new CustomResource(`${name}-gateway`, gatewayOf(domain), { parent });
  new CustomResource(`${name}-gateway-policy`, gatewayPolicyOf(), { parent });
  if (google) createHealth(name, domain, parent);
}

/** Google asks each region whether it is there. */
function createHealth(name: string, domain: string, parent: pulumi.Resource): void {
  const gateway = new CustomResource(`${name}-health-gateway`, healthGatewayOf(domain), { parent });
  new CustomResource(`${name}-health-route`, healthRouteOf(domain), { parent, dependsOn: gateway });
}
