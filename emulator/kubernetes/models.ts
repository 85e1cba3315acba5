/** Kubernetes objects: what an API server takes and refuses of them, and what it adds. */
import { z } from "zod";
import { type ResourceModel, model, numberFor } from "../model";

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The name of what becomes a DNS label, such as a namespace (RFC 1123). */
const dnsLabel = z.string().regex(LABEL, "a DNS label: 1 to 63 small letters, digits and -");
/** The name of most other objects (RFC 1123). */
const dnsSubdomain = z.string().regex(SUBDOMAIN, "a DNS name: small letters, digits, - and .");

/** The key of a label or annotation: a name, perhaps with a domain before it. */
const qualifiedName = z.string().refine((key) => {
  const [name = "", domain, ...more] = key.split("/").reverse();
  const named = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(name);
  return named && (domain === undefined || SUBDOMAIN.test(domain)) && more.length === 0;
}, "a name of up to 63 letters, digits, - _ . and before a / a domain");

const labels = z.record(
  qualifiedName,
  z.string().regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, "up to 63 letters, digits, - _ . or nothing"),
);

/** Objects have names that are written down: `generateName` and names that Pulumi makes up are not taken. */
const clusterMetadata = <N extends z.ZodType>(name: N) =>
  z.strictObject({ name, labels: labels.optional(), annotations: z.record(qualifiedName, z.string()).optional() });

const POD_SECURITY = "pod-security.kubernetes.io/";
const STANDARD = /^(privileged|baseline|restricted)$/;
const VERSION = /^(latest|v1\.(0|[1-9]\d*))$/;

/** Admission knows these standards and versions; a namespace with others it refuses. */
const namespaceLabels = labels.refine(
  (all) =>
    Object.entries(all)
      .filter(([key]) => key.startsWith(POD_SECURITY))
      .every(([key, value]) => (key.endsWith("-version") ? VERSION : STANDARD).test(value)),
  "pod security is privileged, baseline or restricted, its version latest or such as v1.35",
);

/** What the server adds to any object. The same each time, as another cluster's name makes it another. */
function identified(cluster: string, kind: string, metadata: { readonly name: string; readonly namespace?: string }) {
  const uid = numberFor(JSON.stringify([cluster, kind, metadata.namespace ?? "", metadata.name]));
  return { ...metadata, uid: `00000000-0000-4000-8000-${uid}` };
}

const namespace = model({
  type: "kubernetes:core/v1:Namespace",
  inputs: z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Namespace"),
    metadata: clusterMetadata(dnsLabel).extend({ labels: namespaceLabels.optional() }),
  }),
  immutable: ["apiVersion", "kind"],
  answer: ({ kind, metadata }, { cluster = "" }) => ({
    id: metadata.name,
    outputs: {
      metadata: {
        ...identified(cluster, kind, metadata),
        labels: { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name },
      },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    },
  }),
});

/** Higher ones are Kubernetes' own. */
const HIGHEST_PRIORITY = 1_000_000_000;

const priorityClass = model({
  type: "kubernetes:scheduling.k8s.io/v1:PriorityClass",
  inputs: z.strictObject({
    apiVersion: z.literal("scheduling.k8s.io/v1"),
    kind: z.literal("PriorityClass"),
    metadata: clusterMetadata(
      dnsSubdomain.refine((name) => !name.startsWith("system-"), "names that begin with system- are Kubernetes' own"),
    ),
    value: z.int32().max(HIGHEST_PRIORITY),
    description: z.string().optional(),
    globalDefault: z.boolean().optional(),
    preemptionPolicy: z.enum(["PreemptLowerPriority", "Never"]).optional(),
  }),
  immutable: ["apiVersion", "kind", "value", "preemptionPolicy"],
  answer: ({ kind, metadata, preemptionPolicy = "PreemptLowerPriority" }, { cluster = "" }) => ({
    id: metadata.name,
    outputs: { metadata: identified(cluster, kind, metadata), preemptionPolicy },
  }),
});

/** A kind whose fields only a real API server judges; types, kubeconform and the end-to-end tests hold them. */
interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Whether its objects belong to no namespace. */
  readonly cluster?: true;
  /** Top-level inputs that cannot be changed. */
  readonly immutable?: readonly string[];
}

const KINDS: readonly Kind[] = [
  { apiVersion: "v1", kind: "ConfigMap" },
  { apiVersion: "v1", kind: "LimitRange" },
  { apiVersion: "v1", kind: "ResourceQuota" },
  { apiVersion: "v1", kind: "Service" },
  { apiVersion: "v1", kind: "ServiceAccount" },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicy", cluster: true },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicyBinding", cluster: true },
  { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", cluster: true },
  { apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", cluster: true },
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
  { apiVersion: "cert-manager.io/v1", kind: "Certificate" },
  { apiVersion: "cert-manager.io/v1", kind: "Issuer" },
  { apiVersion: "cloud.google.com/v1", kind: "ComputeClass", cluster: true },
  { apiVersion: "monitoring.googleapis.com/v1", kind: "PodMonitoring" },
  { apiVersion: "networking.gke.io/v1alpha1", kind: "FQDNNetworkPolicy" },
  { apiVersion: "networking.istio.io/v1", kind: "DestinationRule" },
  { apiVersion: "networking.istio.io/v1", kind: "Gateway" },
  { apiVersion: "networking.istio.io/v1", kind: "ServiceEntry" },
  { apiVersion: "networking.istio.io/v1", kind: "Sidecar" },
  { apiVersion: "networking.istio.io/v1", kind: "VirtualService" },
  { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
  { apiVersion: "policy/v1", kind: "PodDisruptionBudget" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", cluster: true },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", cluster: true, immutable: ["roleRef"] },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", immutable: ["roleRef"] },
  { apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass" },
  { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy" },
  { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication" },
];

function modelOf({ apiVersion, kind, cluster, immutable = [] }: Kind): ResourceModel {
  const metadata = clusterMetadata(dnsSubdomain);
  return model({
    type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
    inputs: z.looseObject({
      apiVersion: z.literal(apiVersion),
      kind: z.literal(kind),
      metadata: cluster ? metadata : metadata.extend({ namespace: dnsLabel }),
      ...Object.fromEntries(immutable.map((name) => [name, z.unknown()])),
    }),
    immutable: ["apiVersion", "kind", ...immutable],
    answer: (inputs, { cluster: where = "" }) => {
      const place = inputs.metadata as { readonly name: string; readonly namespace?: string };
      return {
        id: place.namespace === undefined ? place.name : `${place.namespace}/${place.name}`,
        outputs: { metadata: identified(where, kind, place) },
      };
    },
  });
}

export const KUBERNETES: readonly ResourceModel[] = [namespace, priorityClass, ...KINDS.map(modelOf)];
