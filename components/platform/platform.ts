import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { CustomResourceDefinition } from "@pulumi/kubernetes/apiextensions/v1";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1";
import * as pulumi from "@pulumi/pulumi";
import { COMPUTE_CLASS, type NodePool } from "../cluster/node-pools";
import type { GoogleRegion } from "../region/google-regions";
import { clusterRoleOf } from "../tenant/roles";
import { ROLES, type Role } from "../tenant/settings";
import { Admission } from "./admission";
import { agentDefinition } from "./agent-resource";
import { type ComputeClass, computeClassesOf } from "./compute-classes";
import { MetricsAdapter, type MetricsAdapterArgs } from "./metrics-adapter";
import { RESTRICTED } from "./pod-security";
import { PRIORITIES, type PriorityName, priorityClassOf } from "./priorities";

export interface PlatformArgs {
  readonly region: GoogleRegion;
  /** The project that the cluster is in; absent where it is not Google's: what only GKE understands goes nowhere else. */
  readonly google?: Omit<MetricsAdapterArgs, "region">;
  /** From planPools. */
  readonly pools: readonly NodePool[];
}

/** The platform layer of one region: what its cluster has once, for all tenants. */
export class Platform extends pulumi.ComponentResource {
  /** Where the platform's own parts run. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:platform:Platform", name, {}, opts);

    this.namespace = createNamespace(name, this).metadata.name;
    const priorities = Object.keys(PRIORITIES) as PriorityName[];
    for (const priority of priorities) createPriorityClass(name, priority, this);
    for (const role of ROLES) createTenantRole(name, role, this);
    createAgentDefinition(name, this);
    new Admission(
      `${name}-admission`,
      { clusters: args.google ? "google" : "kubeconfig", pools: args.pools.filter(isForAgents) },
      { parent: this },
    );
    if (args.google) {
      for (const computeClass of computeClassesOf(args.pools)) createComputeClass(name, computeClass, this);
      new MetricsAdapter(`${name}-metrics-adapter`, { region: args.region, ...args.google }, { parent: this });
    }

    this.registerOutputs({ namespace: this.namespace });
  }
}

function createNamespace(name: string, parent: pulumi.Resource): Namespace {
  return new Namespace(`${name}-namespace`, { metadata: { name: "agno-system", labels: RESTRICTED } }, { parent });
}

function createPriorityClass(name: string, priority: PriorityName, parent: pulumi.Resource): PriorityClass {
  return new PriorityClass(
    `${name}-${priority}`,
    { metadata: { name: priorityClassOf(priority) }, ...PRIORITIES[priority] },
    { parent },
  );
}

/** Tenants bind them in their namespaces. */
function createTenantRole(name: string, role: Role, parent: pulumi.Resource): ClusterRole {
  return new ClusterRole(`${name}-tenant-${role}`, clusterRoleOf(role), { parent });
}

/** What may be said of an agent, to whoever writes one into the cluster. */
function createAgentDefinition(name: string, parent: pulumi.Resource): CustomResourceDefinition {
  return new CustomResourceDefinition(`${name}-agents`, agentDefinition(), { parent });
}

function createComputeClass(name: string, computeClass: ComputeClass, parent: pulumi.Resource): CustomResource {
  const logicalName = `${name}-${computeClass.metadata.name.replace("agno-", "class-")}`;
  return new CustomResource(logicalName, computeClass, { parent });
}

/** On the system pool's nodes, no tenant's pod may stand. */
function isForAgents({ labels }: NodePool): boolean {
  return labels[COMPUTE_CLASS] !== undefined;
}
