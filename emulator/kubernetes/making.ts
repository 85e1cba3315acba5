/** Makes and changes objects, and waits until they are ready. */
import type { Properties } from "../model";
import { type Found, type Made, NotReady, type Subject, type Wanted } from "../plugin/provider";
import { skipsWaits, timeoutMsOf } from "./annotations";
import { create, type Manner, patiently, relinquish, update } from "./apply";
import { kindOfChecked } from "./check";
import type { Cluster, ObjectName } from "./cluster";
import { cannotTry, hasReason, isNamespaceMissing, NoSuchKind, wordsOf } from "./errors";
import { isDefinition } from "./kind";
import { idOf } from "./naming";
import { normal } from "./normal";
import { holdsUnknown, metadataOf, withoutValue } from "./object";
import type { Settings } from "./settings";
import { liveOf, type Memory, memoryOf, objectOf, outputsOf, placed } from "./state";
import { statedWait } from "./waits/stated";
import { waitOf } from "./waits/kinds";
import { awaitLive, NotLive, type Settling } from "./waits/wait";

const TIMEOUT_MS = 10 * 60_000;

export interface Means {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly settling: Settling;
  readonly firstPauseMs: number;
}

export class Making {
  readonly #means: Means;

  constructor(means: Means) {
    this.#means = means;
  }

  async create({ urn }: Subject, inputs: Properties, preview: boolean): Promise<Made> {
    const object = objectOf(inputs);
    const kind = kindOfChecked(object);
    const { cluster, firstPauseMs } = this.#means;
    const memory = memoryOf({}, object);
    if (preview && (holdsUnknown(object) || !(await cluster.knows(kind)))) return { id: "", outputs: inputs };
    let made: Properties;
    try {
      made = await patiently(
        () => this.#createOnce(object, { ...this.#manner(memory, preview) }),
        preview,
        firstPauseMs,
      );
    } catch (error) {
      if (preview && saysNothing(error)) return { id: "", outputs: inputs };
      throw new Error(`${urn} was not created by the API server: ${wordsOf(error)}`, { cause: error });
    }
    // A status that nobody has filled in yet would be taken for the real one.
    if (preview) return { id: "", outputs: outputsOf(withoutValue(made, "status"), memory) };
    const live = await this.#ready({ urn, inputs, object, memory, made, before: undefined });
    return { id: idOf(live), outputs: outputsOf(live, memory) };
  }

  async update({ urn, outputs, wanted, ignoreChanges }: Wanted, preview: boolean): Promise<Properties> {
    const object = normal(objectOf(wanted));
    const kind = kindOfChecked(object);
    const { cluster } = this.#means;
    if (preview && (holdsUnknown(object) || !(await cluster.knows(kind)))) return wanted;
    const [old, memory] = [memoryOf(outputs, liveOf(outputs)), memoryOf(outputs, object)];
    const name = await this.#nameOf(object, metadataOf(liveOf(outputs)).name);
    let live: Properties | undefined;
    let made: Properties;
    try {
      live = await cluster.get(name);
      const body = placed(object, (await cluster.isNamespaced(kind)) ?? true);
      made = await update(cluster, name, body, { ...this.#manner(memory, preview), live, ignoreChanges });
      if (!preview && old.manager !== memory.manager) await relinquish(cluster, name, made, old.manager);
    } catch (error) {
      if (preview && hasReason(error, "Forbidden")) return wanted;
      const reason = `the API server did not take the update of ${urn}: ${wordsOf(error)}`;
      if (preview || live === undefined) throw new Error(reason, { cause: error });
      // The state keeps what is there, and the next update tries again.
      throw notReady((await cluster.find(name)) ?? live, wanted, memory, [reason]);
    }
    if (preview) return outputsOf(made, memory);
    return outputsOf(await this.#ready({ urn, inputs: wanted, object, memory, made, before: live }), memory);
  }

  #manner({ manager }: Memory, preview: boolean): Manner {
    return { manager, preview, force: this.#means.settings.force };
  }

  async #createOnce(object: Properties, manner: Manner): Promise<Properties> {
    const { cluster, settings } = this.#means;
    const isNamespaced = await cluster.isNamespaced(kindOfChecked(object));
    if (isNamespaced === undefined) {
      throw new NoSuchKind(
        `the API server knows no ${String(object.apiVersion)}/${String(object.kind)}; does the definition of the kind exist?`,
      );
    }
    const body = placed(object, isNamespaced);
    return create(cluster, await this.#nameOf(body, undefined), body, { ...manner, upsert: settings.upsert });
  }

  /** Under which name the server has it. */
  async #nameOf(object: Properties, oldName: string | undefined): Promise<ObjectName> {
    const kind = kindOfChecked(object);
    const { name = "", namespace } = metadataOf(object);
    const isNamespaced = (await this.#means.cluster.isNamespaced(kind)) ?? true;
    return { kind, namespace: isNamespaced ? (namespace ?? "default") : undefined, name: oldName ?? name };
  }

  async #ready({ urn, inputs, object, memory, made, before }: Waited): Promise<Properties> {
    const kind = kindOfChecked(object);
    const { cluster, settling } = this.#means;
    try {
      const wait = skipsWaits(object) ? undefined : (statedWait(object) ?? waitOf(kind));
      if (wait === undefined) return made;
      const name = await this.#nameOf(made, undefined);
      const timeoutMs = timeoutMsOf(object) ?? TIMEOUT_MS;
      return await awaitLive({ cluster: cluster.watched(), name, object: made, before, wait, timeoutMs, settling });
    } catch (error) {
      // It is there: whatever went wrong now, the state must know it.
      const [live, reasons] = error instanceof NotLive ? [error.object, error.reasons] : [made, []];
      const what = isDefinition(kind) ? "usable" : "ready";
      throw notReady(live, inputs, memory, [
        `${urn} is there but did not become ${what}: ${wordsOf(error)}`,
        ...reasons,
      ]);
    }
  }
}

interface Waited {
  readonly urn: string;
  readonly inputs: Properties;
  readonly object: Properties;
  readonly memory: Memory;
  readonly made: Properties;
  readonly before: Properties | undefined;
}

/** A trial that says nothing about how the update will go. */
function saysNothing(error: unknown): boolean {
  return (
    hasReason(error, "Forbidden") || hasReason(error, "AlreadyExists") || isNamespaceMissing(error) || cannotTry(error)
  );
}

function notReady(live: Properties, inputs: Properties, memory: Memory, reasons: readonly string[]): NotReady {
  const made: Found = { id: idOf(live), outputs: outputsOf(live, memory), inputs };
  return new NotReady(made, reasons);
}
