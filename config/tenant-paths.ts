/** Where in a stack file a tenant's settings stand. */
import type { AgentSettings } from "../components/agent/settings";
import type { TenantSettings } from "../components/tenant/settings";
import type { Path } from "./problem";

const TENANTS: Path = ["config", "agno:tenants"];

export function tenantPath({ id }: Pick<TenantSettings, "id">, ...path: Path): Path {
  return [...TENANTS, id, ...path];
}

export function agentPath(
  tenant: Pick<TenantSettings, "id">,
  { name }: Pick<AgentSettings, "name">,
  ...path: Path
): Path {
  return tenantPath(tenant, "agents", name, ...path);
}
