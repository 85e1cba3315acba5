/** A tenant's objects in a real cluster, without those of kinds that not every API server knows. */
import { clusterRoleOf, roleBindingsOf } from "../../../components/tenant/roles";
import { limitRangeOf } from "../../../components/tenant/limit-range";
import { namespaceObjectOf } from "../../../components/tenant/namespace";
import { networkPoliciesOf } from "../../../components/tenant/network-policies";
import { quotaOf } from "../../../components/tenant/resource-quota";
import { ROLES, type TenantSettings, namespaceOf } from "../../../components/tenant/settings";
import { type ApiOptions, create, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const PLURALS: Readonly<Record<string, string>> = {
  ClusterRole: "clusterroles",
  LimitRange: "limitranges",
  Namespace: "namespaces",
  NetworkPolicy: "networkpolicies",
  ResourceQuota: "resourcequotas",
  RoleBinding: "rolebindings",
};

/** In the order in which they can be made. */
export function tenantObjects(tenant: TenantSettings, clusters: "google" | "kubeconfig"): readonly KubernetesObject[] {
  return [
    namespaceObjectOf(tenant, clusters),
    quotaOf(tenant),
    limitRangeOf(tenant),
    ...networkPoliciesOf(tenant, clusters),
    ...roleBindingsOf(tenant),
  ];
}

export const CLUSTER_ROLES: readonly KubernetesObject[] = ROLES.map(clusterRoleOf);

/** Where objects of the kind are: "/api/v1/namespaces/agno-tenant-globex/pods". */
export function collectionOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const plural = PLURALS[kind];
  if (plural === undefined) throw new Error(`where are objects of kind ${kind}?`);
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${group}${metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`}/${plural}`;
}

/** Makes them, each refused where it has a field that the server does not know. */
export async function makeAll(api: ApiOptions, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) await create(api, `${collectionOf(object)}?fieldValidation=Strict`, object);
}

/** Makes a tenant, and waits until pods can be made there and are counted. */
export async function makeTenant(api: ApiOptions, tenant: TenantSettings): Promise<void> {
  await makeAll(api, tenantObjects(tenant, "google"));
  const namespace = `/api/v1/namespaces/${namespaceOf(tenant)}`;
  await until({ what: `tenant ${tenant.id} can be used` }, async () => {
    await read(api, `${namespace}/serviceaccounts/default`);
    const { status } = await quotaSeen(api, tenant);
    return status.used === undefined ? undefined : true;
  });
}

export interface SeenQuota {
  readonly status: {
    readonly hard?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
  };
}

export function quotaSeen(api: ApiOptions, tenant: TenantSettings): Promise<SeenQuota> {
  return read(api, `/api/v1/namespaces/${namespaceOf(tenant)}/resourcequotas/tenant-${tenant.id}-quota`);
}
