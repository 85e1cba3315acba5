import { PROJECT, describeModel } from "./describe-model";

const MEMBER = `serviceAccount:agno-nodes@${PROJECT}.iam.gserviceaccount.com`;
const RING = `projects/${PROJECT}/locations/europe-west4/keyRings/keys`;

describeModel("gcp:projects/service:Service", {
  valid: { service: "compute.googleapis.com", disableOnDestroy: false },
  id: `${PROJECT}/compute.googleapis.com`,
  outputs: { project: PROJECT },
  refuses: {
    "a service without its domain": [{ service: "compute" }, /service: an API such as compute\.googleapis\.com/],
    "a service of another domain": [{ service: "compute.example.com" }, /service: /],
  },
});

describeModel("gcp:projects/serviceIdentity:ServiceIdentity", {
  valid: { service: "container.googleapis.com" },
  id: `projects/${PROJECT}/services/container.googleapis.com`,
  outputs: {
    project: PROJECT,
    email: "service-102182278755@container-engine-robot.iam.gserviceaccount.com",
    member: "serviceAccount:service-102182278755@container-engine-robot.iam.gserviceaccount.com",
  },
  refuses: {
    "a service whose account nobody has described": [{ service: "sqladmin.googleapis.com" }, /service: /],
  },
});

describeModel("gcp:projects/iAMMember:IAMMember", {
  valid: { project: PROJECT, role: "roles/artifactregistry.reader", member: MEMBER },
  id: `${PROJECT}/roles/artifactregistry.reader/${MEMBER}`,
  outputs: { etag: "BwYemulated=" },
  takes: {
    "a group": { member: "group:platform@acme.example" },
    "a principal of a workload": { member: "principal://iam.googleapis.com/projects/1/locations/global/x" },
  },
  refuses: {
    owner: [{ role: "roles/owner" }, /role: .*never owner or editor/],
    editor: [{ role: "roles/editor" }, /role: .*never owner or editor/],
    "a role without its beginning": [{ role: "artifactregistry.reader" }, /role: /],
    everybody: [{ member: "allUsers" }, /member: /],
    "everybody who has an account": [{ member: "allAuthenticatedUsers" }, /member: /],
    "an address without its kind": [{ member: "platform@acme.example" }, /member: /],
  },
});

describeModel("gcp:serviceaccount/account:Account", {
  valid: { accountId: "agno-nodes-eu-w4", displayName: "Nodes" },
  id: `projects/${PROJECT}/serviceAccounts/agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`,
  outputs: {
    project: PROJECT,
    email: `agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`,
    name: `projects/${PROJECT}/serviceAccounts/agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`,
    member: `serviceAccount:agno-nodes-eu-w4@${PROJECT}.iam.gserviceaccount.com`,
    uniqueId: "104253234600",
  },
  takes: {
    "an id of 6 characters": { accountId: "agno-1" },
    "an id of 30 characters": { accountId: "a".repeat(30) },
  },
  refuses: {
    "an id of 5 characters": [{ accountId: "agno1" }, /accountId: 6 to 30 small letters/],
    "an id of 31 characters": [{ accountId: "a".repeat(31) }, /accountId: /],
    "an id that ends with -": [{ accountId: "agno-nodes-" }, /accountId: /],
    "a longer title than Google keeps": [{ displayName: "x".repeat(101) }, /displayName: /],
  },
});

describeModel("gcp:kms/keyRing:KeyRing", {
  valid: { name: "keys", location: "europe-west4" },
  id: RING,
  outputs: { project: PROJECT },
  takes: { "capitals and _, as KMS does": { name: "Keys_1" } },
  refuses: {
    "a name with a dot": [{ name: "keys.1" }, /name: /],
    "a zone": [{ location: "europe-west4-a" }, /location: /],
  },
});

