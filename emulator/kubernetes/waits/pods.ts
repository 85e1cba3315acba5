/** Pods: when one is ready, and what keeps those of a workload from it. */
import type { Properties } from "../../model";
import type { Cluster } from "../cluster";
import { conditionOf, listAt, mapAt, metadataOf, pluck } from "../object";
import type { Look, Wait } from "./wait";

export const POD = { group: "", version: "v1", kind: "Pod" };

const look: Look = ({ object }) => {
  const is = (type: string) => conditionOf(object, type)?.status === "True";
  const ready = is("Ready") || pluck(object, "status", "phase") === "Succeeded";
  return { ready: is("PodScheduled") && is("Initialized") && ready, reasons: troublesOf(object) };
};

export const podReady: Wait = { start: () => look, onRead: true };

/** What the pods that an object owns suffer from. */
export async function podTroubles(cluster: Cluster, owner: Properties): Promise<readonly string[]> {
  const { namespace, uid } = metadataOf(owner);
  const labels = Object.entries(mapAt(owner, "spec", "selector", "matchLabels"));
  const selector = labels.map(([key, value]) => `${key}=${String(value)}`).join(",");
  const pods = await cluster.list(POD, namespace, selector);
  const owned = pods.filter((pod) =>
    (metadataOf(pod).ownerReferences ?? []).some((reference) => reference.uid === uid),
  );
  return [...new Set(owned.flatMap(troublesOf))];
}

function troublesOf(pod: Properties): readonly string[] {
  const where = `[Pod ${metadataOf(pod).namespace ?? ""}/${metadataOf(pod).name ?? ""}]`;
  const conditions = ["PodScheduled", "Initialized", "Ready"].flatMap((type) => {
    const { status, message = "" } = conditionOf(pod, type) ?? {};
    return status !== undefined && status !== "True" && message !== "" ? [message] : [];
  });
  const containers = listAt(pod, "status", "containerStatuses").flatMap(containerTroubles);
  return [...conditions, ...containers].map((trouble) => `${where}: ${trouble}`);
}

function containerTroubles(status: unknown): readonly string[] {
  return [pluck(status, "state", "waiting"), pluck(status, "state", "terminated")].flatMap((state) => {
    const [reason, message] = [pluck(state, "reason"), pluck(state, "message")];
    if (typeof reason !== "string" || reason === "ContainerCreating" || pluck(status, "ready") === true) return [];
    return [`[${reason}] ${typeof message === "string" ? message : ""}`];
  });
}
