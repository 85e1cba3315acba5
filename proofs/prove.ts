/** All proofs of a preview: quotas, isolation, and who may do what. */
import { nodesOfRegion } from "../components/cluster/nodes";
import { rangesOf } from "../components/network/address-plan";
import { namespaceOf } from "../components/tenant/settings";
import { type Environment, heldRegions } from "../config/environment";
import type { RegisteredResource } from "../emulator/monitor";
import { type IsolationProof, proveIsolation } from "./isolation";
import { objectsByRegion } from "./objects";
import { type RegionPermissions, permissionsOf } from "./permissions";
import { type QuotaProof, type RegionQuota, proveQuotas } from "./quota";
import { type Capacity, type TrafficProof, proveTraffic } from "./traffic";

export interface Proofs {
  readonly quota: QuotaProof;
  readonly isolation: IsolationProof;
  readonly permissions: readonly RegionPermissions[];
  readonly traffic: TrafficProof;
}

/**
 * Proves what the objects of the held regions promise; reads nothing but them, the environment's pools and what must
 * remain of each tenant.
 */
export function prove(environment: Environment, resources: readonly RegisteredResource[]): Proofs {
  const objects = objectsByRegion(resources);
  const regions = heldRegions(environment).map((settings) => ({
    region: settings.name,
    objects: objects.get(settings.name) ?? [],
    nodes: nodesOfRegion(settings, ({ max }) => max),
    // A cluster of somebody else's may have any private addresses.
    range: environment.clusters === "google" ? rangesOf(settings.slot).region : "10.0.0.0/8",
  }));
  const quota = proveQuotas(regions, keptOf(environment));
  return {
    quota,
    isolation: proveIsolation(regions),
    permissions: regions.map(({ region, objects: own }) => ({ region, permissions: permissionsOf(own) })),
    traffic: proveTraffic(environment, capacityOf(quota.regions)),
  };
}

function capacityOf(regions: readonly RegionQuota[]): Capacity {
  return new Map(
    regions.map(({ region, namespaces }) => [
      region,
      new Map(namespaces.map(({ namespace, replicas }) => [namespace, replicas])),
    ]),
  );
}

/** A stack that holds a part of the regions does not see what the others keep. */
function keptOf(environment: Environment): ReadonlyMap<string, number> | undefined {
  if (heldRegions(environment).length < environment.regions.length) return undefined;
  return new Map(environment.tenants.map((tenant) => [namespaceOf(tenant), tenant.keptOnRegionLoss]));
}

/** All that does not hold, in words. */
export function violationsOf({ quota, isolation, traffic }: Proofs): readonly string[] {
  return [...quota.violations, ...isolation.violations, ...traffic.violations];
}
