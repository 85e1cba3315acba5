/** What mutations of a tenant's parts name. */
export const IN_TENANT = { namespace: "agno-tenant-globex" };
export const AGENT = "Deployment support";
export const POD = "spec.template.spec";
export const CONTAINER = `${POD}.containers.0`;
