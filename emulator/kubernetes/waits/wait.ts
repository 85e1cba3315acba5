/** How waiting goes: look, and look again until it is ready, has failed or took too long. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../../model";
import type { Cluster, ObjectName } from "../cluster";
import { mayPass } from "../errors";

/** What one look at an object saw. */
export interface Verdict {
  readonly ready: boolean;
  /** What it still lacks, in words. */
  readonly reasons?: readonly string[];
  /** It will not become ready any more. */
  readonly failed?: boolean;
  /** It will do if nothing better comes in time. */
  readonly willDo?: boolean;
}

export interface Scene {
  readonly cluster: Cluster;
  /** As the server has it now. */
  readonly object: Properties;
  /** As it was before the update; undefined for what is new. */
  readonly before: Properties | undefined;
  /** There will be no second look. */
  readonly once: boolean;
  readonly settling: Settling;
}

/** How long others' objects must have been quiet to be believed. */
export interface Settling {
  readonly endpointsMs: number;
  /** Where none were ever seen. */
  readonly noEndpointsMs: number;
}

export const SETTLING: Settling = { endpointsMs: 10_000, noEndpointsMs: 60_000 };

export type Look = (scene: Scene) => Promise<Verdict> | Verdict;

export interface Wait {
  /** Each wait remembers for itself what it saw. */
  readonly start: () => Look;
  /** No wait is longer, whatever the program says. */
  readonly longestMs?: number;
  /** What is not ready is told when it is read, too. */
  readonly onRead?: boolean;
}

/** It is there, and not as it should be. */
export class NotLive extends Error {
  override readonly name = "NotLive";

  constructor(
    message: string,
    readonly object: Properties,
    readonly reasons: readonly string[],
  ) {
    super(message);
  }
}

export interface Waiting extends Omit<Scene, "once"> {
  readonly name: ObjectName;
  readonly wait: Wait;
  readonly timeoutMs: number;
}

/** Resolves to the object when it is ready. Throws NotLive. */
export async function awaitLive({ name: objectName, wait, timeoutMs, ...scene }: Waiting): Promise<Properties> {
  const look = wait.start();
  const { name } = objectName;
  const end = performance.now() + Math.min(timeoutMs, wait.longestMs ?? Infinity);
  let object = scene.object;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.5, 2000)) {
    const found = await patiently(() => scene.cluster.find(objectName), object);
    if (found === undefined) throw new NotLive(`"${name}" was deleted while it was waited for`, object, []);
    object = found;
    const verdict = await patiently(async () => look({ ...scene, object: found, once: false }), UNSEEN);
    const { ready, failed = false, willDo = false, reasons = [] } = verdict;
    if (ready) return object;
    if (failed) throw new NotLive(`"${name}" was made and then failed`, object, reasons);
    const left = end - performance.now();
    if (left <= 0 && willDo) return object;
    if (left <= 0) throw new NotLive(`"${name}" was not ready in time`, object, reasons);
    await sleep(Math.min(pauseMs, left));
  }
}

const UNSEEN: Verdict = { ready: false, reasons: ["the API server could not be asked"] };

/** A server that is away for a moment ends no wait. */
async function patiently<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (mayPass(error)) return otherwise;
    throw error;
  }
}

/** Throws NotLive where one look says that it is not ready. */
export async function checkLive(wait: Wait, name: string, scene: Omit<Scene, "once">): Promise<void> {
  const { ready, reasons = [] } = await wait.start()({ ...scene, once: true });
  if (!ready) throw new NotLive(`"${name}" is there but not ready`, scene.object, reasons);
}
