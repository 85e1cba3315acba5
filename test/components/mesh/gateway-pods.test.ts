import assert from "node:assert/strict";
import {
  gatewayAccountOf,
  gatewayNetworkPolicyOf,
  gatewayRoleBindingOf,
  gatewayRoleOf,
} from "../../../components/mesh/gateway-access";
import {
  gatewayAutoscalerOf,
  gatewayDeploymentOf,
  gatewayDisruptionBudgetOf,
  gatewayServiceOf,
} from "../../../components/mesh/gateway-pods";

const PODS = { istio: "ingressgateway", app: "agno-agents-gateway" };

describe("the gateway's pods", () => {
  const { spec } = gatewayDeploymentOf();
  const pod = spec.template.spec;

  it("are found by Gateway, Service, budget and network policy alike", () => {
    const { labels } = spec.template.metadata;
    for (const selector of [
      spec.selector.matchLabels,
      gatewayServiceOf("agno-gateway-us-central1").spec.selector,
      gatewayDisruptionBudgetOf().spec.selector.matchLabels,
      gatewayNetworkPolicyOf().spec.podSelector.matchLabels,
    ]) {
      assert.deepEqual(selector, PODS);
      assert.deepEqual({ ...labels, ...selector }, labels);
    }
  });

  it("are what injection makes of them", () => {
    assert.equal(spec.template.metadata.labels["sidecar.istio.io/inject"], "true");
    assert.equal(spec.template.metadata.annotations["inject.istio.io/templates"], "gateway");
    assert.deepEqual(
      pod.containers.map(({ name, image }) => [name, image]),
      [["istio-proxy", "auto"]],
    );
  });

  it("let requests under way finish before they go", () => {
    assert.deepEqual(JSON.parse(spec.template.metadata.annotations["proxy.istio.io/config"]), {
      terminationDrainDuration: "105s",
    });
    assert.equal(pod.terminationGracePeriodSeconds, 120);
  });

  it("are held to the strictest standard, with ports that need no privilege", () => {
    assert.deepEqual(pod.securityContext, {
      runAsNonRoot: true,
      runAsUser: 1337,
      seccompProfile: { type: "RuntimeDefault" },
    });
    for (const { securityContext, ports } of pod.containers) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      assert.deepEqual(ports, [
        { name: "https", containerPort: 8443 },
        { name: "http", containerPort: 8080 },
        { name: "health", containerPort: 8081 },
      ]);
    }
  });

  it("are reached at 443 and 80: from outside at Google, where probers have a third, elsewhere within the cluster", () => {
    const { type, loadBalancerClass, externalTrafficPolicy, ports } = gatewayServiceOf("google").spec as Readonly<
      Record<string, unknown>
    >;
    assert.deepEqual(
      [type, loadBalancerClass, externalTrafficPolicy],
      ["LoadBalancer", "networking.gke.io/l4-regional-external", "Local"],
    );
    assert.deepEqual(ports, [
      { name: "https", port: 443, targetPort: 8443 },
      { name: "http", port: 80, targetPort: 8080 },
      { name: "health", port: 8081, targetPort: 8081 },
    ]);
    const elsewhere = gatewayServiceOf().spec;
    assert.deepEqual(elsewhere, { type: "ClusterIP", selector: PODS, ports: (ports as unknown[]).slice(0, 2) });
  });

  it("are two at least, ten at most, of which one at a time may be taken away", () => {
    const { minReplicas, maxReplicas, scaleTargetRef } = gatewayAutoscalerOf().spec;
    assert.deepEqual([minReplicas, maxReplicas, scaleTargetRef.name], [2, 10, "agno-agents-gateway"]);
    assert.deepEqual(gatewayDisruptionBudgetOf().spec, {
      maxUnavailable: 1,
      selector: { matchLabels: PODS },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("are an account that may read the Secrets of its namespace, and nothing else", () => {
    assert.equal(pod.serviceAccountName, gatewayAccountOf().metadata.name);
    assert.deepEqual(gatewayRoleOf().rules, [
      { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] },
    ]);
    const { roleRef, subjects } = gatewayRoleBindingOf();
    assert.deepEqual(roleRef, { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "agno-agents-gateway" });
    assert.deepEqual(subjects, [{ kind: "ServiceAccount", namespace: "agno-system", name: "agno-agents-gateway" }]);
  });

  it("reach agents, istiod and name servers only", () => {
    const { ingress, egress } = gatewayNetworkPolicyOf().spec;
    assert.deepEqual(
      ingress.map(({ ports }) => ports.map(({ port }) => port)),
      [[8443, 8080, 8081, 15_020, 15_021]],
    );
    assert.deepEqual(
      egress.map(({ to, ports }) => [to, ports.map(({ port }) => port)]),
      [
        [[{ namespaceSelector: { matchLabels: { platform: "agno-agents" } } }], [8000]],
        [
          [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-system" } },
              podSelector: { matchLabels: { app: "istiod" } },
            },
          ],
          [15_012],
        ],
        [
          [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
            { ipBlock: { cidr: "169.254.20.10/32" } },
          ],
          [53, 53],
        ],
      ],
    );
  });
});
