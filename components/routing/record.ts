/** What a host's record says to Cloud DNS. */
import type { types } from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { GoogleRegion } from "../region/google-regions";
import type { Host, RoutingSettings } from "./settings";
import { policyOf } from "./shares";

type RoutingPolicy = types.input.dns.RecordSetRoutingPolicy;

export interface RecordArgs {
  readonly routing: RoutingSettings;
  /** The address of each region's gateway. */
  readonly addressOf: (region: GoogleRegion) => pulumi.Input<string>;
  readonly healthCheck: pulumi.Input<string>;
}

/**
 * The routing policy of a host. Each item has one address: a zone that is signed takes no more where health is checked.
 * A drained region keeps its weight of 0, so that draining changes one figure; the policies that know no weights leave
 * it out.
 */
export function routingPolicyOf(host: Host, { routing, addressOf, healthCheck }: RecordArgs): RoutingPolicy {
  const { policy, primary } = policyOf(host, routing);
  const target = (region: GoogleRegion) => ({ externalEndpoints: [addressOf(region)] });
  const geo = (region: GoogleRegion) => ({ location: region, healthCheckedTargets: target(region) });
  const open = host.answers.filter(({ weight }) => weight > 0).map(({ region }) => region);
  if (policy === "nearest") return { healthCheck, geos: open.map(geo) };
  if (policy === "primary" && primary !== "") {
    const backups = open.filter((region) => region !== primary);
    return {
      healthCheck,
      primaryBackup: { primary: target(primary), backupGeos: backups.map(geo) },
    };
  }
  const wrrs = host.answers.map(({ region, weight }) => ({ weight, healthCheckedTargets: target(region) }));
  return { healthCheck, wrrs };
}
