/** Reads what is there: for a refresh as far as our inputs go, for an import all of it. */
import type { Properties } from "../model";
import { type Existing, type Found, NotReady } from "../plugin/provider";
import { skipsWaits } from "./annotations";
import type { Cluster } from "./cluster";
import { NoSuchKind, wordsOf } from "./errors";
import { apiVersionOf, isBuiltIn, type Kind, kindOf, kindOfType } from "./kind";
import { parsedId } from "./naming";
import { normal } from "./normal";
import { metadataOf, withoutValue } from "./object";
import { pruned } from "./prune";
import { inputsOf, liveOf, memoryOf, objectOf, outputsOf } from "./state";
import { waitOf } from "./waits/kinds";
import { checkLive, NotLive, type Settling } from "./waits/wait";

/** What others write onto objects and no program says. */
const OTHERS_ANNOTATIONS = ["deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration"];

export class Reading {
  readonly #cluster: Cluster;
  readonly #settling: Settling;

  constructor(cluster: Cluster, settling: Settling) {
    this.#cluster = cluster;
    this.#settling = settling;
  }

  /** Undefined where it is gone. Throws NotReady where it is there and not as it should be. */
  async read({ type, id, inputs, outputs }: Existing): Promise<Found | undefined> {
    const { namespace, name } = parsedId(id);
    const [said, last] = [normal(objectOf(inputs)), liveOf(outputs)];
    const known = kindOf(said) ?? kindOf(last);
    const kind = known ?? kindOfType(type);
    const place = metadataOf(said).namespace ?? metadataOf(last).namespace ?? namespace;
    const live = await this.#find(kind, place, name);
    if (live === undefined) return undefined;
    const found = kindOf(said) === undefined ? importable(live, kind) : pruned(live, said);
    const made = { id, inputs: inputsOf(found), outputs: outputsOf(live, memoryOf(outputs, said)) };
    if (known !== undefined) await this.#expectReady(live, said, kind, made);
    return made;
  }

  /** A kind that is gone took its objects along. */
  async #find(kind: Kind, namespace: string | undefined, name: string): Promise<Properties | undefined> {
    try {
      return await this.#cluster.find({ kind, namespace, name });
    } catch (error) {
      if (error instanceof NoSuchKind) return undefined;
      throw error;
    }
  }

  async #expectReady(live: Properties, said: Properties, kind: Kind, made: Found): Promise<void> {
    const wait = waitOf(kind);
    if (wait?.onRead !== true || skipsWaits(said)) return;
    const scene = { cluster: this.#cluster, object: live, before: undefined, settling: this.#settling };
    try {
      await checkLive(wait, metadataOf(live).name ?? "", scene);
    } catch (error) {
      if (!(error instanceof NotLive)) throw error;
      throw new NotReady(made, [wordsOf(error), ...error.reasons]);
    }
  }
}

/** What a program would have to say to get the object. Of a custom resource it is not known what is input. */
function importable(live: Properties, kind: Kind): Properties {
  const { name, namespace } = metadataOf(live);
  const identity = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  if (!isBuiltIn(kind)) return { ...identity, metadata: { name, ...(namespace !== undefined && { namespace }) } };
  const clean = OTHERS_ANNOTATIONS.reduce(
    (rest, key) => withoutValue(rest, "metadata", "annotations", key),
    withoutValue(live, "status"),
  );
  return normal(clean);
}
