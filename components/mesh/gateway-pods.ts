/** The pods of the gateway: an Envoy that Istio's injection puts into them. */
import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1";
import type { HorizontalPodAutoscalerArgs } from "@pulumi/kubernetes/autoscaling/v2";
import type { ServiceArgs } from "@pulumi/kubernetes/core/v1";
import type { PodDisruptionBudgetArgs } from "@pulumi/kubernetes/policy/v1";
import type { Input } from "@pulumi/pulumi";
import { priorityClassOf } from "../platform/priorities";
import { GATEWAY, GATEWAY_PODS } from "./gateway";

/** Where its Envoy listens for what comes in at 443 and 80, and for probers: ports that need no privilege. */
export const GATEWAY_PORTS = { https: 8443, http: 8080, health: 8081 } as const;

/**
 * Two at least, in two zones where there are two. An agent's connection pool is of each gateway pod, so their number
 * also bounds what an agent is asked at once: 100 connections and 50 waiting requests each.
 */
const REPLICAS = { min: 2, max: 10 } as const;

/** Seconds that requests under way have when a gateway pod goes, as an agent's own have (components/agent/drain.ts). */
const DRAIN = 105;

/** Requests and limits of Istio's own gateway chart; it says nothing of the disk, which holds certificates and logs. */
const RESOURCES = {
  requests: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "256Mi" },
  limits: { cpu: "2", memory: "1Gi", "ephemeral-storage": "1Gi" },
} as const;

export function gatewayDeploymentOf() {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { ...GATEWAY, labels: GATEWAY_PODS },
    spec: {
      selector: { matchLabels: GATEWAY_PODS },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
      template: {
        metadata: {
          labels: { ...GATEWAY_PODS, "sidecar.istio.io/inject": "true" },
          annotations: {
            "inject.istio.io/templates": "gateway",
            // JSON is YAML, which injection reads. Istio's own 5 s would cut every longer answer.
            "proxy.istio.io/config": JSON.stringify({ terminationDrainDuration: `${DRAIN}s` }),
          },
        },
        spec: podSpecOf(),
      },
    },
  } satisfies DeploymentArgs;
}

function podSpecOf() {
  return {
    serviceAccountName: GATEWAY.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Without it nobody reaches any agent.
    priorityClassName: priorityClassOf("critical"),
    terminationGracePeriodSeconds: DRAIN + 15,
    // 1337 is the user that injection gives its proxy.
    securityContext: { runAsNonRoot: true, runAsUser: 1337, seccompProfile: { type: "RuntimeDefault" } },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: GATEWAY_PODS },
      },
    ],
    containers: [
      {
        // Injection puts its image here, and all that the proxy needs.
        name: "istio-proxy",
        image: "auto",
        ports: Object.entries(GATEWAY_PORTS).map(([name, containerPort]) => ({ name, containerPort })),
        resources: RESOURCES,
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    ],
  };
}

/**
 * At Google it has an address outside; elsewhere whoever owns the cluster leads there what should come in.
 *
 * @param address The name of its reserved address at Google.
 */
export function gatewayServiceOf(address?: Input<string>) {
  const outside = {
    type: "LoadBalancer",
    loadBalancerClass: "networking.gke.io/l4-regional-external",
    // Straight to the nodes that have a pod, with the caller's own address.
    externalTrafficPolicy: "Local",
  };
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      ...{ ...GATEWAY, labels: GATEWAY_PODS },
      ...(address !== undefined && { annotations: { "networking.gke.io/load-balancer-ip-addresses": address } }),
    },
    spec: {
      ...(address !== undefined ? outside : { type: "ClusterIP" }),
      selector: GATEWAY_PODS,
      ports: [
        { name: "https", port: 443, targetPort: GATEWAY_PORTS.https },
        { name: "http", port: 80, targetPort: GATEWAY_PORTS.http },
        ...(address !== undefined
          ? [{ name: "health", port: GATEWAY_PORTS.health, targetPort: GATEWAY_PORTS.health }]
          : []),
      ],
    },
  } satisfies ServiceArgs;
}

export function gatewayAutoscalerOf() {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: GATEWAY,
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: GATEWAY.name },
      minReplicas: REPLICAS.min,
      maxReplicas: REPLICAS.max,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
      ],
    },
  } satisfies HorizontalPodAutoscalerArgs;
}

export function gatewayDisruptionBudgetOf() {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: GATEWAY,
    spec: { maxUnavailable: 1, selector: { matchLabels: GATEWAY_PODS }, unhealthyPodEvictionPolicy: "AlwaysAllow" },
  } satisfies PodDisruptionBudgetArgs;
}
