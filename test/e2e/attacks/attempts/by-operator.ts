/**
 * What a controller makes when it does as a tenant tells it: it has the rights that the tenant has not. Here only
 * admission stands in the way.
 */
import { type Attempt, attempt } from "../attempt";
import {
  NAMESPACE,
  NOBODY,
  type PodPatch,
  claim,
  container,
  cronJob,
  destinationRule,
  httpRoute,
  inGroup,
  job,
  object,
  pod,
  secured,
  service,
  to,
  virtualService,
  workload,
} from "../objects";
import type { RefusedBy } from "../refusals";

const podWith = (title: string, by: RefusedBy, patch: PodPatch) =>
  attempt(title, "operator", by, ["POST", `${NAMESPACE}/pods`, pod(patch)]);
const deploymentWith = (title: string, by: RefusedBy, patch: PodPatch) =>
  attempt(title, "operator", by, ["POST", inGroup("apps/v1", "deployments"), workload("Deployment", patch)]);
const containerWith = (title: string, by: RefusedBy, patch: object) =>
  podWith(title, by, { spec: { containers: [container(patch)] } });
const securedWith = (title: string, patch: object) =>
  podWith(title, "pod security", { spec: { containers: [secured(patch)] } });

const POD_SECURITY: readonly Attempt[] = [
  securedWith("a privileged container", { privileged: true, allowPrivilegeEscalation: true }),
  securedWith("a container that may become root", { allowPrivilegeEscalation: true }),
  securedWith("a container that is root", { runAsNonRoot: false, runAsUser: 0 }),
  securedWith("a container with NET_ADMIN", { capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } }),
  securedWith("a container with all capabilities", { capabilities: {} }),
  securedWith("a container without seccomp", { seccompProfile: { type: "Unconfined" } }),
  podWith("a container that sees all of /proc", "pod security", {
    spec: { hostUsers: false, containers: [secured({ procMount: "Unmasked" })] },
  }),
  podWith("the node's disk", "pod security", { spec: { volumes: [{ name: "root", hostPath: { path: "/" } }] } }),
  podWith("the node's network", "pod security", { spec: { hostNetwork: true } }),
  podWith("the node's processes", "pod security", { spec: { hostPID: true } }),
  podWith("the node's shared memory", "pod security", { spec: { hostIPC: true } }),
  containerWith("a port of the node", "pod security", { ports: [{ containerPort: 8000, hostPort: 8000 }] }),
  podWith("a setting of the node's kernel", "pod security", {
    spec: { securityContext: { ...NOBODY, sysctls: [{ name: "kernel.msgmax", value: "65536" }] } },
  }),
  podWith("an NFS volume", "pod security", {
    spec: { volumes: [{ name: "n", nfs: { server: "10.0.0.1", path: "/" } }] },
  }),
];

const onNode = (term: object) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
});
const away = (kind: "podAffinity" | "podAntiAffinity", term: object) => ({
  affinity: {
    [kind]: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: "kubernetes.io/hostname", labelSelector: {}, ...term },
      ],
    },
  },
});

