/** Those who ask: people of two tenants with client certificates, and accounts with tokens. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { type ApiOptions, create, read } from "../../../sandbox/cluster/api";
import { until } from "../../../sandbox/cluster/until";
import { Client } from "./requests";

/** Everybody's groups; nobody is in more than one. */
const GROUPS = {
  "globex admin": "globex-admins@acme.example",
  "globex developer": "globex-developers@acme.example",
  "globex viewer": "globex-viewers@acme.example",
  "initech admin": "initech-admins@acme.example",
  "initech developer": "initech-developers@acme.example",
  "initech viewer": "initech-viewers@acme.example",
  /** Of the company, and of no tenant. */
  colleague: "colleagues@acme.example",
  /** Has been given too much: see grounds.ts. */
  insider: "insiders@acme.example",
} as const;

/** Service accounts. */
const ACCOUNTS = {
  /** What an agent of globex could do if it had a token of its own. */
  "globex agent": { namespace: "agno-tenant-globex", name: "default" },
  /** Makes what tenants ask for, in all their namespaces: a controller that does as it is told. */
  operator: { namespace: "agno-system", name: "agno-operator" },
} as const;

export type Person = keyof typeof GROUPS | keyof typeof ACCOUNTS | "administrator" | "anonymous";
export type People = Readonly<Record<Person, Client>>;

/** The group of each role of a tenant, as the stack file has it. */
export function groupsOf(tenant: "globex" | "initech") {
  const of = (role: "admin" | "developer" | "viewer") => GROUPS[`${tenant} ${role}`];
  return { admin: of("admin"), developer: of("developer"), viewer: of("viewer") };
}

/** User names, as the API server writes them in its answers. */
export function userOf(person: Person): string {
  if (person in ACCOUNTS) {
    const { namespace, name } = ACCOUNTS[person as keyof typeof ACCOUNTS];
    return `system:serviceaccount:${namespace}:${name}`;
  }
  return person === "anonymous" ? "system:anonymous" : `${person.replace(" ", "-")}@acme.example`;
}

/** The accounts of ACCOUNTS must be there. */
export async function meetPeople(api: ApiOptions): Promise<People> {
  const as = (who: Pick<ApiOptions, "client" | "token">) =>
    new Client({ server: api.server, authority: api.authority, ...who });
  const people = Object.keys(GROUPS).map(async (person) => {
    const client = await certificateFor(api, userOf(person as Person), GROUPS[person as keyof typeof GROUPS]);
    return [person, as({ client })] as const;
  });
  const accounts = Object.entries(ACCOUNTS).map(async ([person, account]) => {
    return [person, as({ token: await tokenOf(api, account) })] as const;
  });
  const all = Object.fromEntries(await Promise.all([...people, ...accounts])) as Record<Person, Client>;
  return { ...all, administrator: new Client(api), anonymous: as({}) };
}

async function tokenOf(api: ApiOptions, { namespace, name }: { readonly namespace: string; readonly name: string }) {
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  return (await create<{ status: { token: string } }>(api, path, request)).status.token;
}

const CERTIFICATES = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

/** As an administrator gives a person access: the person keeps the key, the cluster signs the request. */
async function certificateFor(api: ApiOptions, user: string, group: string) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [user] }, { O: [group] }],
    keys,
    signingAlgorithm: algorithm,
  });
  const name = user.replace("@", "-at-");
  const made = await create<object>(api, CERTIFICATES, {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name },
    spec: {
      request: Buffer.from(request.toString("pem")).toString("base64"),
      signerName: "kubernetes.io/kube-apiserver-client",
      usages: ["client auth"],
    },
  });
  const approved = { type: "Approved", status: "True", reason: "Test", message: "a person of the test" };
  const client = new Client(api);
  await client.send({
    method: "PUT",
    path: `${CERTIFICATES}/${name}/approval`,
    body: { ...made, status: { conditions: [approved] } },
  });
  client.close();
  const certificate = await until({ what: `${user} has a certificate` }, async () => {
    const { status } = await read<{ status?: { certificate?: string } }>(api, `${CERTIFICATES}/${name}`);
    return status?.certificate;
  });
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return { certificate: Buffer.from(certificate, "base64").toString(), key };
}
