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
  outputs: { project: PROJECT, managedZoneId: "102024179279" },
  takes: {
    "a public zone": { visibility: "public", privateVisibilityConfig: undefined },
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
