/** The gateway's certificate, made and renewed by cert-manager. docs/decisions/0012-mesh.md says why not by Google. */
import { GATEWAY, hostsIn, secretNameOf } from "./gateway";

const ISSUER = "agno-agents-issuer";

/** Let's Encrypt, which asks for a proof in the zone of agents.DOMAIN. */
const ACME = "https://acme-v02.api.letsencrypt.org/directory";

/**
 * Who signs.
 *
 * @param project The Google project that the zone of agents.DOMAIN is in. Without one, the certificate signs itself: the cluster
 * is nobody's but its owner's, and its domain may be none.
 */
export function issuerOf(project?: string) {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: { namespace: GATEWAY.namespace, name: ISSUER },
    spec: project === undefined ? { selfSigned: {} } : { acme: acmeOf(project) },
  };
}

function acmeOf(project: string) {
  return {
    server: ACME,
    privateKeySecretRef: { name: `${ISSUER}-account` },
    // Not by HTTP: several regions answer under the one name, and the proof would be asked of any of them.
    solvers: [{ dns01: { cloudDNS: { project } } }],
  };
}

/** The certificate of agents.{domain} and of the hosts below it. One for all: a new tenant waits for nobody to sign. */
export function certificateOf(domain: string) {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { namespace: GATEWAY.namespace, name: GATEWAY.name },
    spec: {
      secretName: secretNameOf(domain),
      dnsNames: [...hostsIn(domain)],
      issuerRef: { kind: "Issuer", name: ISSUER },
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
    },
  };
}
