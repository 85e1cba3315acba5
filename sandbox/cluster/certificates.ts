/** Certificate authorities of a cluster's own, and what they issue. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** Certificate and private key as PEM. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** Whom a certificate names. */
export interface Subject {
  /** Kubernetes' user name. */
  readonly name: string;
  /** Kubernetes' group. */
  readonly group?: string;
  /** The names and addresses of a server; a client has none. */
  readonly hosts?: readonly string[];
}

export interface Authority extends Credential {
  issue(subject: Subject): Promise<Credential>;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR = 3_600_000;
/** A sandbox may stand for long. */
const VALID = 365 * 24 * HOUR;

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    ...validity(),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  return {
    certificate: pem(certificate),
    key: await privatePem(keys),
    issue: (subject) => issue({ certificate, keys }, subject),
  };
}

async function issue(
  authority: { readonly certificate: x509.X509Certificate; readonly keys: webcrypto.CryptoKeyPair },
  { name, group, hosts }: Subject,
): Promise<Credential> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [name] }, ...(group === undefined ? [] : [{ O: [group] }])],
    issuer: authority.certificate.subject,
    ...validity(),
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        hosts === undefined ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth,
      ]),
      ...(hosts === undefined ? [] : [new x509.SubjectAlternativeNameExtension(hosts.map(alternativeName))]),
    ],
  });
  return { certificate: pem(certificate), key: await privatePem(keys) };
}

/** A key pair for tokens: nobody certifies it. */
export async function createKeys(): Promise<{ readonly publicKey: string; readonly key: string }> {
  const keys = await newKeys();
  const exported = await webcrypto.subtle.exportKey("spki", keys.publicKey);
  return { publicKey: x509.PemConverter.encode(exported, "PUBLIC KEY"), key: await privatePem(keys) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function validity() {
  // From an hour ago, as clocks differ.
  return { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + VALID) };
}

function alternativeName(host: string): x509.JsonGeneralName {
  return { type: /^[\d.]+$/.test(host) ? "ip" : "dns", value: host };
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

async function privatePem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY")}\n`;
}
