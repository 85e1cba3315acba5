/** Rules about how much of each cluster a tenant may use. */
import type { KubernetesObject } from "../proofs/objects";
import { podGroupsOf } from "../proofs/pods";
import { figure, useOf } from "../proofs/quota";
import { grouped } from "../proofs/grouped";
import { NAMESPACE, type KubeObject, isTenants, namespaceIn, tenantOf } from "./kubernetes";
import { type Finding, type Judged, type View, resourceRule, stackRule } from "./rule";
import { shown } from "./watched";

interface Quota extends KubeObject {
  readonly spec?: { readonly hard?: Readonly<Record<string, string | number>>; readonly scopes?: readonly string[] };
}

interface LimitRange extends KubeObject {
  readonly spec?: {
    readonly limits?: readonly {
      readonly type?: string;
      readonly default?: Readonly<Record<string, string>>;
      readonly defaultRequest?: Readonly<Record<string, string>>;
    }[];
  };
}

/** The namespaces of tenants, each with the objects of a kind in it, in the same cluster. */
export function* tenantsWith<P extends KubeObject>(
  view: View,
  kind: string,
): Generator<{ readonly namespace: Judged<KubeObject>; readonly name: string; readonly inside: readonly Judged<P>[] }> {
  const whole = view.ofKind<P>(kind).filter(({ partial }) => !partial);
  const byPlace = grouped(whole, (object) => `${object.provider} ${namespaceIn(object)}`);
  for (const namespace of view.ofKind<KubeObject>(NAMESPACE)) {
    if (tenantOf(namespace) === undefined) continue;
    const name = namespace.props.metadata?.name ?? "";
    yield { namespace, name, inside: byPlace.get(`${namespace.provider} ${name}`) ?? [] };
  }
}

/** A finding for each tenant's namespace that has none of what it needs. */
export function* namespacesWithout<P extends KubeObject>(
  view: View,
  kind: string,
  what: string,
  isEnough: (object: Judged<P>) => boolean = () => true,
): Generator<Finding> {
  for (const { namespace, name, inside } of tenantsWith<P>(view, kind)) {
    if (!inside.some(isEnough)) yield { of: namespace, what: `${what} of ${name}`, value: "not there", limit: "one" };
  }
}

export const tenantsHaveAQuota = stackRule({
  name: "tenants-have-a-quota",
  why: "A tenant without one can fill every node, and the others' agents find no place.",
  mend: "make the tenant with agno:tenants, which brings its quota",
  level: "mandatory",
  *checkStack(view) {
    // One that holds for some pods only leaves the others free.
    const forAll = ({ props }: Judged<Quota>) => (props.spec?.scopes ?? []).length === 0;
    yield* namespacesWithout<Quota>(view, "core/ResourceQuota", "the ResourceQuota", forAll);
  },
});

/** Without a bound on each of these, something of the cluster can be filled by one tenant. */
const COUNTED = [
  ...["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"],
  ...["requests.ephemeral-storage", "requests.storage", "requests.nvidia.com/gpu"],
  ...["pods", "services", "secrets", "configmaps", "persistentvolumeclaims"],
];
const NONE = ["services.loadbalancers", "services.nodeports"];

export const quotasCountEverything = resourceRule<Quota>({
  name: "quotas-count-everything",
  why: "What a quota does not count, a tenant may have without end.",
  mend: "name the figure in the tenant's quota; a tenant has no load balancers and node ports",
  level: "mandatory",
  kinds: ["core/ResourceQuota"],
  *check(quota) {
    if (!isTenants(quota)) return;
    const hard = quota.props.spec?.hard ?? {};
    for (const key of COUNTED)
      if (hard[key] === undefined && !quota.partial)
        yield { what: `spec.hard.${key}`, value: "not set", limit: "a figure" };
    for (const key of NONE) {
      if (quota.partial && hard[key] === undefined) continue;
      if (String(hard[key]) !== "0") yield { what: `spec.hard.${key}`, value: shown(hard[key]), limit: "0" };
    }
  },
});

export const tenantsHaveLimits = stackRule({
  name: "tenants-have-limits",
  why: "A container that says nothing would be refused by the quota, or take all of a node.",
  mend: "make the tenant with agno:tenants, which brings its LimitRange",
  level: "mandatory",
  *checkStack(view) {
    yield* namespacesWithout<LimitRange>(view, "core/LimitRange", "the LimitRange with defaults", ({ props }) =>
      (props.spec?.limits ?? []).some(
        ({ type, default: most, defaultRequest: least }) =>
          type === "Container" &&
          [most?.cpu, most?.memory, least?.cpu, least?.memory].every((quantity) => quantity !== undefined),
      ),
    );
  },
});

const IN_QUOTA = ["apps/Deployment", "autoscaling/HorizontalPodAutoscaler", "core/LimitRange"];

export const autoscalersFitTheQuota = stackRule({
  name: "autoscalers-fit-the-quota",
  why: "An agent that may grow beyond its tenant's quota stands still on the day on which it should grow.",
  mend: "lower maxReplicas, or raise the tenant's quota",
  level: "mandatory",
  *checkStack(view) {
    const whole = IN_QUOTA.flatMap((kind) => view.ofKind<KubeObject>(kind)).filter(({ partial }) => !partial);
    const byPlace = grouped(whole, (object) => `${object.provider} ${namespaceIn(object)}`);
    for (const { name, inside, namespace } of tenantsWith<Quota>(view, "core/ResourceQuota")) {
      const objects = (byPlace.get(`${namespace.provider} ${name}`) ?? []).map(({ kind, props }) =>
        manifestOf(kind, props),
      );
      const groups = podGroupsOf(objects);
      for (const quota of inside) {
        for (const { resource, used, available } of useOf(name, figuresIn(quota), groups).uses) {
          if (used <= available) continue;
          const what = `spec.hard.${resource} of what all agents at their ceilings need`;
          yield { of: quota, what, value: figure(resource, used), limit: figure(resource, available) };
        }
      }
    }
  },
});

/** What the proofs read: an object may leave its kind to its type. */
function manifestOf(kind: string, props: KubeObject): KubernetesObject {
  const [, name = ""] = kind.split("/");
  const { metadata } = props;
  return Object.assign(Object.create(props) as object, { kind: name, metadata }) as unknown as KubernetesObject;
}

function figuresIn({ props }: Judged<Quota>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(props.spec?.hard ?? {}).map(([key, value]) => [key, String(value)]));
}

export const QUOTA_RULES = [tenantsHaveAQuota, quotasCountEverything, tenantsHaveLimits, autoscalersFitTheQuota];
