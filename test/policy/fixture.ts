/** One valid stack, written by hand: a cluster with its pools, a tenant with an agent, and stores of data. */
import type { RegisteredResource } from "../../emulator/monitor";
import type { Properties } from "../../emulator/model";

export const STACK = "urn:pulumi:prod::agno-platform";
const GOOGLE = `${STACK}::pulumi:providers:gcp::google`;
const KUBERNETES = `${STACK}::pulumi:providers:kubernetes::europe-west4-kubernetes`;

/** A resource as the preview's monitor records it. */
export function resource(type: string, name: string, inputs: Properties): RegisteredResource {
  const isComponent = type.startsWith("agno:") || type === "pulumi:pulumi:Stack";
  const provider = type.startsWith("kubernetes:") ? KUBERNETES : GOOGLE;
  const made = !isComponent && !type.startsWith("pulumi:");
  return {
    ...{ urn: `${STACK}::${type}::${name}`, type, name, parent: "", custom: !isComponent, id: "", inputs },
    ...{
      provider: made ? `${provider}::id` : "",
      outputs: isComponent ? {} : inputs,
      dependencies: [],
      formerUrns: [],
      propertyDependencies: {},
    },
    options: { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] },
  };
}

/** A Kubernetes object; "apps/v1:Deployment". */
function object(type: string, name: string, rest: Properties, metadata: Properties = {}): RegisteredResource {
  const [version = "", kind = ""] = type.split(":");
  const apiVersion = version.replace("core/", "");
  const inputs = { apiVersion, kind, metadata: { name, namespace: "agno-tenant-globex", ...metadata }, ...rest };
  return resource(`kubernetes:${type}`, `${kind} ${name}`, inputs);
}

const DIGEST = `registry.example/agent@sha256:${"0".repeat(64)}`;
const KEY = "projects/acme/locations/europe-west4/keyRings/agno/cryptoKeys/agno";
const LABELS = { tenant: "globex", "cost-centre": "globex" };
const POD_LABELS = { app: "support", "tenant-id": "globex", "cost-centre": "globex" };
const NODE_CONFIG = {
  machineType: "n1-standard-4",
  serviceAccount: "agno-nodes@acme.iam.gserviceaccount.com",
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  workloadMetadataConfig: { mode: "GKE_METADATA" },
  metadata: { "disable-legacy-endpoints": "true" },
};
const POOL = {
  cluster: "agno-agents-europe-west4",
  location: "europe-west4",
  nodeLocations: ["europe-west4-a", "europe-west4-b"],
  management: { autoRepair: true, autoUpgrade: true },
  networkConfig: { enablePrivateNodes: true },
};
const SPOT = { key: "cloud.google.com/gke-spot", value: "true", effect: "NO_SCHEDULE" };
const GPU = { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" };

const GOOGLE_PARTS = [
  resource("pulumi:providers:gcp", "google", { project: "acme", defaultLabels: '{"environment":"prod"}' }),
  resource("gcp:container/cluster:Cluster", "cluster", {
    name: "agno-agents-europe-west4",
    location: "europe-west4",
    removeDefaultNodePool: true,
    deletionProtection: true,
    workloadIdentityConfig: { workloadPool: "acme.svc.id.goog" },
    enableShieldedNodes: true,
    releaseChannel: { channel: "REGULAR" },
    databaseEncryption: { state: "ENCRYPTED", keyName: KEY },
    datapathProvider: "ADVANCED_DATAPATH",
    binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
    privateClusterConfig: { enablePrivateNodes: true },
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } },
    masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] },
    enableLegacyAbac: false,
    enableKubernetesAlpha: false,
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
  }),
  resource("gcp:container/nodePool:NodePool", "cpu", {
    ...{ ...POOL, name: "agno-agents-cpu", autoscaling: { totalMaxNodeCount: 30 }, nodeConfig: NODE_CONFIG },
  }),
  resource("gcp:container/nodePool:NodePool", "cpu-spot", {
    ...{ ...POOL, name: "agno-agents-cpu-spot", autoscaling: { totalMaxNodeCount: 70 } },
    nodeConfig: {
      ...{ ...NODE_CONFIG, spot: true, taints: [SPOT] },
      kubeletConfig: { shutdownGracePeriodSeconds: 120, shutdownGracePeriodCriticalPodsSeconds: 15 },
    },
  }),
  resource("gcp:container/nodePool:NodePool", "gpu", {
    ...{ ...POOL, name: "agno-agents-gpu", autoscaling: { totalMaxNodeCount: 8 } },
    nodeConfig: { ...NODE_CONFIG, taints: [GPU], guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] },
  }),
  resource("gcp:compute/network:Network", "network", { name: "agno-vpc-europe-west4", autoCreateSubnetworks: false }),
  resource("gcp:compute/subnetwork:Subnetwork", "subnet", {
    ...{ name: "agno-nodes-europe-west4", purpose: "PRIVATE", privateIpGoogleAccess: true },
  }),
  resource("gcp:compute/firewall:Firewall", "firewall", {
    ...{ name: "agno-allow-health-checks", direction: "INGRESS", allows: [{ protocol: "tcp" }] },
    sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"],
  }),
  resource("gcp:compute/firewall:Firewall", "egress", {
    ...{ name: "agno-allow-egress-https", direction: "EGRESS", allows: [{ protocol: "tcp", ports: ["443"] }] },
    destinationRanges: ["0.0.0.0/0"],
  }),
  resource("gcp:serviceaccount/account:Account", "account", { accountId: "agno-nodes-eu-w4" }),
  resource("gcp:projects/iAMMember:IAMMember", "member", {
    ...{ project: "acme", role: "roles/monitoring.viewer", member: "group:sre@acme.example" },
  }),
  resource("gcp:projects/iAMBinding:IAMBinding", "binding", {
    ...{ project: "acme", role: "roles/logging.viewer", members: ["group:sre@acme.example"] },
  }),
  resource("gcp:storage/bucketIAMPolicy:BucketIAMPolicy", "policy", {
    bucket: "models",
    policyData: '{"bindings":[{"role":"roles/storage.objectViewer","members":["group:sre@acme.example"]}]}',
  }),
  resource("gcp:kms/cryptoKey:CryptoKey", "key", {
    name: "agno",
    purpose: "ENCRYPT_DECRYPT",
    rotationPeriod: "7776000s",
  }),
  resource("gcp:pubsub/topic:Topic", "topic", {
    ...{ name: "globex.support-queue", labels: LABELS },
    messageStoragePolicy: { allowedPersistenceRegions: ["europe-west4"] },
  }),
  resource("gcp:pubsub/subscription:Subscription", "subscription", { topic: "globex.support-queue", labels: LABELS }),
  resource("gcp:secretmanager/secret:Secret", "secret", {
    ...{ secretId: "globex_support", labels: LABELS },
    replication: { userManaged: { replicas: [{ location: "europe-west4" }] } },
  }),
  resource("gcp:storage/bucket:Bucket", "bucket", {
    ...{ name: "models", location: "EUROPE-WEST4", labels: LABELS, forceDestroy: false },
    ...{ uniformBucketLevelAccess: true, publicAccessPrevention: "enforced" },
    encryption: { defaultKmsKeyName: KEY },
  }),
  resource("gcp:sql/databaseInstance:DatabaseInstance", "database", {
    ...{ region: "europe-west4", deletionProtection: true, encryptionKeyName: KEY, labels: LABELS },
    settings: {
      ipConfiguration: { ipv4Enabled: false, privateNetwork: "agno-vpc-europe-west4", sslMode: "ENCRYPTED_ONLY" },
      backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true },
    },
  }),
  resource("gcp:gkebackup/backupPlan:BackupPlan", "backup", {
    ...{ location: "europe-west4", cluster: "agno-agents-europe-west4", deactivated: false },
    backupSchedule: { cronSchedule: "0 * * * *", paused: false },
    backupConfig: { encryptionKey: { gcpKmsEncryptionKey: KEY } },
  }),
];

