/** How a cluster at Google is reached: whoever runs Pulumi shows who they are, the file itself holds no secret. */

export interface GoogleCluster {
  /** Also the name of its context. */
  readonly name: string;
  /** The DNS name under which its control plane answers, with a certificate that everybody trusts. */
  readonly endpoint: string;
}

/** Google's plugin, which gets a token from the credentials that gcloud or the pipeline has. */
const PLUGIN = "gke-gcloud-auth-plugin";

/** A kubeconfig with one context. */
export function kubeconfigOf({ name, endpoint }: GoogleCluster): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [{ name, cluster: { server: `https://${endpoint}` } }],
    users: [{ name, user: { exec: credentials } }],
  });
}

const credentials = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  command: PLUGIN,
  // Nobody is there to be asked while Pulumi runs.
  interactiveMode: "Never",
  provideClusterInfo: true,
  installHint: `install ${PLUGIN}: gcloud components install ${PLUGIN}`,
};
