import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2";
import { Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import { Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY } from "./gateway";
import { gatewayAccountOf, gatewayNetworkPolicyOf, gatewayRoleBindingOf, gatewayRoleOf } from "./gateway-access";
import { gatewayAutoscalerOf, gatewayDeploymentOf, gatewayDisruptionBudgetOf, gatewayServiceOf } from "./gateway-pods";

export interface GatewayWorkloadArgs {
  /** The name of its address at Google; absent where clusters are not Google's. */
  readonly address?: pulumi.Input<string>;
}

/** The pods behind the Gateway object, with who they are and how many. */
export class GatewayWorkload extends pulumi.ComponentResource {
  constructor(name: string, { address }: GatewayWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:mesh:GatewayWorkload", name, {}, opts);

    const parent = { parent: this };
    const account = new ServiceAccount(`${name}-account`, gatewayAccountOf(), parent);
    const role = new Role(`${name}-role`, gatewayRoleOf(), parent);
    // Istio remembers for a minute that somebody may not read a certificate.
    const needs = [
      account,
      new RoleBinding(`${name}-role-binding`, gatewayRoleBindingOf(), { ...parent, dependsOn: role }),
    ];
    new NetworkPolicy(`${name}-network-policy`, gatewayNetworkPolicyOf(), parent);
    const pods = new Deployment(`${name}-deployment`, gatewayDeploymentOf(), { ...parent, dependsOn: needs });
    new HorizontalPodAutoscaler(`${name}-autoscaler`, gatewayAutoscalerOf(), parent);
    new PodDisruptionBudget(`${name}-disruption-budget`, gatewayDisruptionBudgetOf(), parent);
    new Service(`${name}-service`, gatewayServiceOf(address), { ...parent, dependsOn: pods });

    this.registerOutputs({ service: `${GATEWAY.name}.${GATEWAY.namespace}` });
  }
}
