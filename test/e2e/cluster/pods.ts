/** Pods for the real scheduler, and where it puts them. */
import { type ApiOptions, create, read, remove } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";

const PODS = "/api/v1/namespaces/default/pods";
/** What of a pod decides where it goes. */
export interface PodNeeds {
  readonly requests?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly { readonly key: string; readonly operator: "Exists" }[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

interface SeenPod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** The pool of the node, or what the scheduler says why there is none. */
export type Placement = { readonly pool: string } | { readonly pending: string };

export async function createPod(api: ApiOptions, name: string, { requests = {}, ...needs }: PodNeeds): Promise<void> {
  // Kubernetes wants a limit for each GPU, and lets other requests do without.
  const gpus = Object.fromEntries(Object.entries(requests).filter(([resource]) => resource === "nvidia.com/gpu"));
  await create(api, PODS, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { containers: [{ name: "main", image: "agent", resources: { requests, limits: gpus } }], ...needs },
  });
}

/** Waits for the scheduler's word. */
export async function placementOf(api: ApiOptions, name: string): Promise<Placement> {
  return until({ what: `the scheduler has decided on pod ${name}` }, async () => {
    const { spec, status } = await read<SeenPod>(api, `${PODS}/${name}`);
    if (spec.nodeName !== undefined) return { pool: await poolOf(api, spec.nodeName) };
    const refused = status.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
    return refused?.message === undefined ? undefined : { pending: refused.message };
  });
}

/** Creates the pod and waits for the scheduler's word. */
export async function place(api: ApiOptions, name: string, needs: PodNeeds): Promise<Placement> {
  await createPod(api, name, needs);
  return placementOf(api, name);
}

/** Waits until the pod runs. */
export async function running(api: ApiOptions, name: string): Promise<void> {
  await until({ what: `pod ${name} runs` }, async () => {
    const { status } = await read<SeenPod>(api, `${PODS}/${name}`);
    return status.phase === "Running" ? true : undefined;
  });
}

/** Takes all pods away and waits until they are. */
export async function removePods(api: ApiOptions): Promise<void> {
  await remove(api, PODS);
  await until({ what: "all pods are gone" }, async () => {
    const { items } = await read<{ items: readonly SeenPod[] }>(api, PODS);
    return items.length === 0 ? true : undefined;
  });
}

/** "cpu-spot" */
async function poolOf(api: ApiOptions, node: string): Promise<string> {
  const { metadata } = await read<{ metadata: { labels: Record<string, string> } }>(api, `/api/v1/nodes/${node}`);
  return (metadata.labels["cloud.google.com/gke-nodepool"] ?? "none").replace("agno-agents-", "");
}
