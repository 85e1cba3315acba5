import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

const inUrl = { none: "part of the request's URL" };

/** Networks and what belongs to them. */
export const computeTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:compute/network:Network": {
    document: "compute.v1",
    schema: "Network",
    fields: {
      ...providerOnly,
      routingMode: "routingConfig.routingMode",
      bgpAlwaysCompareMed: "routingConfig.bgpAlwaysCompareMed",
      bgpBestPathSelectionMode: "routingConfig.bgpBestPathSelectionMode",
      bgpInterRegionCost: "routingConfig.bgpInterRegionCost",
      deleteBgpAlwaysCompareMed: { none: "the provider's own: clears routingConfig.bgpAlwaysCompareMed" },
      deleteDefaultRoutesOnCreate: {
        none: "the provider's own: it deletes the default routes by requests of their own",
      },
    },
  },
  "gcp:compute/subnetwork:Subnetwork": {
    document: "compute.v1",
    schema: "Subnetwork",
    fields: {
      ...providerOnly,
      sendSecondaryIpRangeIfEmpty: { none: "the provider's own: whether no ranges means none or leave them" },
    },
  },
  "gcp:compute/router:Router": {
    document: "compute.v1",
    schema: "Router",
    fields: { ...providerOnly, region: inUrl, md5AuthenticationKeys: "md5AuthenticationKeys" },
  },
  "gcp:compute/routerNat:RouterNat": {
    document: "compute.v1",
    schema: "RouterNat",
    fields: {
      ...providerOnly,
      region: inUrl,
      router: { none: "part of the request's URL: a NAT is an entry of its router's nats" },
      initialNatIps: "natIps",
      "subnetworks.sourceIpRangesToNats": "subnetworks.sourceIpRangesToNat",
    },
  },
  "gcp:compute/address:Address": {
    document: "compute.v1",
    schema: "Address",
    fields: { ...providerOnly, region: inUrl },
  },
  "gcp:compute/healthCheck:HealthCheck": {
    document: "compute.v1",
    schema: "HealthCheck",
    fields: providerOnly,
  },
  "gcp:compute/globalAddress:GlobalAddress": {
    document: "compute.v1",
    schema: "Address",
    fields: providerOnly,
  },
  "gcp:compute/firewall:Firewall": {
    document: "compute.v1",
    schema: "Firewall",
    fields: {
      ...providerOnly,
      allows: "allowed",
      "allows.protocol": "allowed.IPProtocol",
      denies: "denied",
      "denies.protocol": "denied.IPProtocol",
      enableLogging: "logConfig.enable",
    },
  },
};
