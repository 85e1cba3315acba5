import assert from "node:assert/strict";
import { kubeconfigOf } from "../../../components/cluster/kubeconfig";

interface Written {
  readonly "current-context": string;
  readonly contexts: unknown;
  readonly clusters: unknown;
  readonly users: readonly { readonly name: string; readonly user: Record<string, unknown> }[];
}

const clusters = [
  ["agno-agents-us-central1", "gke-0f1e2d.us-central1.gke.goog"],
  ["agno-agents-northamerica-northeast1", "gke-9.northamerica-northeast1.gke.goog"],
] as const;

describe("the kubeconfig of a cluster at Google", () => {
  for (const [name, endpoint] of clusters) {
    const text = kubeconfigOf({ name, endpoint });
    const written = JSON.parse(text) as Written;

    it(`leads to ${name} by its DNS name, whose certificate everybody trusts`, () => {
      assert.equal(written["current-context"], name);
      assert.deepEqual(written.contexts, [{ name, context: { cluster: name, user: name } }]);
      assert.deepEqual(written.clusters, [{ name, cluster: { server: `https://${endpoint}` } }]);
    });

    it(`gets the credentials for ${name} from Google's plugin, without asking anybody`, () => {
      assert.deepEqual(written.users, [
        {
          name,
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "gke-gcloud-auth-plugin",
              interactiveMode: "Never",
              provideClusterInfo: true,
              installHint: "install gke-gcloud-auth-plugin: gcloud components install gke-gcloud-auth-plugin",
            },
          },
        },
      ]);
    });

    it(`holds no credentials for ${name}`, () => {
      assert.doesNotMatch(text, /token|password|certificate|client-key|auth-provider/i);
    });
  }
});
