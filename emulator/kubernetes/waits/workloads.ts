/** What runs pods: rolled out when as many of the newest are ready as are wanted. */
import type { Properties } from "../../model";
import type { Cluster } from "../cluster";
import { conditionOf, listAt, metadataOf, numberAt, pluck } from "../object";
import { podTroubles } from "./pods";
import type { Look, Verdict, Wait } from "./wait";

const REVISION = "deployment.kubernetes.io/revision";
const REPLICA_SET = { group: "apps", version: "v1", kind: "ReplicaSet" };
const CLAIM = { group: "", version: "v1", kind: "PersistentVolumeClaim" };

/** The controller has seen what was asked for last. */
function isObserved(object: Properties): boolean {
  return numberAt(object, "status", "observedGeneration") === metadataOf(object).generation;
}

const lookAtDeployment: Look = async ({ cluster, object }) => {
  if (!isObserved(object)) return { ready: false, reasons: ["the deployment controller has not seen it yet"] };
  const revision = metadataOf(object).annotations?.[REVISION];
  const [available, progressing] = [conditionOf(object, "Available"), conditionOf(object, "Progressing")];
  const rolledOut = progressing?.status === "True" && progressing.reason === "NewReplicaSetAvailable";
  const [replicaSet, unbound] = await Promise.all([
    newestReplicaSet(cluster, object, revision),
    unboundClaims(cluster, object),
  ]);
  const reasons = [available, progressing].flatMap((condition) =>
    condition !== undefined && condition.status !== "True"
      ? [`[${condition.reason ?? ""}] ${condition.message ?? ""}`]
      : [],
  );
  if (available?.status !== "True") reasons.push("Minimum number of live Pods was not attained");
  // The first roll-out replaces nothing.
  if (revision !== "1" && !rolledOut) reasons.push("the new ReplicaSet is not available");
  if (!hasAll(replicaSet)) reasons.push("Minimum number of Pods to consider the application live was not attained");
  if (unbound.length > 0) reasons.push(`these PersistentVolumeClaims are not bound: ${unbound.join(", ")}`);
  if (reasons.length === 0) return { ready: true };
  return { ready: false, reasons: [...reasons, ...(replicaSet ? await podTroubles(cluster, replicaSet) : [])] };
};

async function newestReplicaSet(
  cluster: Cluster,
  deployment: Properties,
  revision: string | undefined,
): Promise<Properties | undefined> {
  const { namespace, uid } = metadataOf(deployment);
  const sets = await cluster.list(REPLICA_SET, namespace);
  return sets.find((set) => {
    const { annotations, ownerReferences = [] } = metadataOf(set);
    return annotations?.[REVISION] === revision && ownerReferences.some((owner) => owner.uid === uid);
  });
}

/** Counted against the set itself: somebody else may have scaled it. */
function hasAll(replicaSet: Properties | undefined): boolean {
  if (replicaSet === undefined) return false;
  const wanted = pluck(replicaSet, "spec", "replicas") ?? 1;
  return numberAt(replicaSet, "status", "readyReplicas") >= Number(wanted);
}

async function unboundClaims(cluster: Cluster, deployment: Properties): Promise<readonly string[]> {
  const { namespace } = metadataOf(deployment);
  const volumes = listAt(deployment, "spec", "template", "spec", "volumes");
  const names = volumes.map((volume) => pluck(volume, "persistentVolumeClaim", "claimName"));
  const found = await Promise.all(
    names.filter((name) => typeof name === "string").map((name) => cluster.find({ kind: CLAIM, namespace, name })),
  );
  return found.flatMap((claim) =>
    claim !== undefined && pluck(claim, "status", "phase") !== "Bound" ? [metadataOf(claim).name ?? ""] : [],
  );
}

const lookAtStatefulSet: Look = async ({ cluster, object }) => {
  const verdict = statefulSetVerdict(object);
  if (verdict.ready) return verdict;
  return { ready: false, reasons: [...(verdict.reasons ?? []), ...(await podTroubles(cluster, object))] };
};

function statefulSetVerdict(object: Properties): Verdict {
  if (numberAt(object, "status", "observedGeneration") < (metadataOf(object).generation ?? 0)) {
    return { ready: false, reasons: ["the stateful set controller has not seen it yet"] };
  }
  const status = (key: string) => numberAt(object, "status", key);
  const wanted = numberAt(object, "spec", "replicas");
  const byHand = pluck(object, "spec", "updateStrategy", "type") === "OnDelete";
  const awaitsHand = byHand && (metadataOf(object).generation ?? 0) > 1;
  const counts = ["replicas", "readyReplicas", ...(awaitsHand ? [] : ["currentReplicas"])];
  const [current, next] = ["currentRevision", "updateRevision"].map((key) => pluck(object, "status", key));
  const reasons = [];
  if (!counts.every((key) => status(key) === wanted)) {
    reasons.push(`${status("readyReplicas")} out of ${wanted} replicas succeeded readiness checks`);
  }
  if (!awaitsHand && (current === undefined || current !== next)) {
    reasons.push(`it is at revision ${String(current)}, not yet at ${String(next)}`);
  }
  return { ready: reasons.length === 0, reasons };
}

const lookAtDaemonSet: Look = async ({ cluster, object }) => {
  if (!isObserved(object)) return { ready: false, reasons: ["the daemon set controller has not seen it yet"] };
  const status = (key: string) => numberAt(object, "status", key);
  const wanted = status("desiredNumberScheduled");
  const counts = ["currentNumberScheduled", "updatedNumberScheduled", "numberAvailable", "numberReady"];
  const short = counts.filter((key) => status(key) < wanted).map((key) => `${key}: ${status(key)} of ${wanted}`);
  if (short.length === 0) return { ready: true };
  return { ready: false, reasons: [...short, ...(await podTroubles(cluster, object))] };
};

const lookAtReplicationController: Look = ({ object }) => {
  const [available, wanted] = [numberAt(object, "status", "availableReplicas"), numberAt(object, "spec", "replicas")];
  return { ready: available === wanted, reasons: [`${available} of ${wanted} replicas are available`] };
};

const lookAtJob: Look = async ({ cluster, object }) => {
  const failure = conditionOf(object, "Failed");
  const isFinal = ["BackoffLimitExceeded", "DeadlineExceeded"].includes(failure?.reason ?? "");
  if (failure?.status === "True" && isFinal) {
    return { ready: false, failed: true, reasons: [`[${failure.reason ?? ""}] ${failure.message ?? ""}`] };
  }
  const started = pluck(object, "status", "startTime") !== undefined;
  if (started && conditionOf(object, "Complete")?.status === "True") return { ready: true };
  return { ready: false, reasons: await podTroubles(cluster, object) };
};

export const deploymentRolledOut: Wait = { start: () => lookAtDeployment, onRead: true };
export const statefulSetRolledOut: Wait = { start: () => lookAtStatefulSet, onRead: true };
export const daemonSetRolledOut: Wait = { start: () => lookAtDaemonSet, onRead: true };
export const replicationControllerFull: Wait = { start: () => lookAtReplicationController };
export const jobComplete: Wait = { start: () => lookAtJob, onRead: true };
