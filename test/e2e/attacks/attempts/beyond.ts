/** A tenant's people beyond their namespace: at another tenant's, at the platform's, at the cluster's own. */
import { type Attempt, attempt } from "../attempt";
import { OTHER, agnoAgent, inGroup, object, tokenRequest, virtualService } from "../objects";
import type { Person } from "../people";

const by =
  (who: Person) =>
  (title: string, ...request: Parameters<typeof attempt>[3]) =>
    attempt(title, who, "rights", request);
const [admin, developer, viewer] = [by("globex admin"), by("globex developer"), by("globex viewer")];
const [colleague, agent] = [by("colleague"), by("globex agent")];
const other = (group: string, resource: string) => inGroup(group, resource, "initech");

const TENANT: readonly Attempt[] = [
  admin("another tenant's secrets", "GET", `${OTHER}/secrets`),
  admin("another tenant's secret by its name", "GET", `${OTHER}/secrets/model-key`),
  developer("another tenant's settings", "GET", `${OTHER}/configmaps`),
  viewer("another tenant's pods", "GET", `${OTHER}/pods`),
  viewer("another tenant's logs", "GET", `${OTHER}/pods/target/log`),
  viewer("another tenant's events", "GET", `${OTHER}/events`),
  viewer("another tenant's quota", "GET", `${OTHER}/resourcequotas`),
  viewer("another tenant's agents", "GET", other("ai.company.com/v1", "agnoagents")),
  developer("an agent with another tenant", "POST", other("ai.company.com/v1", "agnoagents"), agnoAgent()),
  developer("another tenant without its agent", "DELETE", `${other("ai.company.com/v1", "agnoagents")}/support`),
  developer(
    "another tenant's agent scaled down",
    "PATCH",
    `${other("ai.company.com/v1", "agnoagents")}/support/scale`,
    {
      spec: { replicas: 2 },
    },
  ),
  admin("a token of another tenant's account", "POST", `${OTHER}/serviceaccounts/default/token`, tokenRequest()),
  admin("a shell in another tenant's agent", "POST", `${OTHER}/pods/target/exec?command=sh&stdout=true`),
  admin("another tenant's pod deleted", "DELETE", `${OTHER}/pods/target`),
  admin("a smaller quota for another tenant", "PATCH", `${OTHER}/resourcequotas/tenant-initech-quota`, {
    spec: { hard: { pods: "0" } },
  }),
  admin("another tenant's routes", "POST", other("networking.istio.io/v1", "virtualservices"), virtualService()),
  admin("another tenant's network opened", "POST", other("networking.k8s.io/v1", "networkpolicies"), {
    ...object("networking.k8s.io/v1", "NetworkPolicy", { spec: { podSelector: {}, ingress: [{}] } }),
  }),
  agent("another tenant's secret, by an agent", "GET", `${OTHER}/secrets/model-key`),
  attempt("the first tenant's secret, by the second's admin", "initech admin", "rights", [
    "GET",
    "/api/v1/namespaces/agno-tenant-globex/secrets/model-key",
  ]),
  attempt("the first tenant's agents, by the second's viewer", "initech viewer", "rights", [
    "GET",
    inGroup("ai.company.com/v1", "agnoagents"),
  ]),
  attempt("the first tenant without its agent, by the second's developer", "initech developer", "rights", [
    "DELETE",
    `${inGroup("ai.company.com/v1", "agnoagents")}/support`,
  ]),
  colleague("a tenant's pods, by a colleague", "GET", `${OTHER}/pods`),
  colleague("a tenant's secrets, by a colleague", "GET", `${OTHER}/secrets`),
];

const PLATFORM: readonly Attempt[] = [
  admin("the gateway's key", "GET", "/api/v1/namespaces/agno-system/secrets"),
  admin("the platform's pods", "GET", "/api/v1/namespaces/agno-system/pods"),
  admin("an agent in the platform's namespace", "POST", "/api/v1/namespaces/agno-system/pods", {
    ...object("v1", "Pod", { spec: { containers: [{ name: "agent", image: "agent" }] } }),
  }),
  admin("a gateway of its own", "POST", "/apis/networking.istio.io/v1/namespaces/agno-system/gateways", {
    ...object("networking.istio.io/v1", "Gateway", { spec: { selector: { istio: "ingressgateway" } } }),
  }),
  admin(
    "the operator's token",
    "POST",
    "/api/v1/namespaces/agno-system/serviceaccounts/agno-operator/token",
    tokenRequest(),
  ),
  admin("a policy less", "DELETE", "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/agno-services"),
  admin(
    "a policy without effect",
    "PATCH",
    "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/agno-services",
    { spec: { validationActions: ["Audit"] } },
  ),
];

const labels = (patch: object) => ({ metadata: { labels: patch } });
const namespace = "/api/v1/namespaces/agno-tenant-globex";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** To be an admin of initech, signed with a key that was thrown away. */
const REQUEST = [
  "-----BEGIN CERTIFICATE REQUEST-----",
  "MIIBBzCBrQIBADBLMSMwIQYDVQQDDBppbml0ZWNoLWFkbWluQGFjbWUuZXhhbXBs",
  "ZTEkMCIGA1UECgwbaW5pdGVjaC1hZG1pbnNAYWNtZS5leGFtcGxlMFkwEwYHKoZI",
  "zj0CAQYIKoZIzj0DAQcDQgAE6MAYwQ9jOv9lZ8VkKRGQ9cfCzBMI8HSSyHhVD3RD",
  "764OGOovapOqi7EUweyD8oxPZF04Bc70pHDqbRcIfAWvsqAAMAoGCCqGSM49BAMC",
  "A0kAMEYCIQD9dAFhm2nrIywV9UU7V5lsMUUELT/Ke2pMT5Co7vriPwIhAO1sUbdE",
  "LuFlEjIQUOmzLt8p0XqQ4cl9+i95m3w+COkR",
  "-----END CERTIFICATE REQUEST-----",
];

