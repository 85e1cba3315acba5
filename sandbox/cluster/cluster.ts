/** A real Kubernetes control plane on loopback, with nodes and pods that behave but need no machines. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type Tools, tools } from "../../tools/tools";
import { type ApiOptions, ask, create, read } from "./api";
import { writeCredentials } from "./credentials";
import type { NodeObject } from "../../components/cluster/nodes";
import {
  type ControlPlane,
  ETCD_SOCKET,
  apiServerFlags,
  controllerManagerFlags,
  etcdFlags,
  kwokFlags,
  schedulerFlags,
} from "./parts";
import { openPodNetwork } from "./pod-network";
import { freePort } from "./ports";
import { RunningParts } from "./running-parts";
import { until } from "./until";

/** A cluster that answers, with all its nodes Ready. */
export interface Cluster {
  /** Also of the kubeconfig's one context. */
  readonly name: string;
  /** "https://127.0.0.1:PORT" */
  readonly server: string;
  /** PEM. */
  readonly caCertificate: string;
  /** The path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** The folder with a log for each part; it outlives {@link stop}. */
  readonly logs: string;
  /** Ends every part at once and removes all but the logs. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly name: string;
  /** A folder of the cluster's own; made where it does not exist. */
  readonly directory: string;
  readonly nodes: readonly NodeObject[];
  /** Answers for what stands behind the cluster's services, such as a metrics adapter. */
  readonly services?: RequestListener;
  /** Seconds between two looks of the autoscaler; without it, Kubernetes' default of 15. */
  readonly autoscalerPeriod?: number;
}

const PARTS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "stages.yaml"] as const;
const LOGS = "logs";

/**
 * Starts a cluster; several may stand side by side. Its parts end with this process, whatever that dies of.
 *
 * @throws Error naming the log of the part that failed, with its last lines.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { name, directory, nodes, services, autoscalerPeriod } = options;
  const binaries = await tools(PARTS);
  const logs = join(directory, LOGS);
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const plane: ControlPlane = { directory, port: await freePort(), stages: binaries["stages.yaml"], autoscalerPeriod };
  const server = `https://127.0.0.1:${plane.port}`;
  const { authority, admin, kubeconfig } = await writeCredentials({ name, server, directory });
  const parts = new RunningParts({ cluster: name, directory, logs });
  const pods = await openPodNetwork(directory, services);
  const stop = async () => {
    await parts.stop();
    pods.close();
    for (const file of readdirSync(directory)) {
      if (file !== LOGS) rmSync(join(directory, file), { recursive: true, force: true });
    }
  };
  try {
    const api: ApiOptions = { server, authority, client: admin };
    await parts.whileAllRun(bringUp(parts, plane, binaries, api, nodes));
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, server, caCertificate: authority, kubeconfig, logs, stop };
}

async function bringUp(
  parts: RunningParts,
  plane: ControlPlane,
  binaries: Tools<(typeof PARTS)[number]>,
  api: ApiOptions,
  nodes: readonly NodeObject[],
): Promise<void> {
  parts.start("etcd", binaries.etcd, etcdFlags(plane));
  await eventually("etcd listens", () => Promise.resolve(existsSync(join(plane.directory, ETCD_SOCKET))));
  parts.start("kube-apiserver", binaries["kube-apiserver"], apiServerFlags(plane));
  await eventually("the API server is ready", async () => (await ask(api, "GET", "/readyz")).status === 200);
  // The others would give up, were they there before it.
  parts.start("kube-controller-manager", binaries["kube-controller-manager"], controllerManagerFlags(plane));
  parts.start("kube-scheduler", binaries["kube-scheduler"], schedulerFlags(plane));
  parts.start("kwok", binaries.kwok, kwokFlags(plane));
  await Promise.all(nodes.map((node) => create(api, "/api/v1/nodes", node)));
  await eventually("all nodes are Ready", () => areAllReady(api, nodes.length));
  // Pods cannot be made before it.
  const account = "/api/v1/namespaces/default/serviceaccounts/default";
  await eventually("pods have a service account", async () => (await ask(api, "GET", account)).status === 200);
}

async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  await until({ what }, async () => ((await holds()) ? true : undefined));
}

/** As far as it is asked for. */
interface SeenNode {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

async function areAllReady(api: ApiOptions, count: number): Promise<boolean> {
  const { items } = await read<{ items: readonly SeenNode[] }>(api, "/api/v1/nodes");
  return items.filter(isReady).length === count;
}

function isReady({ spec, status }: SeenNode): boolean {
  // The taint goes a moment after the condition comes, and pods wait for that.
  const notReady = spec.taints?.some(({ key }) => key === "node.kubernetes.io/not-ready") ?? false;
  return !notReady && (status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false);
}
