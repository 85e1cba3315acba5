/** Each kind that the platform makes, from the first preview to its end, as the engine would ask for it. */
import assert from "node:assert/strict";
import type { NodeObject } from "../../../components/cluster/nodes";
import { kindOf } from "../../../emulator/kubernetes/kind";
import { metadataOf, pluck } from "../../../emulator/kubernetes/object";
import type { Properties } from "../../../emulator/model";
import { readKubeconfig } from "../../../sandbox/cluster/api";
import { installDefinitions } from "../../../sandbox/cluster/definitions";
import { type Driver, driverFor, startWorld, type World } from "./drive";

const resources = { cpu: "8", memory: "16Gi", "ephemeral-storage": "50Gi", pods: "50" };
const NODE: NodeObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "node-1", labels: { "kubernetes.io/hostname": "node-1", "kubernetes.io/os": "linux" } },
  spec: { providerID: "gce://test/zone/node-1", taints: [] },
  status: { capacity: resources, allocatable: resources },
};

const labels = { app: "support" };
const selector = { matchLabels: labels };
const object = (apiVersion: string, kind: string, spec: Properties, more: Properties = {}): Properties => ({
  ...{ apiVersion, kind, metadata: { name: `a-${kind.toLowerCase()}`, namespace: "default" }, spec },
  ...more,
});
const clusterWide = (apiVersion: string, kind: string, spec: Properties) =>
  object(apiVersion, kind, spec, { metadata: { name: `a-${kind.toLowerCase()}` } });
const container = {
  name: "agent",
  image: "example.com/support@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  resources: { requests: { cpu: "0.1", memory: "262144Ki" }, limits: { cpu: "500m", memory: "1024Mi" } },
  readinessProbe: { httpGet: { path: "/readyz", port: "http" } },
  ports: [{ name: "http", containerPort: 8000 }],
};
const pending = { metric: { name: "agno_pending_requests" }, target: { type: "AverageValue", averageValue: "30.0" } };
const cpu = { name: "cpu", container: "agent", target: { type: "Utilization", averageUtilization: 70 } };
const rule = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };
const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "a-role" };
const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "globex@acme.example" }];

