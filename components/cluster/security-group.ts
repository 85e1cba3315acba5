/** How a cluster comes to know the groups of its people. */
import type { TenantSettings } from "../tenant/settings";

/** Google has fixed its name; a cluster knows a group only as a member of it (GKE, Google Groups for RBAC). */
export const SECURITY_GROUP = "gke-security-groups";

/** The domain of a group's address. */
export function domainOf(group: string): string {
  return group.slice(group.indexOf("@") + 1);
}

/** The security group in the domain of the tenants' groups, which a rule holds to one; undefined where none has any. */
export function securityGroupFor(tenants: readonly Pick<TenantSettings, "groups">[]): string | undefined {
  const [group] = tenants.flatMap(({ groups }) => Object.values(groups));
  return group === undefined ? undefined : `${SECURITY_GROUP}@${domainOf(group)}`;
}
