/** A provider's settings and the cluster that they lead to, where it answers. */
import type { Properties } from "../model";
import { Cluster } from "./cluster";
import { Connection } from "./connection";
import { wordsOf } from "./errors";
import { accessOf } from "./kubeconfig";
import { type Settings, settingsOf } from "./settings";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Link {
  readonly settings: Settings;
  /** Undefined where it does not answer. */
  readonly cluster: Cluster | undefined;
  /** Why it does not answer. */
  readonly unreachable: string | undefined;
  /** Where objects go that name no namespace; undefined where no kubeconfig says. */
  readonly namespace: string | undefined;
}

/** A cluster that does not answer is none: it may be about to be made. */
export async function link(said: Properties, environment: Environment): Promise<Link> {
  const settings = settingsOf(said, environment);
  let namespace = settings.choice.namespace;
  try {
    const access = accessOf(settings.choice, environment);
    ({ namespace } = access);
    const cluster = new Cluster(new Connection(access, environment, settings.limits));
    await cluster.greet();
    return { settings, cluster, unreachable: undefined, namespace };
  } catch (error) {
    return { settings, cluster: undefined, unreachable: wordsOf(error), namespace };
  }
}

/** Throws where there is no cluster. */
export function reached({ cluster, unreachable }: Link): Cluster {
  if (cluster !== undefined) return cluster;
  throw new Error(
    `the configured Kubernetes cluster is unreachable: ${unreachable ?? ""}\n` +
      "If it is gone for good, PULUMI_K8S_DELETE_UNREACHABLE=true takes what was in it out of the state.",
  );
}
