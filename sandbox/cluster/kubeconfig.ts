/** A kubeconfig that carries all it needs, so that it may be copied anywhere. */
import { stringify } from "yaml";
import type { Credential } from "./certificates";

export interface KubeconfigOptions {
  /** Of the cluster, the user and the context alike. */
  readonly name: string;
  readonly server: string;
  /** The certificate authority of the server, as PEM. */
  readonly authority: string;
  readonly client: Credential;
}

export function kubeconfigOf({ name, server, authority, client }: KubeconfigOptions): string {
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
      users: [
        {
          name,
          user: { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
    },
    // Folded, a line would not be base64 any more for simple readers.
    { lineWidth: 0 },
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
