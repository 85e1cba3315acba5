import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_PORTS } from "../mesh/gateway-pods";
import { gatewayAddressOf, hostOf } from "../mesh/gateway";
import type { GoogleRegion } from "../region/google-regions";
import { ANSWERS_HOLD, HEALTH_CHECK, PROBING_REGIONS } from "./health";
import { hostsOf, type HostsArgs } from "./hosts";
import { routingPolicyOf } from "./record";
import type { RoutingSettings } from "./settings";

export interface RoutingArgs extends HostsArgs {
  readonly routing: RoutingSettings;
}

/**
 * How traffic from outside finds a region: a public zone of agents.DOMAIN, in it a record for each host, whose answers
 * are the addresses of the regions' gateways as long as Google finds them healthy. The domain's own zone has to name
 * this one's servers once.
 */
export class Routing extends pulumi.ComponentResource {
  /** Whom the domain's own zone names for agents.DOMAIN. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The name of the address of each region's gateway: a Service that asks for one that is not reserved gets any. */
  readonly gatewayAddresses: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: RoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:routing:Routing", name, {}, opts);
    const scope: Scope = { name, parent: this };

    const zone = createZone(scope, args.domain);
    const healthCheck = createHealthCheck(scope, args.domain).id;
    const addresses = createAddresses(scope, args);
    createRecords(scope, args, { zone, healthCheck, addresses });

    this.nameServers = zone.nameServers;
    this.gatewayAddresses = Object.fromEntries([...addresses].map(([region, address]) => [region, address.name]));
    this.registerOutputs({ nameServers: this.nameServers, gatewayAddresses: this.gatewayAddresses });
  }
}

interface Scope {
  readonly name: string;
  readonly parent: pulumi.Resource;
}

type Addresses = ReadonlyMap<GoogleRegion, gcp.compute.Address>;

/** Signed, so that nobody on the way can answer in its place. */
function createZone({ name, parent }: Scope, domain: string): gcp.dns.ManagedZone {
  return new gcp.dns.ManagedZone(
    `${name}-zone`,
    {
      name: "agno-agents",
      description: "Where agents are reached",
      dnsName: `${hostOf(domain)}.`,
      visibility: "public",
      dnssecConfig: { state: "on" },
    },
    // Of another domain, it is another zone of the same name.
    { parent, deleteBeforeReplace: true },
  );
}

function createHealthCheck({ name, parent }: Scope, domain: string): gcp.compute.HealthCheck {
  return new gcp.compute.HealthCheck(
    `${name}-health`,
    {
      name: "agno-gateways",
      description: "Whether the gateway of a region answers",
      checkIntervalSec: HEALTH_CHECK.interval,
      timeoutSec: HEALTH_CHECK.timeout,
      unhealthyThreshold: HEALTH_CHECK.failures,
      healthyThreshold: HEALTH_CHECK.successes,
      sourceRegions: [...PROBING_REGIONS],
      httpHealthCheck: { host: hostOf(domain), port: GATEWAY_PORTS.health, requestPath: HEALTH_CHECK.path },
    },
    { parent },
  );
}

/** Reserved before any cluster is there: a gateway that is made anew answers at the same one. */
function createAddresses({ name, parent }: Scope, { regions }: RoutingArgs): Addresses {
  return new Map(
    regions.map(({ name: region }) => [
      region,
      new gcp.compute.Address(
        `${name}-address-${region}`,
        { name: gatewayAddressOf(region), region, addressType: "EXTERNAL" },
        { parent },
      ),
    ]),
  );
}

interface Answering {
  readonly zone: gcp.dns.ManagedZone;
  readonly healthCheck: pulumi.Output<string>;
  readonly addresses: Addresses;
}

function createRecords({ name, parent }: Scope, args: RoutingArgs, { zone, healthCheck, addresses }: Answering): void {
  const addressOf = (region: GoogleRegion) => {
    const address = addresses.get(region);
    if (address === undefined) throw new Error(`${region} answers under a name and has no address`);
    return address.address;
  };
  for (const host of hostsOf(args)) {
    new gcp.dns.RecordSet(
      `${name}-${host.tenant === undefined ? "all" : `tenant-${host.tenant}`}`,
      {
        managedZone: zone.name,
        name: `${host.name}.`,
        type: "A",
        ttl: ANSWERS_HOLD,
        routingPolicy: routingPolicyOf(host, { routing: args.routing, addressOf, healthCheck }),
      },
      { parent },
    );
  }
}
