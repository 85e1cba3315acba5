/** Service accounts of Kubernetes as Google's IAM knows them: without a Google account between. */

export interface WorkloadIdentity {
  readonly project: string;
  /** An account of Google's own in the project, such as service-NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com. */
  readonly googleAccount: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * The member for roles. It is the same in all clusters of a project: IAM knows accounts by namespace and name, not by
 * cluster.
 */
export function principalOf({ project, googleAccount, namespace, serviceAccount }: WorkloadIdentity): string {
  return (
    `principal://iam.googleapis.com/projects/${projectNumberIn(googleAccount)}/locations/global/` +
    `workloadIdentityPools/${project}.svc.id.goog/subject/ns/${namespace}/sa/${serviceAccount}`
  );
}

/** Google's own accounts carry the project's number, which nothing else of ours tells. */
function projectNumberIn(address: string): string {
  const [, number] = /^service-(\d+)@/.exec(address) ?? [];
  if (number === undefined) throw new Error(`${address} is no account of Google's: it has no project's number in it`);
  return number;
}
