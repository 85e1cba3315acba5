/** Takes objects away, and waits until they are gone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../model";
import type { Existing } from "../plugin/provider";
import { propagationOf, skipsWaits, timeoutMsOf } from "./annotations";
import type { Cluster, ObjectName } from "./cluster";
import { isNotFound, mayPass, NoSuchKind } from "./errors";
import { type Kind, kindOf, kindOfType } from "./kind";
import { parsedId } from "./naming";
import { conditionOf, listAt, metadataOf } from "./object";
import { liveOf, objectOf } from "./state";
import { canLeaveDeletion } from "./waits/kinds";

const TIMEOUT_MS = 10 * 60_000;

export class Removing {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async remove({ type, id, inputs, outputs }: Existing): Promise<void> {
    const [said, last] = [objectOf(inputs), liveOf(outputs)];
    const { namespace, name } = parsedId(id);
    const kind = kindOf(last) ?? kindOf(said) ?? kindOfType(type);
    const object = { kind, namespace: metadataOf(last).namespace ?? namespace, name };
    if (!(await this.#askToGo(object, said))) return;
    if (skipsWaits(said) && canLeaveDeletion(kind)) return;
    await this.#untilGone(object, kind, timeoutMsOf(said) ?? TIMEOUT_MS);
  }

  /** False where it was gone already, alone or with its kind. */
  async #askToGo(object: ObjectName, said: Properties): Promise<boolean> {
    const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: propagationOf(said) };
    try {
      await this.#cluster.change(object, { method: "DELETE", body });
      return true;
    } catch (error) {
      if (isNotFound(error) || error instanceof NoSuchKind) return false;
      throw error;
    }
  }

  async #untilGone(object: ObjectName, kind: Kind, timeoutMs: number): Promise<void> {
    const end = performance.now() + timeoutMs;
    let last: Properties = {};
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.5, 2000)) {
      const live = await this.#find(object, last);
      if (live === undefined) return;
      last = live;
      const left = end - performance.now();
      if (left <= 0) throw new Error(`${kind.kind} "${object.name}" was not gone in time${obstaclesOf(live)}`);
      await sleep(Math.min(pauseMs, left));
    }
  }

  /** As it was seen last where the server is away for a moment. */
  async #find(object: ObjectName, last: Properties): Promise<Properties | undefined> {
    try {
      return await this.#cluster.watched().find(object);
    } catch (error) {
      if (error instanceof NoSuchKind) return undefined;
      if (mayPass(error)) return last;
      throw error;
    }
  }
}

/** What an object that is to go still waits for. */
function obstaclesOf(live: Properties): string {
  const finalizers = [...(metadataOf(live).finalizers ?? []), ...listAt(live, "spec", "finalizers").map(String)];
  const remaining = ["NamespaceContentRemaining", "NamespaceFinalizersRemaining"].flatMap(
    (type) => conditionOf(live, type)?.message ?? [],
  );
  const told = [...(finalizers.length > 0 ? [`finalizers: ${finalizers.join(", ")}`] : []), ...remaining];
  return told.length === 0 ? "" : `; ${told.join("; ")}`;
}