/** Spelt as programs spell them; amounts in forms that the server does not keep. */
const OBJECTS: readonly Properties[] = [
  object("apps/v1", "Deployment", {
    selector,
    strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    template: { metadata: { labels }, spec: { containers: [container], terminationGracePeriodSeconds: 60 } },
  }),
  object("v1", "Service", { selector: labels, ports: [{ name: "http-agent", port: 8000, targetPort: "http" }] }),
  object("autoscaling/v2", "HorizontalPodAutoscaler", {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "a-deployment" },
    minReplicas: 1,
    maxReplicas: 3,
    metrics: [
      { type: "ContainerResource", containerResource: cpu },
      { type: "Pods", pods: pending },
      { type: "External", external: pending },
    ],
    behavior: { scaleUp: { policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] } },
  }),
  object("policy/v1", "PodDisruptionBudget", { maxUnavailable: "50%", selector }),
  object("networking.k8s.io/v1", "NetworkPolicy", {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 443 }] }],
  }),
  { ...object("rbac.authorization.k8s.io/v1", "Role", {}), spec: undefined, rules: [rule] },
  { ...object("rbac.authorization.k8s.io/v1", "RoleBinding", {}), spec: undefined, roleRef, subjects },
  { ...object("v1", "ServiceAccount", {}), spec: undefined, automountServiceAccountToken: false },
  clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
    },
    validations: [{ expression: "object.metadata.name != 'forbidden'", message: "not so" }],
  }),
  clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", {
    policyName: "a-validatingadmissionpolicy",
    validationActions: ["Deny"],
    matchResources: { namespaceSelector: { matchLabels: { platform: "agno-agents" } } },
  }),
  clusterWide("cloud.google.com/v1", "ComputeClass", {
    priorities: [{ nodepools: ["agno-agents-cpu-spot"] }, { nodepools: ["agno-agents-cpu"] }],
    autoscalingPolicy: { consolidationDelayMinutes: 10, consolidationThreshold: 50, gpuConsolidationThreshold: 50 },
  }),
  object("networking.gke.io/v1alpha1", "FQDNNetworkPolicy", {
    podSelector: {},
    egress: [{ matches: [{ name: "api.openai.com" }], ports: [{ protocol: "TCP", port: 443 }] }],
  }),
  object("monitoring.googleapis.com/v1", "PodMonitoring", {
    selector,
    endpoints: [{ port: "http", path: "/prometheus", interval: "15s" }],
  }),
  object("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", { provider: "gke", parameters: { secrets: "[]" } }),
  object("cert-manager.io/v1", "Certificate", {
    secretName: "tls",
    dnsNames: ["agents.acme.example"],
    issuerRef: { name: "a-issuer" },
  }),
  object("cert-manager.io/v1", "Issuer", { selfSigned: {} }),
  object("networking.istio.io/v1", "Gateway", {
    selector: { istio: "ingressgateway" },
    servers: [
      { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["a.example"], tls: { httpsRedirect: true } },
    ],
  }),
  object("networking.istio.io/v1", "VirtualService", {
    hosts: ["a.example"],
    gateways: ["default/a-gateway"],
    http: [
      {
        match: [{ headers: { canary: { exact: "true" } } }],
        route: [{ destination: { host: "a", subset: "canary" } }],
      },
      {
        route: [
          { destination: { host: "a", subset: "stable" }, weight: 90 },
          { destination: { host: "b" }, weight: 10 },
        ],
      },
    ],
  }),
  object("networking.istio.io/v1", "DestinationRule", {
    host: "a",
    trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" }, outlierDetection: { consecutiveGatewayErrors: 5 } },
    subsets: [{ name: "stable", labels: { version: "stable" } }],
  }),
  object("networking.istio.io/v1", "Sidecar", { egress: [{ hosts: ["./*"] }] }),
  object("security.istio.io/v1", "PeerAuthentication", { mtls: { mode: "STRICT" } }),
  object("security.istio.io/v1", "AuthorizationPolicy", {
    rules: [{ from: [{ source: { namespaces: ["default"] } }] }],
  }),
].map((properties) => Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)));

/** As programs spell it. */
const DEFINITION: Properties = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "agnoagents.example.com" },
  spec: {
    group: "example.com",
    scope: "Namespaced",
    names: { kind: "AgnoAgent", plural: "agnoagents", singular: "agnoagent", shortNames: ["aa"] },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" },
        },
        additionalPrinterColumns: [{ name: "Model", type: "string", jsonPath: ".spec.modelName" }],
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                required: ["modelName"],
                properties: {
                  modelName: { type: "string", minLength: 1, maxLength: 128 },
                  replicas: { type: "integer", minimum: 0, default: 2 },
                  cpu: {
                    anyOf: [{ type: "integer" }, { type: "string" }],
                    pattern: "^[0-9]+m?$",
                    x_kubernetes_int_or_string: true,
                  },
                  tools: {
                    type: "array",
                    maxItems: 8,
                    items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
                    x_kubernetes_list_type: "map",
                    x_kubernetes_list_map_keys: ["name"],
                  },
                },
                x_kubernetes_validations: [{ rule: "self.replicas <= 100", message: "100 at most" }],
              },
              status: { type: "object", x_kubernetes_preserve_unknown_fields: true },
            },
          },
        },
      },
    ],
  },
};

const typeOf = ({ apiVersion, kind }: Properties) =>
  `kubernetes:${String(apiVersion).replace(/^v1$/, "core/v1")}:${String(kind)}`;