const OWN = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "agno-tenant-globex" } } };
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"];
const HARD = {
  ...{ "requests.cpu": "4", "requests.memory": "8Gi", "limits.cpu": "8", "limits.memory": "16Gi" },
  ...{ "requests.ephemeral-storage": "10Gi", "requests.storage": "20Gi", "requests.nvidia.com/gpu": "0" },
  ...{ pods: "20", services: "8", secrets: "30", configmaps: "30", persistentvolumeclaims: "2" },
  ...{ "services.loadbalancers": "0", "services.nodeports": "0" },
};

const TENANT_PARTS = [
  resource("pulumi:providers:kubernetes", "europe-west4-kubernetes", { kubeconfig: "{}" }),
  resource("kubernetes:core/v1:Namespace", "namespace", {
    ...{ apiVersion: "v1", kind: "Namespace" },
    metadata: {
      name: "agno-tenant-globex",
      labels: {
        ...{ "tenant-id": "globex", "cost-centre": "globex", "istio-injection": "enabled" },
        "pod-security.kubernetes.io/enforce": "restricted",
      },
    },
  }),
  object("core/v1:ResourceQuota", "quota", { spec: { hard: HARD } }),
  object("core/v1:LimitRange", "limits", {
    spec: {
      limits: [
        {
          type: "Container",
          default: { cpu: "500m", memory: "1Gi" },
          defaultRequest: { cpu: "100m", memory: "128Mi" },
        },
      ],
    },
  }),
  object("networking.k8s.io/v1:NetworkPolicy", "deny-ingress", { spec: { podSelector: {}, policyTypes: ["Ingress"] } }),
  object("networking.k8s.io/v1:NetworkPolicy", "deny-egress", { spec: { podSelector: {}, policyTypes: ["Egress"] } }),
  object("networking.k8s.io/v1:NetworkPolicy", "allow", {
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [OWN] }],
      egress: [{ to: [OWN, { ipBlock: { cidr: "0.0.0.0/0", except: PRIVATE } }] }],
    },
  }),
  object("networking.gke.io/v1alpha1:FQDNNetworkPolicy", "model", {
    spec: { podSelector: {}, egress: [{ matches: [{ name: "api.openai.com" }], ports: [{ port: 443 }] }] },
  }),
  object("networking.istio.io/v1:ServiceEntry", "model-host", { spec: { hosts: ["api.openai.com"] } }),
  object("core/v1:ServiceAccount", "support", { automountServiceAccountToken: false }),
  object("core/v1:Service", "support", { spec: { type: "ClusterIP", ports: [{ port: 8000 }], externalIPs: [] } }),
  object("apps/v1:Deployment", "support", {
    spec: {
      selector: { matchLabels: { app: "support" } },
      template: {
        metadata: { labels: POD_LABELS, annotations: { "prometheus.io/scrape": "true" } },
        spec: {
          automountServiceAccountToken: false,
          hostNetwork: false,
          priorityClassName: "agno-normal",
          terminationGracePeriodSeconds: 105,
          tolerations: [{ key: "cloud.google.com/gke-spot", operator: "Equal", value: "true" }],
          securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              name: "agent",
              image: DIGEST,
              ports: [{ containerPort: 8000 }],
              securityContext: { allowPrivilegeEscalation: false, privileged: false, capabilities: { drop: ["ALL"] } },
              resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
            },
          ],
          volumes: [{ name: "tmp", emptyDir: {} }],
        },
      },
    },
  }),
  object("autoscaling/v2:HorizontalPodAutoscaler", "support-advanced-hpa", {
    spec: { minReplicas: 2, maxReplicas: 8, scaleTargetRef: { kind: "Deployment", name: "support" } },
  }),
  object("policy/v1:PodDisruptionBudget", "support", { spec: { minAvailable: 1 } }),
  object("rbac.authorization.k8s.io/v1:Role", "reader", {
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
  }),
  object("rbac.authorization.k8s.io/v1:RoleBinding", "reader", {
    roleRef: { kind: "Role", name: "reader" },
    subjects: [{ kind: "Group", name: "globex@acme.example" }],
  }),
  object("security.istio.io/v1:PeerAuthentication", "strict", { spec: { mtls: { mode: "STRICT" } } }),
  object("security.istio.io/v1:AuthorizationPolicy", "allow", {
    spec: { action: "ALLOW", rules: [{ from: [{ source: { namespaces: ["agno-tenant-globex"] } }] }] },
  }),
  object("networking.istio.io/v1:Sidecar", "egress", {
    spec: { egress: [{ hosts: ["./*", "istio-system/*"] }], outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } },
  }),
  object("networking.istio.io/v1:DestinationRule", "support", {
    spec: { host: "support.agno-tenant-globex.svc.cluster.local", trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } },
  }),
  object("networking.istio.io/v1:VirtualService", "support-canary", {
    spec: {
      hosts: ["agents.acme.example"],
      http: [
        {
          route: [
            { destination: { host: "support.agno-tenant-globex.svc.cluster.local", subset: "stable" }, weight: 90 },
            { destination: { host: "support.agno-tenant-globex.svc.cluster.local", subset: "canary" }, weight: 10 },
          ],
        },
      ],
    },
  }),
  object(
    "networking.istio.io/v1:Gateway",
    "agno-agents-gateway",
    {
      spec: {
        servers: [
          { port: { protocol: "HTTPS" }, hosts: ["agents.acme.example"], tls: { minProtocolVersion: "TLSV1_2" } },
          { port: { protocol: "HTTP" }, hosts: ["agents.acme.example"], tls: { httpsRedirect: true } },
        ],
      },
    },
    { namespace: "agno-system" },
  ),
  object(
    "networking.istio.io/v1:Gateway",
    "agno-agents-health",
    { spec: { servers: [{ port: { protocol: "HTTP" }, hosts: ["agents.acme.example"] }] } },
    { namespace: "agno-system" },
  ),
  object(
    "networking.istio.io/v1:VirtualService",
    "agno-agents-health",
    {
      spec: {
        hosts: ["agents.acme.example"],
        gateways: ["agno-system/agno-agents-health"],
        http: [{ directResponse: { status: 200 } }],
      },
    },
    { namespace: "agno-system" },
  ),
  object("core/v1:Service", "agno-agents-gateway", { spec: { type: "LoadBalancer" } }, { namespace: "agno-system" }),
];

/** What the program gives out of a budget. */
const BUDGET = {
  ...{ budget: "agno:budget.hourly", of: "environment", name: "prod", level: "ceiling", period: "hourly" },
  ...{ limit: 180, alertAt: 0.8, cost: 143.99, unpriced: [] },
};

/** The stack; every mutation breaks one thing of it. */
export const VALID: readonly RegisteredResource[] = [
  resource("pulumi:pulumi:Stack", "agno-platform-prod", { budgets: [BUDGET] }),
  ...GOOGLE_PARTS,
  ...TENANT_PARTS,
];
