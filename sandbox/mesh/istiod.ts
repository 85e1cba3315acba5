/** A real istiod on loopback, for a cluster of the sandbox. */
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { stringify } from "yaml";
import { tools } from "../../tools/tools";
import { createAuthority } from "../cluster/certificates";
import { GuardedProcess } from "../cluster/guarded-process";
import { freePort } from "../cluster/ports";
import { until } from "../cluster/until";

export interface Istiod {
  /** Where proxies get their certificates and configuration: "localhost:PORT". Its certificate names no address. */
  readonly address: string;
  /** The file with the certificate of the authority behind all certificates of the mesh. */
  readonly rootCertificate: string;
  stop(): Promise<void>;
}

export interface IstiodOptions {
  /** A folder of its own; made where it does not exist. */
  readonly directory: string;
  /** Where the log goes. */
  readonly logs: string;
  /** The administrator's. */
  readonly kubeconfig: string;
}

/** The names under which istiod looks for its own authority. */
const AUTHORITY_FILES = ["ca-cert.pem", "cert-chain.pem", "root-cert.pem"] as const;

/** A mesh with Istio's own defaults, but for what its proxies here cannot do. */
const MESH = { trustDomain: "cluster.local", rootNamespace: "istio-system", enablePrometheusMerge: false };

/** Envoy as its makers hand it out lacks filters that Istio's own has, and refuses what names them. */
const WITHOUT_ISTIOS_FILTERS = { PILOT_ENABLE_METADATA_EXCHANGE: "false", PILOT_ENABLE_ALPN_FILTER: "false" };

/** @throws Error with the end of its log. */
export async function startIstiod({ directory, logs, kubeconfig }: IstiodOptions): Promise<Istiod> {
  const { "pilot-discovery": command } = await tools(["pilot-discovery"]);
  mkdirSync(directory, { recursive: true });
  await writeAuthority(directory);
  const meshConfig = join(directory, "mesh.yaml");
  writeFileSync(meshConfig, stringify(MESH));
  const [plain, secure, http, monitoring] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const istiod = new GuardedProcess({
    name: "istiod",
    command,
    args: [
      ...["discovery", "--kubeconfig", kubeconfig, "--meshConfig", meshConfig],
      ...["--grpcAddr", `127.0.0.1:${plain}`, "--secureGRPCAddr", `127.0.0.1:${secure}`],
      ...["--httpAddr", `127.0.0.1:${http}`, "--httpsAddr", "", "--monitoringAddr", `127.0.0.1:${monitoring}`],
      ...["--ctrlz_port", "0"],
    ],
    directory,
    log: join(logs, "istiod.log"),
    environment: {
      ROOT_CA_DIR: directory,
      POD_NAMESPACE: MESH.rootNamespace,
      ISTIOD_CUSTOM_HOST: "localhost",
      ...WITHOUT_ISTIOS_FILTERS,
    },
  });
  const failed = istiod.ended.then((how) => {
    throw istiod.failure(how);
  });
  failed.catch(() => undefined);
  await Promise.race([
    failed,
    until({ what: "istiod is ready" }, async () =>
      (await statusOf(`http://127.0.0.1:${http}/ready`)) === 200 ? true : undefined,
    ),
  ]);
  return {
    address: `localhost:${secure}`,
    rootCertificate: join(directory, "root-cert.pem"),
    stop: () => istiod.stop(),
  };
}

async function writeAuthority(directory: string): Promise<void> {
  const { certificate, key } = await createAuthority("mesh");
  for (const file of AUTHORITY_FILES) writeFileSync(join(directory, file), certificate);
  writeFileSync(join(directory, "ca-key.pem"), key, { mode: 0o600 });
}

/** The status of an answer to a GET. */
export function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error(`${url} does not answer`)));
  });
}
