/** A proxy of the mesh on loopback: a real pilot-agent with a real Envoy, as injection puts them into each pod. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { envoy } from "../../tools/envoy";
import { tools } from "../../tools/tools";
import { type ApiOptions, create } from "../cluster/api";
import { GuardedProcess } from "../cluster/guarded-process";
import { freePort } from "../cluster/ports";
import { until } from "../cluster/until";
import { bootstrapTemplate } from "./bootstrap";
import { type Istiod, statusOf } from "./istiod";

/** What Istio knows of a pod. */
export interface MeshPod {
  readonly name: string;
  readonly namespace: string;
  /** Its service account, which must be there. */
  readonly account: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of loopback, and nobody else's. */
  readonly address: string;
  /** Whether it is a gateway, or beside an agent. */
  readonly kind: "router" | "sidecar";
}

export interface ProxyOptions {
  readonly pod: MeshPod;
  readonly istiod: Istiod;
  /** The administrator's, to give the pod its token. */
  readonly api: ApiOptions;
  /** A folder for all proxies, where each has its own. */
  readonly directory: string;
  readonly logs: string;
}

export interface Proxy {
  readonly pod: MeshPod;
  /** Envoy's own page about itself: "http://127.0.0.1:PORT". */
  readonly admin: string;
  /** Who the pod is, as the mesh has certified it: cert-chain.pem, key.pem and root-cert.pem are in this folder. */
  readonly certificates: string;
  stop(): Promise<void>;
}

/** Starts it and waits until it has its configuration. */
export async function startProxy({ pod, istiod, api, directory: parent, logs }: ProxyOptions): Promise<Proxy> {
  const { "pilot-agent": command } = await tools(["pilot-agent"]);
  const directory = join(parent, pod.name);
  await writeToken(directory, pod, api);
  const [admin, status, ready, metrics] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const certificates = join(directory, "certificates");
  mkdirSync(certificates, { mode: 0o700 });
  const template = join(directory, "envoy.json");
  writeFileSync(template, bootstrapTemplate(admin));
  const agent = new GuardedProcess({
    name: pod.name,
    command,
    args: [
      ...["proxy", pod.kind, "--domain", `${pod.namespace}.svc.cluster.local`, "--templateFile", template],
      ...["--concurrency", "1", "--proxyLogLevel", "warning"],
    ],
    directory,
    log: join(logs, `${pod.name}.log`),
    environment: {
      ...identityOf(pod, istiod),
      PROXY_CONFIG: JSON.stringify({
        binaryPath: envoy(),
        configPath: join(directory, "etc"),
        discoveryAddress: istiod.address,
        statusPort: status,
        proxyAdminPort: admin,
      }),
      ENVOY_STATUS_PORT: String(ready),
      ENVOY_PROMETHEUS_PORT: String(metrics),
      OUTPUT_CERTS: certificates,
    },
  });
  const failed = agent.ended.then((how) => {
    throw agent.failure(how);
  });
  failed.catch(() => undefined);
  const url = `http://127.0.0.1:${admin}`;
  await Promise.race([
    failed,
    until({ what: `proxy ${pod.name} is ready` }, async () =>
      (await statusOf(`${url}/ready`)) === 200 ? true : undefined,
    ),
  ]);
  return { pod, admin: url, certificates, stop: () => agent.stop() };
}

/** What the pod's own environment would say of it. */
function identityOf(pod: MeshPod, { address, rootCertificate }: Istiod): Readonly<Record<string, string>> {
  return {
    POD_NAME: pod.name,
    POD_NAMESPACE: pod.namespace,
    SERVICE_ACCOUNT: pod.account,
    INSTANCE_IP: pod.address,
    ISTIO_METAJSON_LABELS: JSON.stringify(pod.labels),
    ISTIO_META_CLUSTER_ID: "Kubernetes",
    // Nothing is redirected to it, so it need not listen at the ports where that would come.
    ISTIO_META_INTERCEPTION_MODE: "NONE",
    TRUST_DOMAIN: "cluster.local",
    CA_ADDR: address,
    CA_ROOT_CA: rootCertificate,
    XDS_ROOT_CA: rootCertificate,
    JWT_POLICY: "third-party-jwt",
    PILOT_CERT_PROVIDER: "istiod",
    // It would look for a cloud's metadata server.
    CLOUD_PLATFORM: "none",
  };
}

async function writeToken(directory: string, { namespace, account }: MeshPod, api: ApiOptions): Promise<void> {
  const folder = join(directory, "var", "run", "secrets", "tokens");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { status } = await create<{ readonly status: { readonly token: string } }>(
    api,
    `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { audiences: ["istio-ca"] } },
  );
  writeFileSync(join(folder, "istio-token"), status.token, { mode: 0o600 });
}
