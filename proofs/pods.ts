/** The pods that the Deployments of a cluster may have at once, and what each of them counts against a quota. */
import { millisOf } from "../components/tenant/quantity";
import { type KubernetesObject, ofKind } from "./objects";

/** Amounts by resource, in thousandths of each unit: "cpu", "memory", "ephemeral-storage", "nvidia.com/gpu". */
export type Amounts = ReadonlyMap<string, number>;

/** Pods that are alike. */
export interface PodGroup {
  readonly namespace: string;
  /** The Deployment's name. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Replicas at most. */
  readonly replicas: number;
  /** What a rollout adds for a while. */
  readonly surge: number;
  /** Of each pod: all its containers, the mesh's sidecar included. */
  readonly requests: Amounts;
  readonly limits: Amounts;
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: { readonly nodeAffinity?: NodeAffinity };
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: string;
}

interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: {
    readonly nodeSelectorTerms: readonly { readonly matchExpressions?: readonly Expression[] }[];
  };
}

/** A requirement of a label selector. */
export interface Expression {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

type Quantities = Readonly<Record<string, string>>;

interface Container {
  readonly name: string;
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
}

interface Deployment extends KubernetesObject {
  readonly kind: "Deployment";
  readonly spec: {
    readonly replicas?: number;
    readonly strategy?: { readonly rollingUpdate?: { readonly maxSurge?: number | string } };
    readonly template: {
      readonly metadata?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
      };
      readonly spec: PodSpec;
    };
  };
}

interface Autoscaler extends KubernetesObject {
  readonly kind: "HorizontalPodAutoscaler";
  readonly spec: { readonly maxReplicas: number; readonly scaleTargetRef: { readonly name: string } };
}

interface LimitRange extends KubernetesObject {
  readonly kind: "LimitRange";
  readonly spec: {
    readonly limits: readonly {
      readonly type: string;
      readonly default?: Quantities;
      readonly defaultRequest?: Quantities;
    }[];
  };
}

/** What holds for a container that asks for nothing, in one namespace. */
interface Defaults {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

/** The pods of every Deployment of a cluster. */
export function podGroupsOf(objects: readonly KubernetesObject[]): readonly PodGroup[] {
  const ceilings = new Map(
    ofKind<Autoscaler>(objects, "HorizontalPodAutoscaler").map(({ metadata, spec }) => [
      `${metadata.namespace ?? ""}/${spec.scaleTargetRef.name}`,
      spec.maxReplicas,
    ]),
  );
  const defaults = defaultsByNamespace(objects);
  return ofKind<Deployment>(objects, "Deployment").map(({ metadata, spec }) => {
    const namespace = metadata.namespace ?? "";
    const replicas = ceilings.get(`${namespace}/${metadata.name}`) ?? spec.replicas ?? 1;
    const { labels = {}, annotations = {} } = spec.template.metadata ?? {};
    const containers = [...spec.template.spec.containers, ...sidecarOf(annotations)];
    const inNamespace = defaults.get(namespace) ?? { requests: {}, limits: {} };
    return {
      namespace,
      name: metadata.name,
      labels,
      replicas,
      surge: surgeOf(spec.strategy?.rollingUpdate?.maxSurge, replicas),
      requests: sumOf(containers, "requests", inNamespace),
      limits: sumOf(containers, "limits", inNamespace),
      spec: spec.template.spec,
    };
  });
}

/** Kubernetes' own default is a quarter, rounded up. */
function surgeOf(maxSurge: number | string = "25%", replicas: number): number {
  return typeof maxSurge === "number" ? maxSurge : Math.ceil((replicas * Number(maxSurge.replace("%", ""))) / 100);
}

const PROXY = "sidecar.istio.io/proxy";

/** The container that the mesh injects, where the pod's annotations say what it gets. */
function sidecarOf(annotations: Readonly<Record<string, string>>): readonly Container[] {
  const { [`${PROXY}CPU`]: cpu, [`${PROXY}Memory`]: memory } = annotations;
  const { [`${PROXY}CPULimit`]: cpuLimit, [`${PROXY}MemoryLimit`]: memoryLimit } = annotations;
  if (cpu === undefined || memory === undefined || cpuLimit === undefined || memoryLimit === undefined) return [];
  const resources = { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } };
  return [{ name: "istio-proxy", resources }];
}

function defaultsByNamespace(objects: readonly KubernetesObject[]): ReadonlyMap<string, Defaults> {
  return new Map(
    ofKind<LimitRange>(objects, "LimitRange").map(({ metadata, spec }) => {
      const limits = spec.limits.find(({ type }) => type === "Container");
      return [metadata.namespace ?? "", { requests: limits?.defaultRequest ?? {}, limits: limits?.default ?? {} }];
    }),
  );
}

function sumOf(containers: readonly Container[], part: "requests" | "limits", defaults: Defaults): Amounts {
  const sum = new Map<string, number>();
  for (const { resources } of containers) {
    // A container that says only its limit requests as much.
    const stated = part === "limits" ? resources?.limits : { ...resources?.limits, ...resources?.requests };
    for (const [resource, quantity] of Object.entries({ ...defaults[part], ...stated })) {
      sum.set(resource, (sum.get(resource) ?? 0) + millisOf(quantity));
    }
  }
  return sum;
}
