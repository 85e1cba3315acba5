/** Small manifests for the proofs. */
import type { KubernetesObject } from "../../proofs/objects";

/** A namespace that carries the label of a tenant of the same name. */
export function tenantNamespace(name: string): KubernetesObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "tenant-id": name } } };
}

/** A network policy for every pod of a namespace, unless the spec says which. */
export function policy(namespace: string, name: string, spec: Readonly<Record<string, unknown>>) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: { podSelector: {}, ...spec },
  } satisfies KubernetesObject;
}

export interface DeploymentOptions {
  readonly replicas?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  readonly maxSurge?: number | string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Readonly<Record<string, string>>[];
}

/** A Deployment of one container. */
export function deployment(namespace: string, name: string, options: DeploymentOptions = {}): KubernetesObject {
  const {
    replicas,
    annotations = {},
    requests = {},
    limits = {},
    maxSurge = 1,
    nodeSelector,
    tolerations = [],
  } = options;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      ...(replicas !== undefined && { replicas }),
      strategy: { rollingUpdate: { maxSurge } },
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: {
          containers: [{ name: "agent", resources: { requests, limits } }],
          ...(nodeSelector && { nodeSelector }),
          // As every agent's: without it, only the system pool's nodes are open.
          tolerations: [{ key: "cloud.google.com/compute-class", operator: "Exists" }, ...tolerations],
        },
      },
    },
  };
}

export function autoscaler(namespace: string, target: string, maxReplicas: number): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: `${target}-advanced-hpa`, namespace },
    spec: { maxReplicas, scaleTargetRef: { name: target } },
  };
}

export function resourceQuota(namespace: string, hard: Readonly<Record<string, string>>): KubernetesObject {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace }, spec: { hard } };
}
