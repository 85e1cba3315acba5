/** Rules about pods: what they run, what they may, how they end. */
import { GRACE } from "../components/agent/drain";
import { SPOT_TAINT } from "../components/cluster/node-pools";
import {
  type KubeObject,
  type SecurityContext,
  WORKLOADS,
  containersOf,
  isTenants,
  namespaceIn,
  podOf,
} from "./kubernetes";
import { type Finding, type Judged, resourceRule, stackRule } from "./rule";
import { isOff, isOn, numberOf } from "./values";
import { shown } from "./watched";

const DIGEST = /@sha256:[0-9a-f]{64}$/;

export const imagesHaveDigests = resourceRule<KubeObject>({
  name: "images-have-digests",
  why: "A tag may be another image tomorrow, which nobody has tested or looked at.",
  mend: "name the image by @sha256:…",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    const { pod, at } = podOf(workload);
    for (const { container, at: place } of containersOf(pod)) {
      const { image } = container;
      if (image === undefined && workload.partial) continue;
      if (image !== undefined && (DIGEST.test(image) || (!isTenants(workload) && isPinned(image)))) continue;
      const limit = isTenants(workload) ? "an image by its digest" : "an image by its digest, or a tag but latest";
      yield { what: `${at}${place}.image`, value: shown(image), limit };
    }
  },
});

/** The platform's own images may have a version; "auto" is the mesh's, which istiod fills in. */
function isPinned(image: string): boolean {
  const tag = /:([^:/@]+)$/.exec(image)?.[1];
  return image === "auto" || (tag !== undefined && tag !== "latest");
}

export const podsMountNoTokens = resourceRule<KubeObject>({
  name: "pods-mount-no-tokens",
  why: "An agent that is taken over would have a token for the API server, which no agent needs.",
  mend: "set automountServiceAccountToken to false in the pod",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    if (!isTenants(workload)) return;
    const { pod, at } = podOf(workload);
    const value = pod.spec?.automountServiceAccountToken;
    if (isOff(value) || (workload.partial && value === undefined)) return;
    yield { what: `${at}spec.automountServiceAccountToken`, value: shown(value), limit: "false" };
  },
});

export const podsStayInTheirContainers = resourceRule<KubeObject>({
  name: "pods-stay-in-their-containers",
  why: "A pod with the node's network, processes or files is the node, and all pods on it.",
  mend: "take it away; what needs the node is no agent",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    const { pod, at } = podOf(workload);
    const { hostNetwork, hostPID, hostIPC, volumes = [] } = pod.spec ?? {};
    for (const [what, value] of Object.entries({ hostNetwork, hostPID, hostIPC }))
      if (isOn(value)) yield { what: `${at}spec.${what}`, value: "true", limit: "false" };
    for (const [index, { hostPath }] of volumes.entries())
      if (hostPath !== undefined && hostPath !== null)
        yield { what: `${at}spec.volumes.${index}.hostPath`, value: "set", limit: "no paths of the node" };
    for (const { container, at: place } of containersOf(pod)) {
      for (const [index, { hostPort }] of (container.ports ?? []).entries())
        if (hostPort !== undefined && numberOf(hostPort) !== 0)
          yield { what: `${at}${place}.ports.${index}.hostPort`, value: shown(hostPort), limit: "none" };
    }
  },
});

export const podsHaveNoPrivileges = resourceRule<KubeObject>({
  name: "pods-have-no-privileges",
  why: "With privileges, whoever takes over a container takes over its node.",
  mend: "hold the pod to Kubernetes' restricted profile",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    const { pod, at } = podOf(workload);
    for (const { container, at: place } of containersOf(pod)) {
      const findings = privilegesOf(pod.spec?.securityContext ?? {}, container.securityContext ?? {}, workload.partial);
      for (const [what, value, limit] of findings)
        yield { what: `${at}${place}.securityContext.${what}`, value, limit };
    }
  },
});

