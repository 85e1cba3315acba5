/** Rules about clusters and what every node has. */
import { z } from "zod";
import type { NodePool } from "./pool";
import { type Judged, resourceRule } from "./rule";
import { CLUSTER, NODE_POOL } from "./subject";
import { isOff, isOn } from "./values";
import { shown } from "./watched";

export interface Cluster {
  readonly name?: string;
  readonly location?: string;
  readonly removeDefaultNodePool?: unknown;
  readonly enableAutopilot?: unknown;
  readonly deletionProtection?: unknown;
  readonly workloadIdentityConfig?: { readonly workloadPool?: string };
  readonly enableShieldedNodes?: unknown;
  readonly releaseChannel?: { readonly channel?: string };
  readonly databaseEncryption?: { readonly state?: string; readonly keyName?: string };
  readonly datapathProvider?: string;
  readonly networkPolicy?: { readonly enabled?: unknown };
  readonly binaryAuthorization?: { readonly evaluationMode?: string };
  readonly enableLegacyAbac?: unknown;
  readonly masterAuth?: { readonly clientCertificateConfig?: { readonly issueClientCertificate?: unknown } };
  readonly enableKubernetesAlpha?: unknown;
  readonly privateClusterConfig?: { readonly enablePrivateNodes?: unknown; readonly enablePrivateEndpoint?: unknown };
  readonly controlPlaneEndpointsConfig?: {
    readonly ipEndpointsConfig?: { readonly enabled?: unknown };
  };
  readonly masterAuthorizedNetworksConfig?: {
    readonly gcpPublicCidrsAccessEnabled?: unknown;
    readonly cidrBlocks?: readonly { readonly cidrBlock?: string }[];
  };
}

export const clustersHaveWorkloadIdentity = resourceRule<Cluster>({
  name: "clusters-have-workload-identity",
  why: "Without it, pods act at Google as their node, or need key files.",
  mend: "set workloadIdentityConfig.workloadPool to PROJECT.svc.id.goog",
  level: "mandatory",
  kinds: [CLUSTER],
  late: ["workloadIdentityConfig.workloadPool"],
  *check({ props }) {
    const pool = props.workloadIdentityConfig?.workloadPool;
    if (pool !== undefined && pool !== "") return;
    yield { what: "workloadIdentityConfig.workloadPool", value: shown(pool), limit: "PROJECT.svc.id.goog" };
  },
});

export const nodesHideTheirIdentity = resourceRule<NodePool>({
  name: "nodes-hide-their-identity",
  why: "Google's own metadata server would give every pod the node's token.",
  mend: "set nodeConfig.workloadMetadataConfig.mode to GKE_METADATA and disable-legacy-endpoints to true",
  level: "mandatory",
  kinds: [NODE_POOL],
  *check({ props }) {
    const { workloadMetadataConfig, metadata } = props.nodeConfig ?? {};
    const mode = workloadMetadataConfig?.mode;
    if (mode !== "GKE_METADATA")
      yield { what: "nodeConfig.workloadMetadataConfig.mode", value: shown(mode), limit: "GKE_METADATA" };
    const legacy = metadata?.["disable-legacy-endpoints"];
    if (isOff(legacy)) yield { what: "nodeConfig.metadata.disable-legacy-endpoints", value: "false", limit: "true" };
  },
});

export const clustersShieldTheirNodes = resourceRule<Cluster>({
  name: "clusters-shield-their-nodes",
  why: "A machine that poses as a node would be given the secrets of its pods.",
  mend: "leave enableShieldedNodes on",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    if (isOff(props.enableShieldedNodes)) yield { what: "enableShieldedNodes", value: "false", limit: "true" };
  },
});

export const nodesAreShielded = resourceRule<NodePool>({
  name: "nodes-are-shielded",
  why: "Without secure boot, a changed kernel on a node goes unnoticed.",
  mend: "switch on both enableSecureBoot and enableIntegrityMonitoring in nodeConfig.shieldedInstanceConfig",
  level: "mandatory",
  kinds: [NODE_POOL],
  *check({ props }) {
    const { enableSecureBoot, enableIntegrityMonitoring = true } = props.nodeConfig?.shieldedInstanceConfig ?? {};
    for (const [what, value] of Object.entries({ enableSecureBoot, enableIntegrityMonitoring }))
      if (!isOn(value)) yield { what: `nodeConfig.shieldedInstanceConfig.${what}`, value: shown(value), limit: "true" };
  },
});

const CHANNELS = ["RAPID", "REGULAR", "STABLE", "EXTENDED"];

