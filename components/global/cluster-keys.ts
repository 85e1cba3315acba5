import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";

export interface ClusterKeysArgs {
  /** The Google regions that have a cluster. */
  readonly regions: readonly string[];
  /** Whether Pulumi refuses to delete the keys: without its key, a cluster's secrets are lost. */
  readonly protect: boolean;
}

/** 90 days; Google's recommendation for symmetric keys. */
const ROTATION_PERIOD = `${90 * 24 * 60 * 60}s`;
/** How long a destroyed key can still be brought back: 30 days. */
const DESTROY_DELAY = `${30 * 24 * 60 * 60}s`;

/**
 * A key for each region's cluster, in that region, with which GKE encrypts Kubernetes Secrets. A region that leaves the
 * stack file leaves its key at Google: destroyed, it would take the secrets of a cluster that may still run and of every
 * backup with it, and Google never forgets a key ring anyway. A region that comes back takes its own again by import.
 */
export class ClusterKeys extends pulumi.ComponentResource {
  /** The key's id by region. */
  readonly keyIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ClusterKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("agno:global:ClusterKeys", name, {}, opts);
    const scope: Scope = { name, protect: args.protect, parent: this };

    const gke = createGkeIdentity(scope);
    this.keyIds = Object.fromEntries(args.regions.map((region) => [region, createKey(scope, region, gke)]));

    this.registerOutputs({ keyIds: this.keyIds });
  }
}

interface Scope {
  readonly name: string;
  readonly protect: boolean;
  readonly parent: pulumi.Resource;
}

/** Google's own account for GKE in this project; it must exist before it can be given a role. */
function createGkeIdentity({ name, parent }: Scope): gcp.projects.ServiceIdentity {
  return new gcp.projects.ServiceIdentity(`${name}-gke`, { service: "container.googleapis.com" }, { parent });
}

/** Gives out the key only once GKE may use it, so that no cluster is made before. */
function createKey(
  { name, protect, parent }: Scope,
  region: string,
  gke: gcp.projects.ServiceIdentity,
): pulumi.Output<string> {
  const ring = new gcp.kms.KeyRing(
    `${name}-${region}-ring`,
    { name: `agno-keys-${region}`, location: region },
    { parent, protect, retainOnDelete: true },
  );
  const key = new gcp.kms.CryptoKey(
    `${name}-${region}-key`,
    {
      name: `agno-cluster-secrets-${region}`,
      keyRing: ring.id,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: ROTATION_PERIOD,
      destroyScheduledDuration: DESTROY_DELAY,
      versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "SOFTWARE" },
    },
    { parent, protect, retainOnDelete: true },
  );
  const grant = new gcp.kms.CryptoKeyIAMMember(
    `${name}-${region}-grant`,
    { cryptoKeyId: key.id, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member: gke.member },
    { parent },
  );
  return grant.cryptoKeyId;
}