describeModel("gcp:kms/cryptoKey:CryptoKey", {
  valid: {
    name: "cluster-secrets",
    keyRing: RING,
    purpose: "ENCRYPT_DECRYPT",
    rotationPeriod: "7776000s",
    destroyScheduledDuration: "2592000s",
    versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "SOFTWARE" },
  },
  optional: ["rotationPeriod"],
  id: `${RING}/cryptoKeys/cluster-secrets`,
  outputs: { primaries: [] },
  takes: {
    "a change every day": { rotationPeriod: "86400s" },
    "a key to sign that never changes": { purpose: "ASYMMETRIC_SIGN", rotationPeriod: undefined },
  },
  refuses: {
    "a change more often than every day": [{ rotationPeriod: "86399s" }, /rotationPeriod: at least a day/],
    "days as a duration": [{ rotationPeriod: "90d" }, /rotationPeriod: a duration such as "86400s"/],
    "a key to sign that changes by itself": [
      { purpose: "ASYMMETRIC_SIGN" },
      /only keys to encrypt and decrypt rotate by themselves/,
    ],
    "a name with a dot": [{ name: "cluster.secrets" }, /name: /],
    "a ring by its name": [{ keyRing: "keys" }, /keyRing: /],
    "another level of protection": [
      { "versionTemplate.protectionLevel": "HARDWARE" },
      /versionTemplate\.protectionLevel/,
    ],
  },
});

describeModel("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", {
  valid: { cryptoKeyId: `${RING}/cryptoKeys/k`, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member: MEMBER },
  id: `${RING}/cryptoKeys/k/roles/cloudkms.cryptoKeyEncrypterDecrypter/${MEMBER}`,
  outputs: { etag: "BwYemulated=" },
  refuses: {
    owner: [{ role: "roles/owner" }, /role: .*never owner or editor/],
    everybody: [{ member: "allUsers" }, /member: /],
  },
});

describeModel("gcp:networkconnectivity/hub:Hub", {
  valid: { name: "hub", description: "Connects", policyMode: "PRESET", presetTopology: "MESH" },
  id: `projects/${PROJECT}/locations/global/hubs/hub`,
  outputs: { project: PROJECT, state: "ACTIVE" },
  takes: {
    "a star": { presetTopology: "STAR" },
    "no topology where policies are one's own": { policyMode: "CUSTOM", presetTopology: undefined },
  },
  refuses: {
    "a topology without the mode that knows it": [
      { policyMode: "CUSTOM" },
      /presetTopology belongs to policyMode PRESET/,
    ],
    "the mode without a topology": [{ presetTopology: undefined }, /presetTopology belongs to policyMode PRESET/],
    "another topology": [{ presetTopology: "RING" }, /presetTopology: /],
  },
});

describeModel("gcp:networkconnectivity/spoke:Spoke", {
  valid: {
    name: "spoke",
    location: "global",
    hub: `projects/${PROJECT}/locations/global/hubs/hub`,
    linkedVpcNetwork: { uri: "vpc" },
  },
  id: `projects/${PROJECT}/locations/global/spokes/spoke`,
  outputs: { project: PROJECT, state: "ACTIVE" },
  refuses: {
    "a VPC that joins in a region": [{ location: "europe-west4" }, /location: a VPC joins a hub in location global/],
    "a hub by its name": [{ hub: "hub" }, /hub: /],
    "two kinds of spoke": [{ "linkedVpcNetwork.tunnels": [] }, /linkedVpcNetwork: Unrecognized key: "tunnels"/],
  },
});

describeModel("gcp:servicenetworking/connection:Connection", {
  valid: { network: "vpc", service: "servicenetworking.googleapis.com", reservedPeeringRanges: ["managed-services"] },
  id: "vpc:servicenetworking.googleapis.com",
  outputs: { peering: "servicenetworking-googleapis-com" },
  refuses: {
    "another service": [{ service: "sqladmin.googleapis.com" }, /service: /],
    "no range": [{ reservedPeeringRanges: [] }, /reservedPeeringRanges: /],
    "a range by its link": [{ reservedPeeringRanges: ["https://example.com/range"] }, /reservedPeeringRanges\.0: /],
  },
});
