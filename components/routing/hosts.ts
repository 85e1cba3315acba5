/** Under which names agents are reached, and which regions answer under each. */
import { hostOf, tenantHostOf } from "../mesh/gateway";
import type { GoogleRegion } from "../region/google-regions";
import type { TenantSettings } from "../tenant/settings";
import { type Answer, type Host, defaultWeight } from "./settings";

export interface RoutedRegion {
  readonly name: GoogleRegion;
  /** As an {@link Answer} has it. */
  readonly weight: number;
}

export interface HostsArgs {
  readonly domain: string;
  readonly regions: readonly RoutedRegion[];
  readonly tenants: readonly Pick<TenantSettings, "id" | "regions">[];
}

/**
 * The name that all tenants share, answered by every region, and one for each tenant, answered where it is: whoever is
 * confined to some regions is found in these, and no failover leads out of them.
 */
export function hostsOf({ domain, regions, tenants }: HostsArgs): readonly Host[] {
  return [
    { name: hostOf(domain), answers: regions.map(answerOf) },
    ...tenants.map(({ id, regions: own }) => ({
      name: tenantHostOf(domain, { id }),
      tenant: id,
      answers: heldBy(own, regions),
    })),
  ];
}

/** Who is in drained regions only stays: there is nowhere to lead it, and no reason to keep the others from going. */
function heldBy(own: readonly GoogleRegion[], regions: readonly RoutedRegion[]): readonly Answer[] {
  const held = regions.filter(({ name }) => own.includes(name)).map(answerOf);
  const stays = held.every(({ weight }) => weight === 0);
  return stays ? held.map(({ region }) => ({ region, weight: defaultWeight(held.length) })) : held;
}

function answerOf({ name, weight }: RoutedRegion): Answer {
  return { region: name, weight };
}