export const clustersFollowAReleaseChannel = resourceRule<Cluster>({
  name: "clusters-follow-a-release-channel",
  why: "Without a channel, a cluster stays at its version until somebody remembers it.",
  mend: "set releaseChannel.channel",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    const channel = props.releaseChannel?.channel;
    if (channel !== undefined && CHANNELS.includes(channel)) return;
    yield { what: "releaseChannel.channel", value: shown(channel), limit: CHANNELS.join(", ") };
  },
});

const production = z.strictObject({
  environments: z
    .array(z.string())
    .default(["prod", "production", "prd", "live"])
    .describe("Words that make an environment's name one of production."),
});

type Production = z.infer<typeof production>;

export function isProduction({ environment }: Pick<Judged, "environment">, { environments }: Production): boolean {
  return environment.split(/[^A-Za-z0-9]+/).some((word) => environments.includes(word.toLowerCase()));
}

const PROTECTED_IN_PRODUCTION: Readonly<Record<string, string>> = {
  [CLUSTER]: "deletionProtection",
  "gcp:sql/databaseInstance:DatabaseInstance": "deletionProtection",
  "gcp:alloydb/cluster:Cluster": "deletionProtection",
};

export const productionIsProtected = resourceRule<Readonly<Record<string, unknown>>, Production>({
  name: "production-is-protected",
  why: "One wrong line must not be able to take a production cluster or its data away.",
  mend: "leave the protection on; to take a region away on purpose, make this rule advisory for that one update",
  level: "mandatory",
  figures: production,
  kinds: [...Object.keys(PROTECTED_IN_PRODUCTION), "gcp:storage/bucket:Bucket"],
  *check(subject, figures) {
    if (!isProduction(subject, figures)) return;
    const { kind, props } = subject;
    const what = PROTECTED_IN_PRODUCTION[kind];
    if (what !== undefined && isOff(props[what])) yield { what, value: "false", limit: "true" };
    if (what === undefined && isOn(props.forceDestroy)) yield { what: "forceDestroy", value: "true", limit: "false" };
  },
});

export const policiesAreEnforced = resourceRule<Cluster>({
  name: "network-policies-are-enforced",
  why: "In a cluster that does not enforce network policies, tenants reach each other whatever the policies say.",
  mend: "set datapathProvider to ADVANCED_DATAPATH",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    if (props.datapathProvider === "ADVANCED_DATAPATH" || isOn(props.networkPolicy?.enabled)) return;
    yield { what: "datapathProvider", value: shown(props.datapathProvider), limit: "ADVANCED_DATAPATH" };
  },
});

export const clustersCheckImages = resourceRule<Cluster>({
  name: "clusters-check-images",
  why: "Without binary authorization, nobody can stop an image that is known to be bad.",
  mend: "set binaryAuthorization.evaluationMode to PROJECT_SINGLETON_POLICY_ENFORCE",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    const mode = props.binaryAuthorization?.evaluationMode;
    if (mode !== undefined && mode !== "DISABLED" && mode !== "EVALUATION_MODE_UNSPECIFIED") return;
    yield { what: "binaryAuthorization.evaluationMode", value: shown(mode), limit: "PROJECT_SINGLETON_POLICY_ENFORCE" };
  },
});

export const clustersHaveNoLegacyAccess = resourceRule<Cluster>({
  name: "clusters-have-no-legacy-access",
  why: "Legacy rights and client certificates go around roles, and cannot be taken back from one person.",
  mend: "leave it off; access comes from identity groups",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    if (isOn(props.enableLegacyAbac)) yield { what: "enableLegacyAbac", value: "true", limit: "false" };
    if (isOn(props.enableKubernetesAlpha)) yield { what: "enableKubernetesAlpha", value: "true", limit: "false" };
    if (isOn(props.masterAuth?.clientCertificateConfig?.issueClientCertificate))
      yield { what: "masterAuth.clientCertificateConfig.issueClientCertificate", value: "true", limit: "false" };
  },
});

export const firstPoolIsRemoved = resourceRule<Cluster>({
  name: "first-pool-is-removed",
  why: "GKE's first pool has none of the settings that the rules about pools ask for.",
  mend: "set removeDefaultNodePool to true and make pools of their own",
  level: "mandatory",
  kinds: [CLUSTER],
  *check({ props }) {
    if (isOn(props.removeDefaultNodePool) || isOn(props.enableAutopilot)) return;
    yield { what: "removeDefaultNodePool", value: shown(props.removeDefaultNodePool), limit: "true" };
  },
});

export const CLUSTER_RULES = [
  clustersHaveWorkloadIdentity,
  nodesHideTheirIdentity,
  clustersShieldTheirNodes,
  nodesAreShielded,
  clustersFollowAReleaseChannel,
  productionIsProtected,
  policiesAreEnforced,
  clustersCheckImages,
  clustersHaveNoLegacyAccess,
  firstPoolIsRemoved,
];
