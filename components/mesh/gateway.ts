/** The way in from outside: where it is, and what it listens to. */

/** The platform's gateway, by the reference's names. */
export const GATEWAY = { namespace: "agno-system", name: "agno-agents-gateway" } as const;

/** A gateway as routes name it: "agno-system/agno-agents-gateway". */
export function referenceTo({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

/** What the pods of the gateway have; network policies of tenants let in whoever has the first one. */
export const GATEWAY_PODS = { istio: "ingressgateway", app: GATEWAY.name } as const;

/** Who the gateway is, in the mesh. Istio reads cluster.local as the mesh's own trust domain, whatever its name. */
export const GATEWAY_IDENTITY = `cluster.local/ns/${GATEWAY.namespace}/sa/${GATEWAY.name}`;

/** Reference: agents.{domain}. All regions answer under it. */
export function hostOf(domain: string): string {
  return `agents.${domain}`;
}

/** Only the regions that the tenant is in answer under it. */
export function tenantHostOf(domain: string, { id }: { readonly id: string }): string {
  return `${id}.${hostOf(domain)}`;
}

/** The hosts of all tenants, together with the one that they share. */
export function hostsIn(domain: string): readonly string[] {
  return [hostOf(domain), `*.${hostOf(domain)}`];
}

/** The name of the address at which a region's gateway is reached. */
export function gatewayAddressOf(region: string): string {
  return `agno-gateway-${region}`;
}

/** The Secret of the gateway's certificate. Reference: agno-agents-{domain}-tls. */
export function secretNameOf(domain: string): string {
  return `agno-agents-${domain}-tls`;
}

/**
 * The Gateway of the reference. It selects by two labels: clusters that come with Istio have another gateway with the
 * first one, in whose namespace our certificate is not.
 */
export function gatewayOf(domain: string) {
  const hosts = [...hostsIn(domain)];
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: GATEWAY,
    spec: {
      selector: GATEWAY_PODS,
      servers: [
        {
          port: { number: 443, name: "https", protocol: "HTTPS" },
          tls: { mode: "SIMPLE", credentialName: secretNameOf(domain), minProtocolVersion: "TLSV1_2" },
          hosts,
        },
        { port: { number: 80, name: "http", protocol: "HTTP" }, tls: { httpsRedirect: true }, hosts },
      ],
    },
  };
}
