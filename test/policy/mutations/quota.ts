import { type Mutation, set, without } from "../mutate";
import { AGENT, CONTAINER } from "./tenant";

export const QUOTA: Readonly<Record<string, readonly Mutation[]>> = {
  "tenants-have-a-quota": [
    without("ResourceQuota quota", "not there"),
    set("ResourceQuota quota", "spec.scopes", ["BestEffort"], "not there"),
  ],
  "quotas-count-everything": [
    ...["requests.cpu", "limits.memory", "pods", "secrets", "requests.nvidia.com/gpu"].map((key) =>
      set("ResourceQuota quota", `spec.hard['${key}']`, undefined, "not set"),
    ),
    set("ResourceQuota quota", "spec.hard['services.loadbalancers']", "1", "1"),
    set("ResourceQuota quota", "spec.hard['services.nodeports']", undefined, "not set"),
    set("ResourceQuota quota", "spec.hard", undefined, "not set"),
  ],
  "tenants-have-limits": [
    without("LimitRange limits", "not there"),
    set("LimitRange limits", "spec.limits.0.defaultRequest.cpu", undefined, "not there"),
    set("LimitRange limits", "spec.limits.0.type", "Pod", "not there"),
  ],
  "autoscalers-fit-the-quota": [
    set("HorizontalPodAutoscaler support-advanced-hpa", "spec.maxReplicas", 100, "62.5"),
    set("ResourceQuota quota", "spec.hard['limits.cpu']", "2", "5"),
    set("ResourceQuota quota", "spec.hard.pods", "9", "10"),
    set(AGENT, `${CONTAINER}.resources.requests.memory`, "4Gi", "40Gi"),
  ],
};
