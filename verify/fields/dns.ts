import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

/** Zones and their records. */
export const dnsTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:dns/managedZone:ManagedZone": {
    document: "dns.v1",
    schema: "ManagedZone",
    fields: {
      ...providerOnly,
      forceDestroy: { none: "the provider's own: whether it deletes the zone's records before the zone" },
    },
  },
  "gcp:dns/recordSet:RecordSet": {
    document: "dns.v1",
    schema: "ResourceRecordSet",
    fields: {
      ...providerOnly,
      managedZone: { none: "part of the request's URL" },
      "routingPolicy.wrrs": "routingPolicy.wrr.items",
      "routingPolicy.geos": "routingPolicy.geo.items",
      "routingPolicy.primaryBackup.primary": "routingPolicy.primaryBackup.primaryTargets",
      "routingPolicy.primaryBackup.backupGeos": "routingPolicy.primaryBackup.backupGeoTargets.items",
    },
  },
};
