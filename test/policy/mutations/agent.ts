import { type Mutation, kubernetes, plus, set } from "../mutate";
import { AGENT, CONTAINER, IN_TENANT, POD } from "./tenant";

/** Another workload with the agent's pod, changed. */
const POD_SPEC = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [
    {
      image: `registry.example/job@sha256:${"1".repeat(64)}`,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
  ],
};
const POD_METADATA = { labels: { "tenant-id": "globex", "cost-centre": "globex" } };

export const AGENTS: Readonly<Record<string, readonly Mutation[]>> = {
  "images-have-digests": [
    set(AGENT, `${CONTAINER}.image`, "registry.example/agent:v1", "registry.example/agent:v1"),
    set(AGENT, `${CONTAINER}.image`, undefined, "not set"),
    set(AGENT, `${POD}.initContainers`, [{ ...POD_SPEC.containers[0], image: "busybox" }], "busybox"),
  ],
  "pods-mount-no-tokens": [
    set(AGENT, `${POD}.automountServiceAccountToken`, undefined, "not set"),
    set(AGENT, `${POD}.automountServiceAccountToken`, true, "true"),
    plus(
      kubernetes("kubernetes:batch/v1:CronJob", "cron-job", {
        metadata: { name: "nightly", ...IN_TENANT },
        spec: {
          jobTemplate: {
            spec: { template: { metadata: POD_METADATA, spec: { ...POD_SPEC, automountServiceAccountToken: true } } },
          },
        },
      }),
      "true",
    ),
  ],
  "pods-stay-in-their-containers": [
    set(AGENT, `${POD}.hostNetwork`, true, "true"),
    set(AGENT, `${POD}.hostPID`, true, "true"),
    set(AGENT, `${POD}.hostIPC`, "true", "true"),
    set(AGENT, `${POD}.volumes.0`, { name: "node", hostPath: { path: "/" } }, "set"),
    set(AGENT, `${CONTAINER}.ports.0.hostPort`, 8000, "8000"),
    plus(
      kubernetes("kubernetes:apps/v1:DeploymentPatch", "deployment-patch", {
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "support", ...IN_TENANT } },
        spec: { template: { spec: { hostNetwork: true } } },
      }),
      "true",
    ),
  ],
  "pods-have-no-privileges": [
    set(AGENT, `${CONTAINER}.securityContext.privileged`, true, "true"),
    set(AGENT, `${CONTAINER}.securityContext.allowPrivilegeEscalation`, undefined, "not set"),
    set(AGENT, `${CONTAINER}.securityContext.capabilities.drop`, ["NET_RAW"], "NET_RAW"),
    set(AGENT, `${CONTAINER}.securityContext.capabilities.add`, ["SYS_ADMIN"], "SYS_ADMIN"),
    set(AGENT, `${CONTAINER}.securityContext.runAsUser`, 0, "0"),
    set(AGENT, `${CONTAINER}.securityContext`, undefined, "not set"),
    set(AGENT, `${POD}.securityContext.runAsNonRoot`, undefined, "not set"),
    set(AGENT, `${POD}.securityContext.seccompProfile.type`, "Unconfined", "Unconfined"),
    plus(
      kubernetes("kubernetes:core/v1:Pod", "pod", {
        metadata: { name: "bare", ...IN_TENANT, ...POD_METADATA },
        spec: { ...POD_SPEC, ephemeralContainers: [{ ...POD_SPEC.containers[0], securityContext: {} }] },
      }),
      "not set",
    ),
  ],
  "spot-pods-drain-in-time": [
    set(AGENT, `${POD}.terminationGracePeriodSeconds`, 106, "106"),
    set(AGENT, `${POD}.terminationGracePeriodSeconds`, "600", "600"),
  ],
  "pods-choose-their-nodes": [
    set(AGENT, `${POD}.tolerations`, [{ operator: "Exists" }], "every taint"),
    set(AGENT, `${POD}.nodeName`, "node-1", "node-1"),
  ],
  "priorities-stay-below-the-system": [
    set(AGENT, `${POD}.priorityClassName`, "system-cluster-critical", "system-cluster-critical"),
  ],
  "pods-stay-in-the-mesh": [
    set(AGENT, "spec.template.metadata.labels['sidecar.istio.io/inject']", "false", "false"),
    set(AGENT, "spec.template.metadata.annotations['sidecar.istio.io/inject']", "false", "false"),
    set(AGENT, "spec.template.metadata.annotations['traffic.sidecar.istio.io/excludeOutboundPorts']", "5432", "5432"),
  ],
  "budgets-let-nodes-drain": [
    set("PodDisruptionBudget support", "spec", { maxUnavailable: 0 }, "0"),
    set("PodDisruptionBudget support", "spec", { maxUnavailable: "0%" }, "0%"),
    set("PodDisruptionBudget support", "spec.minAvailable", "100%", "100%"),
  ],
  "budgets-leave-one-to-drain": [
    set("PodDisruptionBudget support", "spec.minAvailable", 2, "2"),
    set("HorizontalPodAutoscaler support-advanced-hpa", "spec.minReplicas", 1, "1"),
  ],
};
