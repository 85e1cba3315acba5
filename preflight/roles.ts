/**
 * What the accounts of the pipeline may do: the one list behind the preflight and docs/deploy/from-an-empty-project.md.
 * Which role has which permission is from Google's list of predefined roles; each permission is one that making or
 * changing something of the platform asks for, and that the role has.
 */

export interface Role {
  readonly role: string;
  /** What for, in words. */
  readonly why: string;
  /** Those that the preflight tests; without one of them, the role is missing. */
  readonly permissions: readonly string[];
}

/** Of the account that runs `pulumi up`. */
export const DEPLOYER: readonly Role[] = [
  {
    role: "roles/serviceusage.serviceUsageAdmin",
    why: "switch on APIs, and have Google make its own accounts for them",
    permissions: ["serviceusage.services.enable", "serviceusage.services.list", "serviceusage.services.use"],
  },
  {
    role: "roles/resourcemanager.projectIamAdmin",
    why: "give nodes and the metrics adapter their roles",
    permissions: ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"],
  },
  {
    role: "roles/iam.serviceAccountAdmin",
    why: "make the nodes' accounts",
    permissions: ["iam.serviceAccounts.create", "iam.serviceAccounts.delete"],
  },
  { role: "roles/iam.serviceAccountUser", why: "let nodes act as theirs", permissions: ["iam.serviceAccounts.actAs"] },
  {
    role: "roles/compute.networkAdmin",
    why: "VPCs, subnetworks, routers, addresses, the gateways' health check",
    permissions: [
      "compute.networks.create",
      "compute.subnetworks.create",
      "compute.routers.create",
      "compute.addresses.create",
      "compute.healthChecks.create",
      "compute.globalAddresses.createInternal",
      "servicenetworking.services.addPeering",
    ],
  },
  {
    role: "roles/compute.securityAdmin",
    why: "firewall rules",
    permissions: ["compute.firewalls.create", "compute.firewalls.update"],
  },
  {
    role: "roles/container.admin",
    why: "clusters, node pools, and what is in them",
    permissions: ["container.clusters.create", "container.clusters.update", "container.clusters.connect"],
  },
  {
    role: "roles/dns.admin",
    why: "Google's APIs by their private addresses, agents by their names",
    permissions: ["dns.managedZones.create", "dns.resourceRecordSets.create"],
  },
  {
    role: "roles/cloudkms.admin",
    why: "the clusters' keys",
    permissions: ["cloudkms.keyRings.create", "cloudkms.cryptoKeys.create", "cloudkms.cryptoKeys.setIamPolicy"],
  },
  {
    role: "roles/networkconnectivity.hubAdmin",
    why: "the hub between the regions",
    permissions: ["networkconnectivity.hubs.create", "networkconnectivity.spokes.create"],
  },
  {
    role: "roles/pubsub.admin",
    why: "agents' queues",
    permissions: ["pubsub.topics.create", "pubsub.subscriptions.create", "pubsub.subscriptions.setIamPolicy"],
  },
  {
    role: "roles/secretmanager.admin",
    why: "agents' secrets, without their values",
    permissions: ["secretmanager.secrets.create", "secretmanager.secrets.setIamPolicy"],
  },
];

/** The roles that the platform gives others on the project; the deployer need not be able to give any other. */
export const GIVEN_ON_PROJECT: readonly string[] = [
  "roles/artifactregistry.reader",
  "roles/container.defaultNodeServiceAccount",
  "roles/monitoring.viewer",
];

/** Of the account that previews and looks for drift: nothing that writes. */
export const PREVIEWER: readonly string[] = [
  "roles/viewer",
  "roles/iam.securityReviewer",
  "roles/serviceusage.serviceUsageConsumer",
];
