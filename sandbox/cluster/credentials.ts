/** Everything in a cluster's folder that says who is who: keys, certificates, a kubeconfig for each who asks. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Authority, type Credential, createAuthority, createKeys } from "./certificates";
import { kubeconfigOf } from "./kubeconfig";
import { FRONT_PROXY, SERVICE_RANGE } from "./parts";

/** What those who start the cluster need to ask it. */
export interface ClusterCredentials {
  readonly authority: string;
  readonly admin: Credential;
  /** The administrator's kubeconfig. */
  readonly kubeconfig: string;
}

export interface CredentialOptions {
  readonly name: string;
  readonly server: string;
  readonly directory: string;
}

/** Kubernetes' own names: its roles are bound to them. Kwok plays every node's kubelet, so it must be all of them. */
const CLIENTS = {
  admin: { name: "admin", group: "system:masters" },
  "controller-manager": { name: "system:kube-controller-manager" },
  scheduler: { name: "system:kube-scheduler" },
  kwok: { name: "kwok", group: "system:masters" },
} as const;

const SERVER = {
  name: "kube-apiserver",
  hosts: ["127.0.0.1", "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", SERVICE_RANGE.first],
};

export async function writeCredentials(options: CredentialOptions): Promise<ClusterCredentials> {
  const { name, server, directory } = options;
  mkdirSync(join(directory, "pki"), { mode: 0o700 });
  const [authority, frontProxy] = await Promise.all([createAuthority(name), createAuthority(`${name} front proxy`)]);
  await writeServerFiles(directory, authority, frontProxy);
  const clients = await Promise.all(
    Object.entries(CLIENTS).map(async ([client, subject]) => {
      const credential = await authority.issue(subject);
      const file = join(directory, client === "admin" ? "kubeconfig" : `${client}.kubeconfig`);
      write(file, kubeconfigOf({ name, server, authority: authority.certificate, client: credential }));
      return [client, credential] as const;
    }),
  );
  const { admin } = Object.fromEntries(clients) as Record<keyof typeof CLIENTS, Credential>;
  return { authority: authority.certificate, admin, kubeconfig: join(directory, "kubeconfig") };
}

async function writeServerFiles(directory: string, authority: Authority, frontProxy: Authority): Promise<void> {
  const [server, proxy, serviceAccounts] = await Promise.all([
    authority.issue(SERVER),
    frontProxy.issue({ name: FRONT_PROXY }),
    createKeys(),
  ]);
  const files = {
    "ca.crt": authority.certificate,
    "ca.key": authority.key,
    "api-server.crt": server.certificate,
    "api-server.key": server.key,
    "front-proxy-ca.crt": frontProxy.certificate,
    "front-proxy.crt": proxy.certificate,
    "front-proxy.key": proxy.key,
    "service-accounts.pub": serviceAccounts.publicKey,
    "service-accounts.key": serviceAccounts.key,
  };
  for (const [file, text] of Object.entries(files)) write(join(directory, "pki", file), text);
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
