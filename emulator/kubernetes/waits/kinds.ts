/** Which kinds are waited for, and how. */
import { type Kind, textOf } from "../kind";
import { ingressAddressed, serviceSettled } from "./network";
import { podReady } from "./pods";
import { claimBound, quotaCounted, secretFilled, volumeAvailable } from "./resources";
import type { Wait } from "./wait";
import {
  daemonSetRolledOut,
  deploymentRolledOut,
  jobComplete,
  replicationControllerFull,
  statefulSetRolledOut,
} from "./workloads";

/** Anything else is ready when it is there: namespaces, definitions and custom resources, too. */
const WAITS: Readonly<Record<string, Wait>> = {
  "apps/v1/DaemonSet": daemonSetRolledOut,
  "apps/v1/Deployment": deploymentRolledOut,
  "apps/v1/StatefulSet": statefulSetRolledOut,
  "batch/v1/Job": jobComplete,
  "networking.k8s.io/v1/Ingress": ingressAddressed,
  "v1/PersistentVolume": volumeAvailable,
  "v1/PersistentVolumeClaim": claimBound,
  "v1/Pod": podReady,
  "v1/ReplicationController": replicationControllerFull,
  "v1/ResourceQuota": quotaCounted,
  "v1/Secret": secretFilled,
  "v1/Service": serviceSettled,
};

/** Kinds that an unfollowed deletion leaves at once where the program says to skip waits. */
const LEFT_BEHIND = new Set([
  "v1/Namespace",
  "v1/Pod",
  "v1/ReplicationController",
  "apps/v1/DaemonSet",
  "apps/v1/Deployment",
  "apps/v1/StatefulSet",
  "batch/v1/Job",
]);

export function waitOf(kind: Kind): Wait | undefined {
  return WAITS[textOf(kind)];
}

export function canLeaveDeletion(kind: Kind): boolean {
  return LEFT_BEHIND.has(textOf(kind));
}
