// Not from the package's index, which takes 0.6 s to load.
import { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

export interface ConnectionArgs {
  /** The text of a kubeconfig; "": that of the person who runs Pulumi. */
  readonly kubeconfig: pulumi.Input<string>;
  /** A context of it; "": its current one. */
  readonly context: string;
}

/** The provider with which everything in one region's cluster is made. */
export function connect(name: string, { kubeconfig, context }: ConnectionArgs, parent: pulumi.Resource): Provider {
  return new Provider(
    name,
    {
      // An empty text keeps the path of the person's own file out of the state; the plugin looks for the file itself.
      kubeconfig,
      ...(context !== "" && { context }),
      // Said here, because otherwise an environment variable decides.
      enableServerSideApply: true,
    },
    { parent },
  );
}