describe("each kind of the platform, at a real API server", () => {
  let world: World;
  let driver: Driver;
  before(async function () {
    this.timeout(300_000);
    world = await startWorld("kinds", [NODE]);
    await installDefinitions(readKubeconfig(world.real.kubeconfig));
    driver = await driverFor({ kubeconfig: world.real.kubeconfig });
  });
  after(async () => {
    driver.provider.close();
    await world.stop();
  });

  for (const wanted of [...OBJECTS, DEFINITION]) {
    const type = typeOf(wanted);
    it(`makes ${String(wanted.kind)} of ${String(wanted.apiVersion)}, and then has nothing to change`, async () => {
      await driver.previewCreate(type, "one", wanted);
      const made = await driver.create(type, "one", wanted);
      assert.deepEqual((await driver.diff(made, wanted)).changed, []);
      const refreshed = await driver.refresh(made);
      assert.ok(refreshed !== undefined);
      assert.deepEqual(refreshed.inputs, made.inputs);
      assert.deepEqual((await driver.diff(refreshed, wanted)).changed, []);
      const metadata = { ...metadataOf(wanted), labels: { changed: "yes" } };
      const next = { ...wanted, metadata };
      const { changed, replaces } = await driver.diff(refreshed, next);
      assert.deepEqual([changed, replaces], [["metadata.labels"], []]);
      await driver.previewUpdate(refreshed, next);
      const updated = await driver.update(refreshed, next);
      assert.deepEqual((await driver.diff(updated, next)).changed, []);
      assert.deepEqual((await driver.refresh(updated))?.inputs, updated.inputs);
    });
  }

  it("makes an object of a kind whose definition comes in the same update, with the server's defaults", async () => {
    const metadata = { name: "late", namespace: "default" };
    const late: Properties = {
      apiVersion: "late.example.com/v1",
      kind: "AgnoAgent",
      metadata,
      spec: { modelName: "m" },
    };
    const definition = JSON.parse(
      JSON.stringify(DEFINITION).replaceAll("example.com", "late.example.com").replaceAll('"aa"', '"la"'),
    ) as Properties;
    const later = driver.create(typeOf(late), "late", late);
    await driver.create(typeOf(definition), "definition", definition);
    const made = await later;
    assert.equal(pluck(made.outputs, "spec", "replicas"), 2);
    assert.deepEqual((await driver.diff(made, late)).changed, []);
    const tooMany = { ...late, spec: { modelName: "m", replicas: 101 } };
    await assert.rejects(driver.previewUpdate(made, tooMany), /100 at most/);
  });

  it("leaves replicas to the autoscaler", async () => {
    const type = "kubernetes:apps/v1:Deployment";
    const wanted = OBJECTS.find(({ kind }) => kind === "Deployment")!;
    const scaled = { ...wanted, metadata: { ...metadataOf(wanted), name: "scaled" } };
    const made = await driver.create(type, "scaled", scaled);
    const name = { kind: kindOf(scaled)!, namespace: "default", name: "scaled" };
    const manner = { query: { fieldManager: "autoscaler" }, contentType: "application/merge-patch+json" };
    await world.direct.change(name, { method: "PATCH", body: { spec: { replicas: 3 } }, ...manner });
    const pod = { containers: [{ ...container, ports: [{ name: "http", containerPort: 8001 }] }] };
    const next = { ...scaled, spec: { selector, template: { metadata: { labels }, spec: pod } } };
    const updated = await driver.update(made, next);
    assert.equal(pluck(updated.outputs, "spec", "replicas"), 3);
    assert.equal(pluck(updated.outputs, "status", "readyReplicas"), 3);
  });

  it("takes all of it away", async () => {
    for (const wanted of [...OBJECTS].reverse()) {
      const { name = "", namespace } = metadataOf(wanted);
      const id = namespace === undefined ? name : `${namespace}/${name}`;
      const existing = { urn: "urn", type: typeOf(wanted), name: "one", id, inputs: wanted, outputs: wanted };
      await driver.provider.delete(existing);
      assert.equal(await driver.provider.read(existing), undefined, id);
    }
  });
});
