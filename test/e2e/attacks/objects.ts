/** Lawful objects, of which each attempt changes one thing. */

const DIGEST = `sha256:${"1".repeat(64)}`;

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

export const NOBODY = { runAsUser: 10_001, runAsGroup: 10_001 };

export const NAMESPACE = "/api/v1/namespaces/agno-tenant-globex";
export const OTHER = "/api/v1/namespaces/agno-tenant-initech";

/** Objects of a group in globex' namespace. */
export function inGroup(group: string, resource: string, tenant = "globex"): string {
  return `/apis/${group}/namespaces/agno-tenant-${tenant}/${resource}`;
}

export function container(patch: object = {}): object {
  return { name: "agent", image: `registry.example/agent@${DIGEST}`, securityContext: RESTRICTED, ...patch };
}

/** A container's security context with something else in it. */
export function secured(patch: object): object {
  return container({ securityContext: { ...RESTRICTED, ...patch } });
}

export interface PodPatch {
  readonly spec?: object;
  readonly labels?: object;
  readonly annotations?: object;
}

export function podTemplate({ spec, labels, annotations }: PodPatch = {}) {
  return {
    metadata: { labels: { app: "attack", ...labels }, ...(annotations && { annotations }) },
    spec: { automountServiceAccountToken: false, securityContext: NOBODY, containers: [container()], ...spec },
  };
}

export function pod(patch: PodPatch = {}): object {
  const { metadata, spec } = podTemplate(patch);
  return { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, name: "attack" }, spec };
}

/** Deployment, StatefulSet, DaemonSet or ReplicaSet. */
export function workload(kind: string, patch: PodPatch = {}): object {
  const selector = { matchLabels: { app: "attack" } };
  const more = { ...(kind === "StatefulSet" && { serviceName: "attack" }) };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name: "attack" },
    spec: { selector, template: podTemplate(patch), ...more },
  };
}

export function job(patch: PodPatch = {}) {
  const { metadata, spec } = podTemplate(patch);
  const template = { metadata, spec: { restartPolicy: "Never", ...spec } };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name: "attack" }, spec: { template } };
}

export function cronJob(patch: PodPatch = {}): object {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "attack" },
    spec: { schedule: "0 0 1 1 *", jobTemplate: { spec: job(patch).spec } },
  };
}

export function service(spec: object = {}, annotations: object = {}): object {
  const metadata = { name: "attack", annotations };
  return { apiVersion: "v1", kind: "Service", metadata, spec: { ports: [{ port: 8000 }], ...spec } };
}

/** Anything by its kind, with what it says. */
export function object(apiVersion: string, kind: string, rest: object, metadata: object = {}): object {
  return { apiVersion, kind, metadata: { name: "attack", ...metadata }, ...rest };
}

export function claim(spec: object = {}): object {
  const resources = { requests: { storage: "1Gi" } };
  return object("v1", "PersistentVolumeClaim", {
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "standard-rwo", resources, ...spec },
  });
}

const ISTIO = "networking.istio.io/v1";
const GATEWAY = "agno-system/agno-agents-gateway";

/** A route from the gateway to globex' own agent. */
export function virtualService(spec: object = {}): object {
  return object(ISTIO, "VirtualService", {
    spec: { hosts: ["agents.acme.example"], gateways: [GATEWAY], http: [httpRoute()], ...spec },
  });
}

export function httpRoute(patch: object = {}): object {
  return {
    match: [{ uri: { prefix: "/globex/attack/" } }],
    route: [{ destination: { host: "support" } }],
    ...patch,
  };
}

export function to(host: string): object {
  return { route: [{ destination: { host } }] };
}

export function destinationRule(spec: object = {}): object {
  return object(ISTIO, "DestinationRule", { spec: { host: "support", ...spec } });
}

export function role(kind: "Role" | "ClusterRole", rule: object): object {
  return object("rbac.authorization.k8s.io/v1", kind, { rules: [rule] });
}

export function binding(kind: "RoleBinding" | "ClusterRoleBinding", roleName: string, subject: object): object {
  const apiGroup = "rbac.authorization.k8s.io";
  return object(`${apiGroup}/v1`, kind, {
    roleRef: { apiGroup, kind: "ClusterRole", name: roleName },
    subjects: [{ apiGroup, ...subject }],
  });
}

export function agnoAgent(spec: object = {}): object {
  return object("ai.company.com/v1", "AgnoAgent", { spec: { modelName: "gpt-5-mini", ...spec } });
}

/** What a token of an account is asked for with. */
export function tokenRequest(): object {
  return { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
}
