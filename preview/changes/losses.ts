/** Which data is gone when a resource is: what a reviewer must read before anything else. */

/** The greatest loss first. */
const LOSSES: Readonly<Record<string, string>> = {
  "gcp:container/cluster:Cluster": "everything in the cluster: what runs there, its volumes and its secrets",
  "gcp:sql/databaseInstance:DatabaseInstance": "all databases of the instance",
  "gcp:sql/database:Database": "the database",
  "gcp:storage/bucket:Bucket": "all objects in the bucket",
  "gcp:gkebackup/backupPlan:BackupPlan": "the plan's backups",
  "gcp:kms/cryptoKey:CryptoKey": "the key: what is encrypted with it can never be read again",
  "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": "every object of the kind that it defines",
  "kubernetes:core/v1:Namespace": "everything in the namespace, volumes and secrets included",
  "kubernetes:core/v1:PersistentVolumeClaim": "what is on the volume",
  "gcp:compute/disk:Disk": "what is on the disk",
  "gcp:redis/instance:Instance": "what the instance holds",
  "gcp:pubsub/subscription:Subscription": "messages that nobody has acknowledged yet",
  "gcp:secretmanager/secret:Secret": "every version of the secret",
};

/** Where a type stands among them, the greatest loss at 0. */
export function rankOfLoss(type: string): number {
  return Object.keys(LOSSES).indexOf(type);
}

/** What is lost with a resource, in words; "" where there is no data in it, or where it stays at the cloud. */
export function lossOf(type: string, options: { readonly retainOnDelete: boolean }): string {
  return options.retainOnDelete || !Object.hasOwn(LOSSES, type) ? "" : (LOSSES[type] ?? "");
}
