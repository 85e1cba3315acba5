/** The replicas of an agent. */
import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1";
import { priorityClassOf } from "../platform/priorities";
import type { GoogleRegion } from "../region/google-regions";
import { type TenantSettings, namespaceOf } from "../tenant/settings";
import { FINISH, GRACE, PRE_STOP } from "./drain";
import { CONTAINER, NOT_AWAITED, PORT, type Version, deploymentName, labelsOf, podsOf } from "./labels";
import { nodeChoiceOf, spreadOf, tolerationsOf } from "./node-choice";
import { POD_ANNOTATIONS } from "./pod-annotations";
import { queueNameOf } from "./queue";
import { CONTAINER_DISK, SURGE_PODS } from "./replicas";
import { SECRETS_PATH, secretsVolumeOf } from "./secrets";
import type { AgentSettings } from "./settings";

/** Where and for whom an agent runs. */
export interface Placement {
  readonly agent: AgentSettings;
  readonly tenant: TenantSettings;
  readonly region: GoogleRegion;
  readonly clusters: "google" | "kubeconfig";
}

/**
 * The Deployment of one version. The stable one does not say how many replicas it has: its autoscaler decides, and
 * would be undone by each update otherwise (pulumi-kubernetes#2491). A canary has as many as the agent at least has.
 */
export function deploymentOf(placement: Placement, version: Version) {
  const { agent, tenant } = placement;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: deploymentName(agent, version),
      namespace: namespaceOf(tenant),
      labels: labelsOf(agent, tenant, version),
      annotations: NOT_AWAITED,
    },
    spec: {
      ...(version === "canary" && { replicas: agent.scaling.minReplicas }),
      selector: { matchLabels: { ...podsOf(agent), version } },
      // No replica less while a new version comes; the quota has room for one more.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: SURGE_PODS, maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
      template: {
        metadata: { labels: labelsOf(agent, tenant, version), annotations: POD_ANNOTATIONS },
        spec: podSpecOf(placement, version),
      },
    },
  } satisfies DeploymentArgs;
}

/** Nobody in particular; see docs/agent-image.md. */
const USER = 10_001;

function podSpecOf(placement: Placement, version: Version) {
  const { agent, clusters } = placement;
  return {
    serviceAccountName: agent.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClassOf(agent.priority),
    terminationGracePeriodSeconds: GRACE,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      // Without it, the files of a Secret would be root's alone.
      fsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...nodeChoiceOf(agent, clusters),
    tolerations: tolerationsOf(agent),
    topologySpreadConstraints: spreadOf({ ...podsOf(agent), version }, agent),
    containers: [containerOf(placement, version)],
    volumes: [
      { name: "tmp", emptyDir: { sizeLimit: CONTAINER_DISK.requests } },
      { name: "secrets", ...secretsVolumeOf(agent, clusters) },
    ],
  };
}

function containerOf(placement: Placement, version: Version) {
  const { agent } = placement;
  const gpus = agent.gpus > 0 ? { "nvidia.com/gpu": String(agent.gpus) } : {};
  return {
    name: CONTAINER,
    image: version === "canary" ? (agent.canary?.image ?? agent.image) : agent.image,
    ports: [{ name: "http", containerPort: PORT }],
    env: Object.entries(environmentOf(placement)).map(([name, value]) => ({ name, value })),
    resources: {
      requests: { ...agent.resources.requests, "ephemeral-storage": CONTAINER_DISK.requests, ...gpus },
      limits: { ...agent.resources.limits, "ephemeral-storage": CONTAINER_DISK.limits, ...gpus },
    },
    ...PROBES,
    lifecycle: { preStop: { sleep: { seconds: PRE_STOP } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      { name: "secrets", mountPath: SECRETS_PATH, readOnly: true },
    ],
  };
}

/** docs/agent-image.md says what each means to an image. */
function environmentOf(placement: Placement) {
  const { agent, tenant, region, clusters } = placement;
  return {
    AGENT_NAME: agent.name,
    TENANT_ID: tenant.id,
    REGION: region,
    MODEL_NAME: agent.modelName,
    TOOLS: agent.tools.join(","),
    ...(clusters === "google" && { QUEUE: queueNameOf(placement) }),
    SECRETS_DIR: SECRETS_PATH,
    DB_POOL_SIZE: String(CONNECTIONS_PER_REPLICA),
    GRACEFUL_SHUTDOWN_SECONDS: String(FINISH),
    // Agno's own switches: no open documentation of the API, no reports to its makers.
    DOCS_ENABLED: "false",
    AGNO_TELEMETRY: "false",
  };
}

/** Connections to the database that each replica holds, whatever its load: measured with agno 3.1.10. */
export const CONNECTIONS_PER_REPLICA = 4;

/**
 * Agno answers /health with or without a database, so it says only whether the process lives, and slowly so: one locked
 * table holds its loop for seconds. Readiness is the image's own and asks the database.
 */
const PROBES = {
  startupProbe: { httpGet: { path: "/health", port: "http" }, periodSeconds: 2, failureThreshold: 60 },
  livenessProbe: {
    httpGet: { path: "/health", port: "http" },
    periodSeconds: 20,
    timeoutSeconds: 15,
    failureThreshold: 3,
  },
  readinessProbe: {
    httpGet: { path: "/readyz", port: "http" },
    periodSeconds: 5,
    timeoutSeconds: 3,
    failureThreshold: 2,
  },
};
