import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

/** The Google APIs that the platform calls. One more is one line, with the part that needs it. */
export const SERVICES = [
  "artifactregistry.googleapis.com", // nodes pull images
  "binaryauthorization.googleapis.com", // clusters admit only images that policy allows
  "cloudkms.googleapis.com", // keys for the clusters' secrets
  "cloudresourcemanager.googleapis.com", // roles on the project
  "compute.googleapis.com", // networks and nodes
  "container.googleapis.com", // clusters
  "containersecurity.googleapis.com", // security posture
  "dns.googleapis.com", // Google's APIs by their private addresses, and agents by their names
  "gkebackup.googleapis.com", // Backup for GKE
  "iam.googleapis.com", // service accounts
  "logging.googleapis.com",
  "monitoring.googleapis.com", // managed Prometheus
  "networkconnectivity.googleapis.com", // the hub between regions
  "pubsub.googleapis.com", // agents' queues
  "secretmanager.googleapis.com", // agents' secrets, and the clusters' add-on for them
  "servicenetworking.googleapis.com", // private way to managed services
] as const;

/** Switches on the Google APIs of the project. They stay on when the stack goes: others may have come to need them. */
export class ProjectServices extends pulumi.ComponentResource {
  /** What waits for these can call the APIs. */
  readonly enabled: readonly pulumi.Resource[];

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("agno:global:ProjectServices", name, {}, opts);
    this.enabled = SERVICES.map(
      (service) =>
        new gcp.projects.Service(
          `${name}-${service.replace(".googleapis.com", "")}`,
          { service, disableOnDestroy: false },
          { parent: this },
        ),
    );
    this.registerOutputs({ services: [...SERVICES] });
  }
}
