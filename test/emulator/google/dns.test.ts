import { PROJECT, describeModel } from "./describe-model";

const VPC = `projects/${PROJECT}/global/networks/vpc`;

describeModel("gcp:dns/managedZone:ManagedZone", {
  valid: {
    name: "google-apis",
    description: "Google's APIs",
    dnsName: "googleapis.com.",
    visibility: "private",
    privateVisibilityConfig: { networks: [{ networkUrl: VPC }] },
  },
  id: `projects/${PROJECT}/managedZones/google-apis`,
  outputs: {
    project: PROJECT,
    managedZoneId: "102024179279",
    nameServers: ["a1", "a2", "a3", "a4"].map((server) => `ns-cloud-${server}.googledomains.com.`),
  },
  takes: {
    "a public zone": { visibility: "public", privateVisibilityConfig: undefined },
    "a public zone that is signed": {
      visibility: "public",
      privateVisibilityConfig: undefined,
      dnssecConfig: { state: "on" },
    },
    "a VPC by its link": {
      "privateVisibilityConfig.networks.0.networkUrl": `https://www.googleapis.com/compute/v1/${VPC}`,
    },
  },
  refuses: {
    "a name without its last point": [{ dnsName: "googleapis.com" }, /dnsName: a DNS name that ends with a point/],
    "a zone of a wildcard": [{ dnsName: "*.googleapis.com." }, /dnsName: no zone is of a wildcard/],
    "capitals in its name": [{ name: "Google" }, /name: 1 to 63 small letters/],
    "a description of nothing": [{ description: "" }, /description: /],
    "a visibility in capitals": [{ visibility: "PRIVATE" }, /visibility: /],
    "a private zone that is signed": [{ dnssecConfig: { state: "on" } }, /dnssecConfig belongs to public zones/],
    "a public zone with VPCs": [{ visibility: "public" }, /privateVisibilityConfig belongs to private zones/],
    "a private zone that nobody sees": [{ "privateVisibilityConfig.networks": [] }, /networks: /],
    "a VPC by its name": [{ "privateVisibilityConfig.networks.0.networkUrl": "vpc" }, /a VPC by its path/],
  },
});

describeModel("gcp:dns/recordSet:RecordSet", {
  valid: {
    managedZone: "google-apis",
    name: "private.googleapis.com.",
    type: "A",
    ttl: 300,
    rrdatas: ["199.36.153.8", "199.36.153.9"],
  },
  id: `projects/${PROJECT}/managedZones/google-apis/rrsets/private.googleapis.com./A`,
  outputs: { project: PROJECT },
  takes: {
    "a wildcard": { name: "*.googleapis.com." },
    "another name": { type: "CNAME", rrdatas: ["private.googleapis.com."] },
  },
  refuses: {
    "a name without its last point": [{ name: "private.googleapis.com" }, /name: a DNS name that ends with a point/],
    "a star in the middle": [{ name: "private.*.com." }, /name: /],
    "a range as an address": [{ rrdatas: ["199.36.153.8/30"] }, /an A record holds IPv4 addresses/],
    "the same address twice": [{ rrdatas: ["199.36.153.8", "199.36.153.8"] }, /one stands twice/],
    "no address": [{ rrdatas: [] }, /rrdatas: /],
    "two other names": [{ type: "CNAME", rrdatas: ["a.example.", "b.example."] }, /holds one DNS name/],
    "another name without its last point": [{ type: "CNAME", rrdatas: ["a.example"] }, /holds one DNS name/],
  },
});

const HEALTH_CHECK = `projects/${PROJECT}/global/healthChecks/gateways`;
const target = (address: string) => ({ externalEndpoints: [address] });
const geo = (location: string, address: string) => ({ location, healthCheckedTargets: target(address) });
const here = geo("us-central1", "203.0.113.1");
const wrrs = [
  { weight: 59.5, healthCheckedTargets: target("203.0.113.1") },
  { weight: 40.5, healthCheckedTargets: target("203.0.113.2") },
];
const policy = (parts: object) => ({ routingPolicy: { healthCheck: HEALTH_CHECK, ...parts } });

describeModel("gcp:dns/recordSet:RecordSet", {
  valid: { managedZone: "agents", name: "agents.acme.example.", type: "A", ttl: 30, ...policy({ wrrs }) },
  id: `projects/${PROJECT}/managedZones/agents/rrsets/agents.acme.example./A`,
  outputs: { project: PROJECT },
  takes: {
    "a weight of nothing": { "routingPolicy.wrrs.0.weight": 0 },
    "the nearest": policy({ geos: [here, geo("europe-west4", "203.0.113.2")] }),
    "one, and others where it fails": policy({ primaryBackup: { primary: target("203.0.113.2"), backupGeos: [here] } }),
  },
  refuses: {
    "addresses as well": [{ rrdatas: ["203.0.113.1"] }, /either rrdatas or routingPolicy/],
    "two policies": [policy({ wrrs, geos: [here] }), /one of wrrs, geos and primaryBackup/],
    "no policy": [policy({}), /one of wrrs, geos and primaryBackup/],
    "a place twice": [policy({ geos: [here, here] }), /a location stands once/],
    "a weight below nothing": [{ "routingPolicy.wrrs.0.weight": -1 }, /weight: /],
    "no health check": [{ "routingPolicy.healthCheck": "gateways" }, /a health check by its path/],
    "a zone for a place": [policy({ geos: [geo("us-central1-a", "203.0.113.1")] }), /location: a region such as/],
  },
});