const CERTIFICATE_REQUEST = {
  request: Buffer.from(`${REQUEST.join("\n")}\n`).toString("base64"),
  signerName: "kubernetes.io/kube-apiserver-client",
  usages: ["client auth"],
};

const CLUSTER: readonly Attempt[] = [
  admin("no pod security", "PATCH", namespace, labels({ "pod-security.kubernetes.io/enforce": "privileged" })),
  admin("a namespace that no policy knows", "PATCH", namespace, labels({ platform: null })),
  developer("a higher priority", "PATCH", namespace, labels({ "agno-max-priority": "agno-critical" })),
  viewer("out of the mesh", "PATCH", namespace, labels({ "istio-injection": null })),
  admin("another tenant's label", "PATCH", namespace, labels({ "tenant-id": "initech" })),
  admin("labels by way of the status", "PATCH", `${namespace}/status`, labels({ platform: null })),
  admin("a node selector for all pods", "PATCH", namespace, {
    metadata: { annotations: { "scheduler.alpha.kubernetes.io/node-selector": "pool=system" } },
  }),
  admin("no namespace", "DELETE", namespace),
  admin("a namespace of its own", "POST", "/api/v1/namespaces", object("v1", "Namespace", {})),
  viewer("all namespaces", "GET", "/api/v1/namespaces"),
  admin("all secrets", "GET", "/api/v1/secrets"),
  admin("secrets of the cluster's own parts", "GET", "/api/v1/namespaces/kube-system/secrets"),
  viewer("all nodes", "GET", "/api/v1/nodes"),
  admin("a node's label", "PATCH", "/api/v1/nodes/node", labels({ "workload-type": "mine" })),
  admin("the kubelet by the API server", "GET", "/api/v1/nodes/node/proxy/pods"),
  admin("a node of its own", "POST", "/api/v1/nodes", object("v1", "Node", {})),
  admin("a volume on a node's disk", "POST", "/api/v1/persistentvolumes", {
    ...object("v1", "PersistentVolume", {
      spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/" } },
    }),
  }),
  admin("a higher priority class", "POST", "/apis/scheduling.k8s.io/v1/priorityclasses", {
    ...object("scheduling.k8s.io/v1", "PriorityClass", { value: 1_000_000 }),
  }),
  admin("a class of storage", "POST", "/apis/storage.k8s.io/v1/storageclasses", {
    ...object("storage.k8s.io/v1", "StorageClass", { provisioner: "evil.example" }),
  }),
  admin("a certificate of another tenant's admin", "POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests", {
    ...object("certificates.k8s.io/v1", "CertificateSigningRequest", { spec: CERTIFICATE_REQUEST }),
  }),
  admin(
    "its own certificate approved",
    "PATCH",
    "/apis/certificates.k8s.io/v1/certificatesigningrequests/globex-admin-at-acme.example/approval",
    { status: { conditions: [{ type: "Approved", status: "True", reason: "Mine" }] } },
  ),
  admin("every request of the cluster by a webhook", "POST", `${ADMISSION}/mutatingwebhookconfigurations`, {
    ...object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", { webhooks: [] }),
  }),
  admin("a webhook that refuses others", "POST", `${ADMISSION}/validatingwebhookconfigurations`, {
    ...object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", { webhooks: [] }),
  }),
  admin(
    "another definition of agents",
    "PATCH",
    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/agnoagents.ai.company.com",
    labels({ mine: "true" }),
  ),
  admin("a definition of its own", "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    ...object(
      "apiextensions.k8s.io/v1",
      "CustomResourceDefinition",
      {
        spec: {
          group: "evil.example",
          scope: "Namespaced",
          names: { kind: "Evil", plural: "evils" },
          versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
        },
      },
      { name: "evils.evil.example" },
    ),
  }),
  admin("a part of the API answered by itself", "POST", "/apis/apiregistration.k8s.io/v1/apiservices", {
    ...object(
      "apiregistration.k8s.io/v1",
      "APIService",
      { spec: { group: "evil.example", version: "v1", groupPriorityMinimum: 1, versionPriority: 1 } },
      { name: "v1.evil.example" },
    ),
  }),
  admin("the scheduler's seat", "PATCH", "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/target", {
    spec: { holderIdentity: "mine" },
  }),
  admin("the API server's own figures", "GET", "/metrics"),
  agent("all namespaces, by an agent", "GET", "/api/v1/namespaces"),
  attempt("a tenant's pods, by nobody", "anonymous", "rights", ["GET", `${OTHER}/pods`]),
  attempt("all secrets, by nobody", "anonymous", "rights", ["GET", "/api/v1/secrets"]),
];

export const BEYOND: readonly Attempt[] = [...TENANT, ...PLATFORM, ...CLUSTER];
