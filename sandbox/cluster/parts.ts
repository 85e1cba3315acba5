/** How each part of a control plane is called: only flags, so that all that differs from GKE can be read here. */
import { join } from "node:path";

export interface ControlPlane {
  /** The cluster's folder; every part has it as its working directory. */
  readonly directory: string;
  /** Where the API server listens. */
  readonly port: number;
  /** kwok's Stage files. */
  readonly stages: string;
  /** Seconds between two looks of the autoscaler; undefined: Kubernetes' default. */
  readonly autoscalerPeriod?: number | undefined;
}

/** Sockets in the cluster's folder, not ports: etcd asks nobody who he is. The names only look like addresses. */
const ETCD = { clients: "unix://localhost:2379", peers: "unix://localhost:2380" } as const;

/** The file that etcd listens on. */
export const ETCD_SOCKET = "localhost:2379";

/** The file that says through whom the API server speaks with what is in the cluster. */
export const EGRESS = "egress.yaml";

/** As GKE chooses it for new clusters. */
export const SERVICE_RANGE = { range: "34.118.224.0/20", first: "34.118.224.1" } as const;

/** Whom the front proxy's certificate must name. */
export const FRONT_PROXY = "front-proxy-client";

/** What GKE has on besides Kubernetes' defaults; the second is why its pods need not tolerate the GPUs they ask for. */
const ADMISSION = ["NodeRestriction", "ExtendedResourceToleration"];

export function etcdFlags({ directory }: ControlPlane): readonly string[] {
  return flags({
    "data-dir": join(directory, "etcd"),
    // Nothing outlives the machine, so nothing waits for its disk.
    "unsafe-no-fsync": "true",
    "listen-client-urls": ETCD.clients,
    "advertise-client-urls": ETCD.clients,
    "listen-peer-urls": ETCD.peers,
    "initial-advertise-peer-urls": ETCD.peers,
    "initial-cluster": `default=${ETCD.peers}`,
  });
}

export function apiServerFlags({ directory, port }: ControlPlane): readonly string[] {
  const file = (name: string) => join(directory, "pki", name);
  return flags({
    "etcd-servers": ETCD.clients,
    "bind-address": "127.0.0.1",
    "advertise-address": "127.0.0.1",
    "secure-port": `${port}`,
    // Pods cannot run here, so none looks for the API server, and loopback is no lawful endpoint.
    "endpoint-reconciler-type": "none",
    "service-cluster-ip-range": SERVICE_RANGE.range,
    "tls-cert-file": file("api-server.crt"),
    "tls-private-key-file": file("api-server.key"),
    "client-ca-file": file("ca.crt"),
    "authorization-mode": "Node,RBAC",
    "enable-admission-plugins": ADMISSION.join(","),
    // Pods that answer for parts of the API cannot run either: see pod-network.ts.
    "egress-selector-config-file": join(directory, EGRESS),
    // Whether a pod may be privileged is PodSecurity's to say, as at GKE.
    "allow-privileged": "true",
    "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
    "service-account-key-file": file("service-accounts.pub"),
    "service-account-signing-key-file": file("service-accounts.key"),
    ...aggregation(file),
  });
}

/** Lets other servers stand behind parts of the API, as metric APIs do: they must trust who the API server says asks. */
function aggregation(file: (name: string) => string) {
  return {
    "requestheader-client-ca-file": file("front-proxy-ca.crt"),
    "requestheader-allowed-names": FRONT_PROXY,
    "requestheader-username-headers": "X-Remote-User",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "proxy-client-cert-file": file("front-proxy.crt"),
    "proxy-client-key-file": file("front-proxy.key"),
  };
}

export function controllerManagerFlags({ directory, autoscalerPeriod }: ControlPlane): readonly string[] {
  const file = (name: string) => join(directory, "pki", name);
  return flags({
    ...alone(join(directory, "controller-manager.kubeconfig")),
    "use-service-account-credentials": "true",
    "service-account-private-key-file": file("service-accounts.key"),
    "root-ca-file": file("ca.crt"),
    "cluster-signing-cert-file": file("ca.crt"),
    "cluster-signing-key-file": file("ca.key"),
    ...(autoscalerPeriod !== undefined && { "horizontal-pod-autoscaler-sync-period": `${autoscalerPeriod}s` }),
  });
}

export function schedulerFlags({ directory }: ControlPlane): readonly string[] {
  return flags(alone(join(directory, "scheduler.kubeconfig")));
}

/** One of its kind, which nobody needs to ask anything. */
function alone(kubeconfig: string) {
  // Kubernetes' defaults of 20 and 50 requests a second would make it wait for itself for seconds.
  return { kubeconfig, "leader-elect": "false", "secure-port": "0", "kube-api-qps": "500", "kube-api-burst": "1000" };
}

export function kwokFlags({ directory, stages }: ControlPlane): readonly string[] {
  return flags({
    kubeconfig: join(directory, "kwok.kubeconfig"),
    config: stages,
    "manage-all-nodes": "true",
    // Without leases, the controller-manager takes nodes for lost.
    "node-lease-duration-seconds": "40",
  });
}

function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