const PLACEMENT: readonly Attempt[] = [
  podWith("a node by its name", "agno-placement", { spec: { nodeName: "system-node" } }),
  deploymentWith("a node by its name, in a Deployment", "agno-placement", { spec: { nodeName: "system-node" } }),
  podWith("nodes of another kind", "agno-placement", { spec: { nodeSelector: { pool: "system" } } }),
  podWith("a label of the platform with a foreign value", "agno-placement", {
    spec: { nodeSelector: { "workload-type": "system" } },
  }),
  deploymentWith("nodes by their host name", "agno-placement", {
    spec: { nodeSelector: { "kubernetes.io/hostname": "system-node" } },
  }),
  podWith("nodes by affinity", "agno-placement", {
    spec: onNode({ matchExpressions: [{ key: "pool", operator: "In", values: ["system"] }] }),
  }),
  podWith("the cluster's own nodes, by affinity", "agno-placement", {
    spec: onNode({ matchExpressions: [{ key: "workload-type", operator: "In", values: ["system"] }] }),
  }),
  podWith("all nodes but the platform's", "agno-placement", {
    spec: onNode({ matchExpressions: [{ key: "workload-type", operator: "DoesNotExist" }] }),
  }),
  podWith("nodes by the field of their name", "agno-placement", {
    spec: onNode({ matchFields: [{ key: "metadata.name", operator: "In", values: ["system-node"] }] }),
  }),
  podWith("nodes by preference", "agno-placement", {
    spec: {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: "pool", operator: "Exists" }] } },
          ],
        },
      },
    },
  }),
  podWith("every taint tolerated", "agno-placement", { spec: { tolerations: [{ operator: "Exists" }] } }),
  deploymentWith("a foreign taint tolerated", "agno-placement", {
    spec: { tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] },
  }),
  attempt("a pod on every node", "operator", "agno-placement", [
    "POST",
    inGroup("apps/v1", "daemonsets"),
    workload("DaemonSet", { spec: { tolerations: [{ operator: "Exists", effect: "NoSchedule" }] } }),
  ]),
  podWith("another tenant's pods kept away", "agno-placement", {
    spec: away("podAntiAffinity", { namespaces: ["agno-tenant-initech"] }),
  }),
  podWith("a place beside another tenant's pods", "agno-placement", {
    spec: away("podAffinity", { namespaceSelector: {} }),
  }),
  podWith("another runtime", "agno-placement", { spec: { runtimeClassName: "unsafe" } }),
];

const PRIORITY: readonly Attempt[] = [
  podWith("above the tenant's ceiling", "agno-priority", { spec: { priorityClassName: "agno-critical" } }),
  podWith("above all", "agno-priority", { spec: { priorityClassName: "system-cluster-critical" } }),
  deploymentWith("above the nodes' own parts", "agno-priority", {
    spec: { priorityClassName: "system-node-critical" },
  }),
  attempt("above the ceiling, every night", "operator", "agno-priority", [
    "POST",
    inGroup("batch/v1", "cronjobs"),
    cronJob({ spec: { priorityClassName: "agno-critical" } }),
  ]),
];

const annotated = (title: string, annotations: object) => podWith(title, "agno-sidecar", { annotations });

const SIDECAR: readonly Attempt[] = [
  podWith("no sidecar, by label", "agno-sidecar", { labels: { "sidecar.istio.io/inject": "false" } }),
  annotated("no sidecar, by annotation", { "sidecar.istio.io/inject": "false" }),
  deploymentWith("no sidecar, in a Deployment", "agno-sidecar", { labels: { "sidecar.istio.io/inject": "false" } }),
  podWith("another mesh's sidecar", "agno-sidecar", { labels: { "istio.io/rev": "mine" } }),
  podWith("out of the mesh as ambient", "agno-sidecar", { labels: { "istio.io/dataplane-mode": "none" } }),
  podWith("plain text to others", "agno-sidecar", { labels: { "security.istio.io/tlsMode": "disabled" } }),
  annotated("ports past the sidecar, outwards", { "traffic.sidecar.istio.io/excludeOutboundPorts": "443" }),
  annotated("addresses past the sidecar", { "traffic.sidecar.istio.io/excludeOutboundIPRanges": "0.0.0.0/0" }),
  annotated("only some addresses through the sidecar", {
    "traffic.sidecar.istio.io/includeOutboundIPRanges": "10.0.0.0/8",
  }),
  annotated("ports past the sidecar, inwards", { "traffic.sidecar.istio.io/excludeInboundPorts": "8000" }),
  annotated("no port through the sidecar", { "traffic.sidecar.istio.io/includeInboundPorts": "" }),
  annotated("no capture", { "sidecar.istio.io/interceptionMode": "NONE" }),
  annotated("another image of the sidecar", { "sidecar.istio.io/proxyImage": "evil.example/proxy" }),
  annotated("another bootstrap", { "sidecar.istio.io/bootstrapOverride": "mine" }),
  annotated("another control plane", { "proxy.istio.io/config": '{"discoveryAddress":"evil.example:15012"}' }),
  annotated("another template", { "inject.istio.io/templates": "mine" }),
  annotated("a larger sidecar", { "sidecar.istio.io/proxyCPULimit": "16" }),
  annotated("the node's files in the sidecar", { "sidecar.istio.io/userVolume": '{"v":{"hostPath":{"path":"/"}}}' }),
  podWith("the gateway's part", "agno-sidecar", { labels: { istio: "ingressgateway" } }),
  containerWith("past the sidecar as its user", "agno-sidecar", { ...secured({ runAsUser: 1337 }) }),
  containerWith("past the sidecar as its group", "agno-sidecar", { ...secured({ runAsGroup: 1337 }) }),
  deploymentWith("past the sidecar as whoever the image says", "agno-sidecar", { spec: { securityContext: {} } }),
  podWith("the sidecar's processes", "agno-sidecar", { spec: { shareProcessNamespace: true } }),
  annotated("a second network", { "k8s.v1.cni.cncf.io/networks": "host" }),
  deploymentWith("a sidecar that says it is there", "agno-sidecar", {
    annotations: { "sidecar.istio.io/status": "{}" },
  }),
  deploymentWith("a container that looks like the sidecar", "agno-sidecar", {
    spec: { containers: [container(), container({ name: "istio-proxy" })] },
  }),
  podWith("a sidecar of its own", "agno-sidecar", {
    spec: { containers: [container(), container({ name: "istio-proxy" })] },
  }),
];

