/** What an agent must know and nobody else: by reference only. The values never pass through Pulumi. */
import type { GoogleRegion } from "../region/google-regions";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import type { AgentSettings } from "./settings";

/** Where the files are, one for each secret. */
export const SECRETS_PATH = "/var/run/secrets/agno";

/**
 * The files, by their names; docs/agent-image.md says what is in each. Redis is what lets any replica go on with a stream
 * of another, or cancel it: without it, Agno answers 200 and does nothing.
 */
export const SECRETS = [
  "database-url",
  "redis-url",
  "jwt-verification-key",
  "internal-service-token",
  "model-api-key",
] as const;
export type SecretName = (typeof SECRETS)[number];

/** Whose secret it is. */
export interface SecretOwner {
  readonly agent: Pick<AgentSettings, "name">;
  readonly tenant: Pick<TenantSettings, "id" | "costCentre">;
  readonly region: GoogleRegion;
}

/** The secret's name in Secret Manager. Names of tenants, agents and regions have no "_", so no two are the same. */
export function secretIdOf({ tenant, agent, region }: SecretOwner, secret: SecretName): string {
  return `${tenant.id}_${agent.name}_${region}_${secret}`;
}

/** The secret itself, still without a value: whoever knows it adds a version. It never leaves the agent's region. */
export function secretOf(owner: SecretOwner, secret: SecretName) {
  return {
    secretId: secretIdOf(owner, secret),
    replication: { userManaged: { replicas: [{ location: owner.region }] } },
    labels: { tenant: owner.tenant.id, "cost-centre": owner.tenant.costCentre },
  };
}

/** The object that tells GKE's driver which secrets to put into which files. */
export function secretProviderClassOf(owner: SecretOwner, project: string) {
  const secrets = SECRETS.map((secret) => ({
    resourceName: `projects/${project}/secrets/${secretIdOf(owner, secret)}/versions/latest`,
    path: secret,
  }));
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: providerClassName(owner.agent), namespace: namespaceOf(owner.tenant) },
    // The driver reads the list as a YAML text, of which JSON is a part.
    spec: { provider: "gke", parameters: { secrets: JSON.stringify(secrets) } },
  };
}

function providerClassName({ name }: Pick<AgentSettings, "name">): string {
  return `${name}-secrets`;
}

/** The pod's volume: out of Secret Manager at Google, elsewhere a Secret that somebody has made. */
export function secretsVolumeOf(agent: Pick<AgentSettings, "name">, clusters: "google" | "kubeconfig") {
  if (clusters === "kubeconfig") return { secret: { secretName: `${agent.name}-secrets`, defaultMode: 0o440 } };
  const volumeAttributes = { secretProviderClass: providerClassName(agent) };
  return { csi: { driver: "secrets-store-gke.csi.k8s.io", readOnly: true, volumeAttributes } };
}
