import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { LimitRange, Namespace, ResourceQuota } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { tenantMeshOf } from "../mesh/tenant-mesh";
import type { GoogleRegion } from "../region/google-regions";
import { fqdnPoliciesOf } from "./fqdn-policies";
import { limitRangeOf } from "./limit-range";
import { namespaceObjectOf } from "./namespace";
import { networkPoliciesOf } from "./network-policies";
import { quotaOf } from "./resource-quota";
import { roleBindingsOf } from "./roles";
import type { TenantSettings } from "./settings";

export interface TenantArgs {
  readonly tenant: TenantSettings;
  readonly region: GoogleRegion;
  /** Where the region's cluster comes from: what only GKE understands goes nowhere else. */
  readonly clusters: "google" | "kubeconfig";
}

/** A tenant in one region: a namespace that it cannot leave, with what it may use, do and reach. */
export class Tenant extends pulumi.ComponentResource {
  /** "agno-tenant-{id}". */
  readonly namespace: pulumi.Output<string>;
  /** What must be there before anything of the tenant may run. */
  readonly guards: readonly pulumi.Resource[];

  constructor(name: string, args: TenantArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:tenant:Tenant", name, {}, opts);
    refuseAbroad(args);

    const namespace = createNamespace(name, args, this);
    const scope: Scope = { name, args, options: { parent: this, dependsOn: namespace } };
    this.guards = [
      namespace,
      createQuota(scope),
      createLimits(scope),
      ...createNetworkPolicies(scope),
      ...createFqdnPolicies(scope),
      ...createMeshPolicies(scope),
    ];
    createRoleBindings(scope);

    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}

/** A tenant's objects begin with the tenant's name, and are made after its namespace. */
interface Scope {
  readonly name: string;
  readonly args: TenantArgs;
  readonly options: pulumi.CustomResourceOptions;
}

/** Residency is decided where regions are given their tenants; here is the last place to keep it. */
function refuseAbroad({ tenant, region }: TenantArgs): void {
  if (!tenant.regions.includes(region)) throw new Error(`tenant ${tenant.id} must not be in region ${region}`);
}

function createNamespace(name: string, { tenant, clusters }: TenantArgs, parent: pulumi.Resource): Namespace {
  return new Namespace(`${name}-namespace`, namespaceObjectOf(tenant, clusters), { parent });
}

function createQuota({ name, args, options }: Scope): ResourceQuota {
  return new ResourceQuota(`${name}-quota`, quotaOf(args.tenant), options);
}

function createLimits({ name, args, options }: Scope): LimitRange {
  return new LimitRange(`${name}-limits`, limitRangeOf(args.tenant), options);
}

function createNetworkPolicies({ name, args: { tenant, clusters }, options }: Scope): readonly NetworkPolicy[] {
  return networkPoliciesOf(tenant, clusters).map(
    (policy) => new NetworkPolicy(logicalName(name, tenant, policy), policy, options),
  );
}

function createFqdnPolicies({ name, args: { tenant, clusters }, options }: Scope): readonly CustomResource[] {
  if (clusters !== "google") return [];
  return fqdnPoliciesOf(tenant).map((policy) => new CustomResource(logicalName(name, tenant, policy), policy, options));
}

function createMeshPolicies({ name, args: { tenant, clusters }, options }: Scope): readonly CustomResource[] {
  return tenantMeshOf(tenant, clusters).map(
    (object) => new CustomResource(logicalName(name, tenant, object), object, options),
  );
}

function createRoleBindings({ name, args: { tenant }, options }: Scope): void {
  for (const binding of roleBindingsOf(tenant)) new RoleBinding(logicalName(name, tenant, binding), binding, options);
}

/** "us-central1-tenant-globex-default-deny" for the object "tenant-globex-default-deny". */
function logicalName(name: string, { id }: TenantSettings, object: { readonly metadata: { readonly name: string } }) {
  return `${name}-${object.metadata.name.replace(`tenant-${id}-`, "")}`;
}
