/** Whose a resource is: the region and the tenant whose components it is below. */

export interface Place {
  /** Of a region with a cluster of its own or one of a kubeconfig; "" for what regions share. */
  readonly region: string;
  /** "" for the platform's own. */
  readonly tenant: string;
}

interface Child {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
}

const REGION = "agno:region:";
const TENANT = "agno:tenant:Tenant";

/** Looks up the place of each of these resources, by all of their parents. */
export function placesIn(resources: readonly Child[]): (resource: Child) => Place {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return (resource) => {
    let [region, tenant] = ["", ""];
    for (let at: Child | undefined = resource; at !== undefined; at = byUrn.get(at.parent)) {
      if (at.type === TENANT) tenant = at.name;
      if (at.type.startsWith(REGION)) region = at.name;
    }
    return { region, tenant: tenant.replace(`${region}-tenant-`, "") };
  };
}
