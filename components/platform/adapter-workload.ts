/** Google's metrics adapter as it runs: two replicas of it, held to the strictest pod security. */
import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1";
import type { NamespaceArgs, ServiceAccountArgs, ServiceArgs } from "@pulumi/kubernetes/core/v1";
import type { NetworkPolicyArgs } from "@pulumi/kubernetes/networking/v1";
import type { PodDisruptionBudgetArgs } from "@pulumi/kubernetes/policy/v1";
import type { GoogleRegion } from "../region/google-regions";
import { RESTRICTED } from "./pod-security";
import { priorityClassOf } from "./priorities";

/** Names that Google's own instructions use, and whoever looks for the adapter. */
export const ADAPTER = { namespace: "custom-metrics", name: "custom-metrics-stackdriver-adapter" } as const;

export interface ImagePin {
  readonly repository: string;
  readonly tag: string;
  /** "sha256:…" of the image that was tried. Without it, who owns the tag decides what runs. */
  readonly digest?: string;
}

/**
 * Google's image. Its digest could not be looked up where this was written. Whoever brings the platform to Google first
 * adds it here as `digest`: `gcloud artifacts docker images describe REPOSITORY:TAG --format='value(image_summary.digest)'`,
 * and again with each new tag.
 */
const IMAGE: ImagePin = {
  repository: "gcr.io/gke-release/custom-metrics-stackdriver-adapter",
  tag: "v0.16.9-gke.0",
};

/** With a digest, the tag is only told to people: what is pulled is the digest. */
export function imageOf({ repository, tag, digest }: ImagePin): string {
  return `${repository}:${tag}${digest === undefined ? "" : `@${digest}`}`;
}

const LABELS = { app: ADAPTER.name };
const SELECTOR = { matchLabels: LABELS };
const PLACE = { name: ADAPTER.name, namespace: ADAPTER.namespace };

/** Not 443, as in Google's instructions: a port that needs no privilege. */
const PORT = 8443;

export function adapterNamespace() {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: ADAPTER.namespace, labels: RESTRICTED },
  } satisfies NamespaceArgs;
}

/**
 * IAM knows service accounts by namespace and name, not by cluster. With the region in its name, what one region's
 * adapter may read at Google comes and goes with that region.
 */
export function adapterAccountName(region: GoogleRegion): string {
  return `${ADAPTER.name}-${region}`;
}

export function adapterAccount(region: GoogleRegion) {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    // Not bare: what holds no field of anybody's is not known as Pulumi's in the cluster.
    metadata: { name: adapterAccountName(region), namespace: ADAPTER.namespace, labels: LABELS },
  } satisfies ServiceAccountArgs;
}

export function adapterDeployment(region: GoogleRegion) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { ...PLACE, labels: LABELS },
    spec: {
      // While none answers, agents keep the replicas that they have.
      replicas: 2,
      selector: SELECTOR,
      revisionHistoryLimit: 3,
      template: { metadata: { labels: LABELS }, spec: { serviceAccountName: adapterAccountName(region), ...POD } },
    },
  } satisfies DeploymentArgs;
}

/** The adapter's own health, by the paths that every server of Kubernetes' making has. */
const probe = (path: string) => ({ httpGet: { path, port: "https", scheme: "HTTPS" } });

const CONTAINER = {
  name: "adapter",
  image: imageOf(IMAGE),
  imagePullPolicy: "Always",
  command: ["/adapter"],
  args: [
    // Google's names of resources as they are today, and metrics of containers where a pod has none of that name.
    "--use-new-resource-model=true",
    "--fallback-for-container-metrics=true",
    `--secure-port=${PORT}`,
    // It makes a certificate for itself at each start.
    "--cert-dir=/tmp/certificates",
  ],
  ports: [{ name: "https", containerPort: PORT }],
  // Google's own figures; the disk is ours.
  resources: {
    requests: { cpu: "250m", memory: "400Mi", "ephemeral-storage": "64Mi" },
    limits: { cpu: "250m", memory: "400Mi", "ephemeral-storage": "128Mi" },
  },
  readinessProbe: { ...probe("/readyz"), periodSeconds: 10 },
  livenessProbe: { ...probe("/livez"), periodSeconds: 20, failureThreshold: 6 },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    runAsUser: 10_001,
    runAsGroup: 10_001,
  },
  volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
};

const POD = {
  priorityClassName: priorityClassOf("critical"),
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [CONTAINER],
  topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: SELECTOR,
  })),
  volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
};

export function adapterService() {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...PLACE, labels: LABELS },
    spec: { selector: LABELS, ports: [{ name: "https", port: 443, targetPort: "https" }] },
  } satisfies ServiceArgs;
}

/** One at a time. */
export function adapterDisruptionBudget() {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: PLACE,
    spec: { maxUnavailable: 1, selector: SELECTOR },
  } satisfies PodDisruptionBudgetArgs;
}

/**
 * The API server asks from an address of Google's, which no policy can name, so the port is open to all; tenants' own
 * policies keep them from it. Out: names, the pod's identity, Google's APIs and the API server.
 */
export function adapterNetworkPolicy() {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: PLACE,
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ ports: [{ protocol: "TCP", port: PORT }] }],
      egress: [
        { ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })) },
        { ports: [{ protocol: "TCP", port: 443 }] },
        {
          to: ["169.254.169.254/32", "169.254.169.252/32"].map((cidr) => ({ ipBlock: { cidr } })),
          ports: [80, 8080, 987, 988].map((port) => ({ protocol: "TCP", port })),
        },
      ],
    },
  } satisfies NetworkPolicyArgs;
}