/** What goes beyond the restricted profile: which part, its value, what is allowed. */
function privilegesOf(
  pod: SecurityContext,
  own: SecurityContext,
  partial: boolean,
): (readonly [string, string, string])[] {
  const { privileged, allowPrivilegeEscalation, capabilities } = own;
  const nonRoot = own.runAsNonRoot ?? pod.runAsNonRoot;
  const user = own.runAsUser ?? pod.runAsUser;
  const seccomp = (own.seccompProfile ?? pod.seccompProfile)?.type;
  const drop = capabilities?.drop;
  const add = (capabilities?.add ?? []).filter((one) => one !== "NET_BIND_SERVICE");
  const absent = (value: unknown) => partial && value === undefined;
  const checks: readonly (readonly [boolean, string, unknown, string])[] = [
    [isOn(privileged), "privileged", privileged, "false"],
    [
      !isOff(allowPrivilegeEscalation) && !absent(allowPrivilegeEscalation),
      "allowPrivilegeEscalation",
      allowPrivilegeEscalation,
      "false",
    ],
    [!(drop ?? []).includes("ALL") && !absent(drop), "capabilities.drop", drop && [...drop], "ALL"],
    [add.length > 0, "capabilities.add", [...add], "none but NET_BIND_SERVICE"],
    [!isOn(nonRoot) && !absent(nonRoot), "runAsNonRoot", nonRoot, "true"],
    [user !== undefined && numberOf(user) === 0, "runAsUser", user, "any but 0"],
    [
      !["RuntimeDefault", "Localhost"].includes(seccomp ?? "") && !absent(seccomp),
      "seccompProfile.type",
      seccomp,
      "RuntimeDefault",
    ],
  ];
  return checks.filter(([wrong]) => wrong).map(([, what, value, limit]) => [what, shown(value), limit]);
}

/** Kubernetes' own default. */
const DEFAULT_GRACE = 30;

export const spotPodsDrainInTime = resourceRule<KubeObject>({
  name: "spot-pods-drain-in-time",
  why: "A Spot node leaves its pods a fixed time; what takes longer is cut.",
  mend: "shorten terminationGracePeriodSeconds (components/agent/drain.ts), or take the toleration of Spot away",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    const { pod, at } = podOf(workload);
    const { tolerations = [], nodeSelector = {}, terminationGracePeriodSeconds = DEFAULT_GRACE } = pod.spec ?? {};
    const onSpot =
      isOn(nodeSelector[SPOT_TAINT.key]) ||
      tolerations.some(({ key, operator }) => key === SPOT_TAINT.key || (key === undefined && operator === "Exists"));
    if (!onSpot || numberOf(terminationGracePeriodSeconds) <= GRACE) return;
    const value = shown(terminationGracePeriodSeconds);
    yield { what: `${at}spec.terminationGracePeriodSeconds`, value, limit: `${GRACE} seconds on Spot nodes` };
  },
});

export const podsChooseTheirNodes = resourceRule<KubeObject>({
  name: "pods-choose-their-nodes",
  why: "A pod that tolerates everything lands on the system's nodes and on GPUs; one with a node's name skips the scheduler.",
  mend: "name the taints that it tolerates, and a compute class",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    if (!isTenants(workload)) return;
    const { pod, at } = podOf(workload);
    for (const [index, { key, operator }] of (pod.spec?.tolerations ?? []).entries())
      if (key === undefined && operator === "Exists")
        yield { what: `${at}spec.tolerations.${index}`, value: "every taint", limit: "named taints" };
    const nodeName = pod.spec?.nodeName;
    if (nodeName !== undefined) yield { what: `${at}spec.nodeName`, value: nodeName, limit: "none" };
  },
});

export const prioritiesStayBelowTheSystem = resourceRule<KubeObject>({
  name: "priorities-stay-below-the-system",
  why: "A tenant's pod above the cluster's own ones pushes DNS and the mesh off their nodes.",
  mend: "choose a priority of the stack file",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    if (!isTenants(workload)) return;
    const { pod, at } = podOf(workload);
    const name = pod.spec?.priorityClassName;
    if (name === undefined || name.startsWith("agno-")) return;
    yield { what: `${at}spec.priorityClassName`, value: name, limit: "a class of the platform: agno-…" };
  },
});

/** By these, a pod leaves the mesh, or takes some of its traffic out of it. */
const OPT_OUTS = [
  "traffic.sidecar.istio.io/excludeOutboundIPRanges",
  "traffic.sidecar.istio.io/excludeOutboundPorts",
  "traffic.sidecar.istio.io/excludeInboundPorts",
  "traffic.sidecar.istio.io/includeOutboundIPRanges",
  "traffic.sidecar.istio.io/includeInboundPorts",
  "sidecar.istio.io/interceptionMode",
  "inject.istio.io/templates",
];