/** All that a quota counts, so that the limits' defaults are not needed. */
const needs = (amounts: object) => ({ limits: { "ephemeral-storage": "1Gi", ...amounts } });

const OTHERS: readonly Attempt[] = [
  containerWith("an image by its tag", "agno-images", { image: "registry.example/agent:latest" }),
  deploymentWith("an image by its tag, in a Deployment", "agno-images", {
    spec: { containers: [container({ image: "registry.example/agent" })] },
  }),
  podWith("an image by its tag, before the start", "agno-images", {
    spec: { initContainers: [container({ name: "init", image: "registry.example/agent:1" })] },
  }),
  attempt("an image by its tag, in a job", "operator", "agno-images", [
    "POST",
    inGroup("batch/v1", "jobs"),
    job({ spec: { containers: [container({ image: "registry.example/agent:1" })] } }),
  ]),
  podWith("a token for the API server", "agno-pod-tokens", { spec: { automountServiceAccountToken: true } }),
  deploymentWith("a token for the API server, in a Deployment", "agno-pod-tokens", {
    spec: { automountServiceAccountToken: true },
  }),
  podWith("a token as a volume", "agno-pod-tokens", {
    spec: { volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }] },
  }),
  podWith("a volume of an unknown driver", "agno-volume-drivers", {
    spec: { volumes: [{ name: "v", csi: { driver: "evil.example" } }] },
  }),
  attempt("a volume that is there already", "operator", "agno-claims", [
    "POST",
    `${NAMESPACE}/persistentvolumeclaims`,
    claim({ volumeName: "initech-disk" }),
  ]),
  attempt("a volume by its labels", "operator", "agno-claims", [
    "POST",
    `${NAMESPACE}/persistentvolumeclaims`,
    claim({ selector: { matchLabels: { tenant: "initech" } } }),
  ]),
  containerWith("a container above the limit", "limits", { resources: needs({ cpu: "4", memory: "1Gi" }) }),
  containerWith("memory above the limit", "limits", { resources: needs({ cpu: "1", memory: "8Gi" }) }),
  containerWith("a GPU that is not granted", "quota", { resources: { limits: { "nvidia.com/gpu": "1" } } }),
  containerWith("all local disk of a node", "quota", { resources: { limits: { "ephemeral-storage": "1Ti" } } }),
  attempt("a disk above the limit", "operator", "limits", [
    "POST",
    `${NAMESPACE}/persistentvolumeclaims`,
    claim({ resources: { requests: { storage: "101Gi" } } }),
  ]),
];

const services = (title: string, spec: object, annotations?: object) =>
  attempt(title, "operator", "agno-services", ["POST", `${NAMESPACE}/services`, service(spec, annotations)]);

