/** Which groups of tenants a cluster at Google can know: it asks for those of one domain's security group. */
import { SECURITY_GROUP, domainOf } from "../components/cluster/security-group";
import { ROLES } from "../components/tenant/settings";
import type { Environment } from "./environment";
import type { Finding } from "./finding";
import type { Path } from "./problem";
import { tenantPath } from "./tenant-paths";

interface NamedGroup {
  readonly address: string;
  readonly path: Path;
}

export function* groupFindings({ clusters, tenants }: Environment): Generator<Finding> {
  // What other clusters know is for whoever made them to say.
  if (clusters !== "google") return;
  const groups = tenants.flatMap((tenant) =>
    ROLES.flatMap((role): readonly NamedGroup[] => {
      const address = tenant.groups[role];
      return address === undefined ? [] : [{ address, path: tenantPath(tenant, "groups", role) }];
    }),
  );
  for (const { address, path } of groups) {
    const message = unfit(address);
    if (message !== undefined) yield { paths: [path], message: `"${address}" ${message}` };
  }
  yield* checkDomains(groups.filter(({ address }) => unfit(address) === undefined));
}

/** What is wrong with a group whatever the others are. */
function unfit(address: string): string | undefined {
  if (domainOf(address) === PUBLIC_GROUPS) {
    return "belongs to no organisation; allowed are groups of your own domain in Google Workspace or Cloud Identity";
  }
  if (address.startsWith(`${SECURITY_GROUP}@`)) {
    return "holds the groups of all tenants; allowed are groups of this tenant's people";
  }
  return undefined;
}

/** Google Groups that anybody can make; nobody can make a security group there. */
const PUBLIC_GROUPS = "googlegroups.com";

function* checkDomains([first, ...others]: readonly NamedGroup[]): Generator<Finding> {
  if (first === undefined) return;
  const domain = domainOf(first.address);
  for (const { address, path } of others) {
    if (domainOf(address) === domain) continue;
    const message =
      `"${address}" is not of ${domain} as ${first.address} is, and a cluster knows the groups in one ` +
      `${SECURITY_GROUP}@DOMAIN; make a group in that domain with these people`;
    yield { paths: [path], causes: [first.path], message };
  }
}
