import { APIService } from "@pulumi/kubernetes/apiregistration/v1";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Namespace, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import { ClusterRole, ClusterRoleBinding, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { principalOf } from "../global/workload-identity";
import type { GoogleRegion } from "../region/google-regions";
import { adapterApis, adapterAuthReader, adapterClusterBindings, adapterRoles } from "./adapter-access";
import {
  ADAPTER,
  adapterAccount,
  adapterAccountName,
  adapterDeployment,
  adapterDisruptionBudget,
  adapterNamespace,
  adapterNetworkPolicy,
  adapterService,
} from "./adapter-workload";

export interface MetricsAdapterArgs {
  readonly region: GoogleRegion;
  readonly project: string;
  /** The address of Pub/Sub's own account in the project: service-NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com. */
  readonly queueAgent: pulumi.Input<string>;
}

/** Gives autoscalers what Google Cloud Monitoring knows: agents' own metrics, and how long their queues are. */
export class MetricsAdapter extends pulumi.ComponentResource {
  /** Where it runs. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: MetricsAdapterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:platform:MetricsAdapter", name, {}, opts);

    const namespace = new Namespace(`${name}-namespace`, adapterNamespace(), { parent: this });
    const inside = { parent: this, dependsOn: [namespace] };
    const rights = [...createRights(name, args.region, inside), createReader(name, args, inside)];
    const workload = createWorkload(name, args.region, { parent: this, dependsOn: [namespace, ...rights] });
    createApis(name, { parent: this, dependsOn: [...workload] });

    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}

/** All that it needs in the cluster to start. */
function createRights(
  name: string,
  region: GoogleRegion,
  options: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  return [
    new ServiceAccount(`${name}-account`, adapterAccount(region), options),
    ...adapterRoles().map((role) => new ClusterRole(`${name}-${role.metadata.name}`, role, options)),
    ...adapterClusterBindings(region).map(
      (binding) => new ClusterRoleBinding(`${name}-${binding.metadata.name}-binding`, binding, options),
    ),
    new RoleBinding(`${name}-auth-reader`, adapterAuthReader(region), options),
    new NetworkPolicy(`${name}-network`, adapterNetworkPolicy(), options),
  ];
}

/** What it may read at Google. Identities of Kubernetes' accounts are there only once a cluster is. */
function createReader(
  name: string,
  { region, project, queueAgent }: MetricsAdapterArgs,
  options: pulumi.CustomResourceOptions,
): gcp.projects.IAMMember {
  const identity = { project, namespace: ADAPTER.namespace, serviceAccount: adapterAccountName(region) };
  const member = pulumi.output(queueAgent).apply((googleAccount) => principalOf({ ...identity, googleAccount }));
  return new gcp.projects.IAMMember(`${name}-reader`, { project, role: "roles/monitoring.viewer", member }, options);
}

function createWorkload(
  name: string,
  region: GoogleRegion,
  options: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  return [
    new Deployment(`${name}-deployment`, adapterDeployment(region), options),
    new Service(`${name}-service`, adapterService(), options),
    new PodDisruptionBudget(`${name}-disruption-budget`, adapterDisruptionBudget(), options),
  ];
}

/** Last: an API whose server is not there hinders whoever looks for all kinds, the end of a namespace for one. */
function createApis(name: string, options: pulumi.CustomResourceOptions): void {
  for (const api of adapterApis()) {
    new APIService(`${name}-${api.metadata.name.replaceAll(".", "-")}`, api, options);
  }
}
