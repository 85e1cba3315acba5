/** Under which names agents are reached, and which regions answer under each. */
import { hostOf, tenantHostOf } from "../mesh/gateway";
import type { GoogleRegion } from "../region/google-regions";
import type { TenantSettings } from "../tenant/settings";
import type { Answer, Host } from "./settings";

export interface HostsArgs {
  readonly domain: string;
  readonly regions: readonly Answer[];
  readonly tenants: readonly Pick<TenantSettings, "id" | "regions">[];
}

/**
 * The name that all tenants share, answered by every region, and one for each tenant, answered where it is: whoever is
 * confined to some regions is found in these, and no failover leads out of them.
 */
export function hostsOf({ domain, regions, tenants }: HostsArgs): readonly Host[] {
  return [
    { name: hostOf(domain), answers: regions.map(({ region, weight }) => ({ region, weight })) },
    ...tenants.map(({ id, regions: own }) => ({
      name: tenantHostOf(domain, { id }),
      tenant: id,
      answers: heldBy(own, regions),
    })),
  ];
}

function heldBy(own: readonly GoogleRegion[], regions: readonly Answer[]): readonly Answer[] {
  return regions.filter(({ region }) => own.includes(region)).map(({ region, weight }) => ({ region, weight }));
}
