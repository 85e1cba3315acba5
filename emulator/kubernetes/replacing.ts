/** Fields that cannot be changed in place, as the real plugin knows them. */
import type { Properties } from "../model";
import { isMap } from "./object";
import type { Change, Path } from "./difference";
import type { Kind } from "./kind";

/** Identity: another one of these is another object. */
const IDENTITY = ["metadata.name", "metadata.namespace"];

const CONTAINER = [
  "args",
  "command",
  "env",
  "image",
  "imagePullPolicy",
  "lifecycle",
  "livenessProbe",
  "ports",
  "readinessProbe",
  "resources",
  "securityContext",
  "stdin",
  "stdinOnce",
  "terminationMessagePath",
  "terminationMessagePolicy",
  "tty",
  "volumeDevices",
  "volumeMounts",
  "workingDir",
].flatMap((field) => [`spec.containers.*.${field}`, `spec.initContainers.*.${field}`]);

const POD = [
  "affinity",
  "automountServiceAccountToken",
  "dnsConfig",
  "dnsPolicy",
  "enableServiceLinks",
  "hostAliases",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostname",
  "imagePullSecrets",
  "nodeName",
  "nodeSelector",
  "overhead",
  "preemptionPolicy",
  "priority",
  "priorityClassName",
  "readinessGates",
  "restartPolicy",
  "runtimeClassName",
  "schedulerName",
  "securityContext",
  "serviceAccount",
  "serviceAccountName",
  "shareProcessNamespace",
  "subdomain",
  "terminationGracePeriodSeconds",
  "volumes",
].map((field) => `spec.${field}`);

const VOLUME = [
  "awsElasticBlockStore",
  "azureDisk",
  "azureFile",
  "cephfs",
  "cinder",
  "csi",
  "fc",
  "flexVolume",
  "flocker",
  "gcePersistentDisk",
  "glusterfs",
  "hostPath",
  "iscsi",
  "local",
  "nfs",
  "photonPersistentDisk",
  "portworxVolume",
  "quobyte",
  "rbd",
  "scaleIO",
  "storageos",
  "vsphereVolume",
].map((field) => `spec.${field}`);

const JOB = ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"];

/** By "group/version/Kind", the core group without its slash. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  "v1/PersistentVolume": VOLUME,
  "v1/PersistentVolumeClaim": ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  "v1/Pod": [...POD, ...CONTAINER],
  "v1/ResourceQuota": ["spec.scopes"],
  "v1/Secret": ["type"],
  "v1/Service": ["spec.clusterIP"],
  "apps/v1/DaemonSet": ["spec.selector"],
  "apps/v1/Deployment": ["spec.selector"],
  "apps/v1/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/v1/Job": JOB,
  "policy/v1beta1/PodDisruptionBudget": ["spec"],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/v1/RoleBinding": ["roleRef"],
  "storage.k8s.io/v1/StorageClass": ["parameters", "provisioner"],
};

/** Kinds of data that a program may say are changed in place. */
export interface Mutable {
  readonly configMaps: boolean;
  readonly secrets: boolean;
}

/** The fields of a kind that cannot be changed in place; "*" stands for every element of a list. */
export function fixedFields({ group, version, kind }: Kind, object: Properties, mutable: Mutable): readonly string[] {
  const key = [group, version, kind].filter(Boolean).join("/");
  const immutable = object.immutable === true;
  if (key === "v1/Secret" && (!mutable.secrets || immutable)) return [...IDENTITY, "type", "stringData", "data"];
  if (key === "v1/ConfigMap" && (!mutable.configMaps || immutable)) return [...IDENTITY, "binaryData", "data"];
  return [...IDENTITY, ...(FIXED[key] ?? [])];
}

/** A change touches one of the fields. */
export function touches({ path, value }: Change, fields: readonly string[]): boolean {
  return fields.some((field) => overlaps(path, value, field.split(".")));
}

function overlaps(path: Path, value: unknown, field: readonly string[]): boolean {
  const shared = Math.min(path.length, field.length);
  for (let at = 0; at < shared; at++) {
    if (field[at] !== "*" && field[at] !== String(path[at])) return false;
  }
  return holds(value, field.slice(path.length));
}

/** What came or went as a whole has the field inside. */
function holds(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (key === "*") return Array.isArray(value) && value.some((element) => holds(element, rest));
  return isMap(value) && key in value && holds(value[key], rest);
}