export const podsStayInTheMesh = resourceRule<KubeObject>({
  name: "pods-stay-in-the-mesh",
  why: "Traffic beside the sidecar is neither encrypted nor asked who it is.",
  mend: "take the label or annotation away",
  level: "mandatory",
  kinds: WORKLOADS,
  *check(workload) {
    if (!isTenants(workload)) return;
    const { pod, at } = podOf(workload);
    for (const where of ["labels", "annotations"] as const) {
      const given = pod.metadata?.[where] ?? {};
      const inject = given["sidecar.istio.io/inject"];
      if (isOff(inject))
        yield { what: `${at}metadata.${where}.sidecar.istio.io/inject`, value: "false", limit: "true" };
      for (const key of OPT_OUTS)
        if (given[key] !== undefined)
          yield { what: `${at}metadata.${where}.${key}`, value: shown(given[key]), limit: "not set" };
    }
  },
});

interface Budget extends KubeObject {
  readonly spec?: { readonly minAvailable?: unknown; readonly maxUnavailable?: unknown };
}

export const budgetsLetNodesDrain = resourceRule<Budget>({
  name: "budgets-let-nodes-drain",
  why: "A budget that never lets a pod go holds up every upgrade of nodes for an hour, then breaks anyway.",
  mend: "set maxUnavailable to 1 or a share",
  level: "mandatory",
  kinds: ["policy/PodDisruptionBudget"],
  *check({ props }) {
    const { minAvailable, maxUnavailable } = props.spec ?? {};
    if (maxUnavailable !== undefined && /^0+%?$/.test(shown(maxUnavailable)))
      yield { what: "spec.maxUnavailable", value: shown(maxUnavailable), limit: "1 or more" };
    if (minAvailable !== undefined && shown(minAvailable) === "100%")
      yield { what: "spec.minAvailable", value: "100%", limit: "less than all" };
  },
});

interface Scaled extends KubeObject {
  readonly spec?: {
    readonly minReplicas?: unknown;
    readonly replicas?: unknown;
    readonly scaleTargetRef?: { readonly name?: string };
  };
}

export const budgetsLeaveOneToDrain = stackRule({
  name: "budgets-leave-one-to-drain",
  why: "Where as many pods must be there as there are, no node with one of them can ever be drained.",
  mend: "set maxUnavailable to 1 instead, or raise minReplicas",
  level: "mandatory",
  *checkStack(view) {
    const key = (of: Judged<KubeObject>, name = "") => `${of.provider} ${namespaceIn(of)}/${name}`;
    const deployments = view
      .ofKind<Scaled>("apps/Deployment")
      .map((one) => [key(one, one.props.metadata?.name), one.props.spec?.replicas ?? 1] as const);
    const autoscalers = view
      .ofKind<Scaled>("autoscaling/HorizontalPodAutoscaler")
      .map((one) => [key(one, one.props.spec?.scaleTargetRef?.name), one.props.spec?.minReplicas ?? 1] as const);
    const least = new Map([...deployments, ...autoscalers]);
    for (const budget of view.ofKind<Budget>("policy/PodDisruptionBudget"))
      yield* tooMany(budget, least.get(key(budget, budget.props.metadata?.name)));
  },
});

/** A budget has its Deployment's name. */
function* tooMany(budget: Judged<Budget>, replicas: unknown): Generator<Finding> {
  const { minAvailable } = budget.props.spec ?? {};
  if (minAvailable === undefined || shown(minAvailable).endsWith("%") || replicas === undefined) return;
  if (numberOf(minAvailable) < numberOf(replicas)) return;
  const limit = `less than ${shown(replicas)}, which it begins with`;
  yield { of: budget, what: "spec.minAvailable", value: shown(minAvailable), limit };
}

export const AGENT_RULES = [
  imagesHaveDigests,
  podsMountNoTokens,
  podsStayInTheirContainers,
  podsHaveNoPrivileges,
  spotPodsDrainInTime,
  podsChooseTheirNodes,
  prioritiesStayBelowTheSystem,
  podsStayInTheMesh,
  budgetsLetNodesDrain,
  budgetsLeaveOneToDrain,
];
