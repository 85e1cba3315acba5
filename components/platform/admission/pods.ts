/** Pods, and what makes pods of a template: refused there, it is told to who writes it, not to a controller. */
import { literal } from "./cel";
import type { Guard, Requests } from "./guard";

const MADE = ["CREATE", "UPDATE"] as const;

const PODS: readonly Requests[] = [
  { group: "", resources: ["pods", "replicationcontrollers"], operations: MADE },
  { group: "apps", resources: ["deployments", "replicasets", "statefulsets", "daemonsets"], operations: MADE },
  { group: "batch", resources: ["jobs", "cronjobs"], operations: MADE },
];

/** Debug containers come by a way of their own. */
const DEBUG: Requests = { group: "", resources: ["pods/ephemeralcontainers"], operations: ["UPDATE"] };

/** A guard of tenants' pods: its rules find the pod's spec, labels, annotations and containers as variables. */
export function podGuard({ name, variables, rules }: Pick<Guard, "name" | "variables" | "rules">): Guard {
  return {
    name,
    requests: [...PODS, DEBUG],
    where: "tenants",
    // Nothing starts of it any more, and its finalizers must be able to go.
    onlyIf: { stays: "!has(object.metadata.deletionTimestamp)" },
    variables: { ...POD, ...variables },
    rules,
  };
}

/** `dyn`: the kinds are of different types, and each is asked only for what it has. */
const POD: Readonly<Record<string, string>> = {
  template:
    'object.kind == "Pod" ? dyn(object) : ' +
    'object.kind == "CronJob" ? dyn(object.spec).jobTemplate.spec.template : dyn(object.spec).template',
  isPod: 'object.kind == "Pod"',
  spec: "variables.template.spec",
  labels: "variables.template.?metadata.?labels.orValue({})",
  annotations: "variables.template.?metadata.?annotations.orValue({})",
  containers:
    "variables.spec.containers + variables.spec.?initContainers.orValue([]) + " +
    "variables.spec.?ephemeralContainers.orValue([])",
};

/** Names of the containers that the mesh's injection adds. */
export const MESH_CONTAINERS = ["istio-proxy", "istio-init", "istio-validation"] as const;

/** Where the mesh's own images come from; injection names them by tag. */
const MESH_IMAGES =
  "^(gcr[.]io/gke-release/asm|gcr[.]io/istio-release|(docker[.]io/)?istio|registry[.]istio[.]io/release)/proxyv2[:@][^/]+$";

/** Every container but those that injection has put into a pod. */
export const isInjected = (container: string) =>
  `(variables.isPod && ${container}.name in ${literal(MESH_CONTAINERS)} && ${container}.image.matches(${literal(MESH_IMAGES)}))`;