const ENTRANCES: readonly Attempt[] = [
  services("a port on every node", { type: "NodePort" }),
  services("a load balancer", { type: "LoadBalancer" }),
  services("another tenant's service by name", {
    type: "ExternalName",
    externalName: "support.agno-tenant-initech.svc.cluster.local",
  }),
  services("an address of somebody else", { externalIPs: ["8.8.8.8"] }),
  services("a group for Google's load balancers", {}, { "cloud.google.com/neg": '{"exposed_ports":{"8000":{}}}' }),
  attempt("an ingress", "operator", "agno-entrances", [
    "POST",
    inGroup("networking.k8s.io/v1", "ingresses"),
    object("networking.k8s.io/v1", "Ingress", {
      spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } },
    }),
  ]),
];

const routes = (title: string, spec: object) =>
  attempt(title, "operator", "agno-routes", [
    "POST",
    inGroup("networking.istio.io/v1", "virtualservices"),
    virtualService(spec),
  ]);
const initech = "support.agno-tenant-initech.svc.cluster.local";
const own = { hosts: ["support"], gateways: ["mesh"] };
const rules = (title: string, spec: object) =>
  attempt(title, "operator", "agno-traffic-policies", [
    "POST",
    inGroup("networking.istio.io/v1", "destinationrules"),
    destinationRule(spec),
  ]);

const ROUTES: readonly Attempt[] = [
  routes("another tenant's path", { http: [httpRoute({ match: [{ uri: { prefix: "/initech/support/" } }] })] }),
  routes("a path that only begins alike", { http: [httpRoute({ match: [{ uri: { prefix: "/globex" } }] })] }),
  routes("every path", { http: [httpRoute({ match: undefined })] }),
  routes("every path by a second match", {
    http: [httpRoute({ match: [{ uri: { prefix: "/globex/" } }, { headers: { host: { exact: "x" } } }] })],
  }),
  routes("paths by an expression", { http: [httpRoute({ match: [{ uri: { regex: "/.*" } }] })] }),
  routes("everything as plain TCP", { http: undefined, tcp: [to("support")] }),
  routes("a gateway of its own", { gateways: ["agno-tenant-globex/mine"] }),
  routes("a gateway elsewhere", { gateways: ["istio-system/ingress"] }),
  routes("every host", { hosts: ["*"] }),
  routes("another host at the gateway", { hosts: ["www.acme.example"] }),
  routes("another tenant's host at the gateway", { hosts: ["initech.agents.acme.example"] }),
  routes("the gateway that answers probers", { gateways: ["agno-system/agno-agents-health"] }),
  routes("another tenant's host in the mesh", { ...own, hosts: [initech], http: [to("support")] }),
  routes("a route into another tenant", { http: [httpRoute({ route: [{ destination: { host: initech } }] })] }),
  routes("a copy of everything to another tenant", { http: [httpRoute({ mirror: { host: initech } })] }),
  routes("copies to another tenant", { http: [httpRoute({ mirrors: [{ destination: { host: initech } }] })] }),
  routes("a TCP route into another tenant", { ...own, http: undefined, tcp: [to(initech)] }),
  routes("a route that another namespace decides", {
    http: [
      { match: [{ uri: { prefix: "/globex/" } }], delegate: { name: "support", namespace: "agno-tenant-initech" } },
    ],
  }),
  rules("another tenant's traffic", { host: initech }),
  rules("all traffic", { host: "*.svc.cluster.local" }),
  rules("plain text in the mesh", { trafficPolicy: { tls: { mode: "DISABLE" } } }),
  rules("plain text on one port", {
    trafficPolicy: { portLevelSettings: [{ port: { number: 8000 }, tls: { mode: "DISABLE" } }] },
  }),
  rules("plain text to a subset", { subsets: [{ name: "s", trafficPolicy: { tls: { mode: "SIMPLE" } } }] }),
];

export const BY_OPERATOR: readonly Attempt[] = [
  ...POD_SECURITY,
  ...PLACEMENT,
  ...PRIORITY,
  ...SIDECAR,
  ...OTHERS,
  ...ENTRANCES,
  ...ROUTES,
];
