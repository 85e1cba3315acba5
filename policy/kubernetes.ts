/** What rules about Kubernetes objects have in common: whose an object is, and the pods that it makes. */
import type { Judged } from "./rule";

export interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface KubeObject {
  readonly metadata?: Metadata;
}

const TENANT_PREFIX = "agno-tenant-";

/** The namespace that an object is in: its own, or its provider's default. */
export function namespaceIn({ props, providerProps }: Judged<KubeObject>): string {
  const fallback = providerProps.namespace;
  return props.metadata?.namespace ?? (typeof fallback === "string" ? fallback : "default");
}

/** Whether an object is in a tenant's namespace. */
export function isTenants(object: Judged<KubeObject>): boolean {
  return namespaceIn(object).startsWith(TENANT_PREFIX);
}

/** Of which tenant a namespace is: by its label or its name; undefined for all others. */
export function tenantOf({ props }: Judged<KubeObject>): string | undefined {
  const { name = "", labels } = props.metadata ?? {};
  return labels?.["tenant-id"] ?? (name.startsWith(TENANT_PREFIX) ? name.slice(TENANT_PREFIX.length) : undefined);
}

export const NAMESPACE = "core/Namespace";

export interface SecurityContext {
  readonly privileged?: unknown;
  readonly allowPrivilegeEscalation?: unknown;
  readonly runAsNonRoot?: unknown;
  readonly runAsUser?: unknown;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: readonly { readonly hostPort?: unknown }[];
}

export interface Pod {
  readonly metadata?: Metadata;
  readonly spec?: {
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly ephemeralContainers?: readonly Container[];
    readonly automountServiceAccountToken?: unknown;
    readonly hostNetwork?: unknown;
    readonly hostPID?: unknown;
    readonly hostIPC?: unknown;
    readonly securityContext?: SecurityContext;
    readonly volumes?: readonly { readonly name?: string; readonly hostPath?: unknown }[];
    readonly priorityClassName?: string;
    readonly terminationGracePeriodSeconds?: unknown;
    readonly tolerations?: readonly { readonly key?: string; readonly operator?: string; readonly value?: string }[];
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly nodeName?: string;
  };
}

/** Where the pods of each kind of workload are described. */
const TEMPLATES: Readonly<Record<string, string>> = {
  "core/Pod": "",
  "core/PodTemplate": "template",
  "core/ReplicationController": "spec.template",
  "apps/Deployment": "spec.template",
  "apps/StatefulSet": "spec.template",
  "apps/DaemonSet": "spec.template",
  "apps/ReplicaSet": "spec.template",
  "batch/Job": "spec.template",
  "batch/CronJob": "spec.jobTemplate.spec.template",
};

/** The kinds that make pods. */
export const WORKLOADS: readonly string[] = Object.keys(TEMPLATES);

/** The pod that a workload makes, and where in it that is described; of a patch, what it changes of it. */
export function podOf({ kind, props, partial }: Judged<KubeObject>): { readonly pod: Pod; readonly at: string } {
  const at = TEMPLATES[kind] ?? "";
  let pod: unknown = props;
  for (const part of at === "" ? [] : at.split(".")) pod = (pod as Record<string, unknown> | undefined)?.[part];
  if (pod === undefined && !partial) throw new TypeError(`it has no ${at}`);
  return { pod: pod ?? {}, at: at === "" ? "" : `${at}.` };
}

/** All containers of a pod, with their places. */
export function containersOf(pod: Pod): readonly { readonly container: Container; readonly at: string }[] {
  return (["containers", "initContainers", "ephemeralContainers"] as const).flatMap((list) =>
    (pod.spec?.[list] ?? []).map((container, index) => ({ container, at: `spec.${list}.${index}` })),
  );
}
