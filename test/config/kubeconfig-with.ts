/** A kubeconfig as text. */
import { stringify } from "yaml";

/** A kubeconfig of these contexts, each with a cluster and a user of its name, by the server. */
export function kubeconfigWith(servers: Readonly<Record<string, string>>, current?: string): string {
  const names = Object.keys(servers);
  return stringify({
    ...(current !== undefined && { "current-context": current }),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: `${name}-user` } })),
    clusters: names.map((name) => ({ name, cluster: { server: servers[name] } })),
    users: names.map((name) => ({ name: `${name}-user`, user: { token: "canary-7f3a" } })),
  });
}
