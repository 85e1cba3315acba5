/**
 * What the cloud would answer. One implementation stands behind the offline preview and the tests: it takes what
 * Google and Kubernetes take, refuses what they refuse, and invents what they invent, the same each time.
 */
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { suggestion } from "../config/problem";
import { contains } from "../proofs/ranges";
import { COMPUTE } from "./google/compute";
import { CONTAINER } from "./google/container";
import { DNS } from "./google/dns";
import { PROJECT } from "./google/project";
import { PUBSUB } from "./google/pubsub";
import { SECRET_MANAGER } from "./google/secret-manager";
import { KUBERNETES } from "./kubernetes/models";
import { isMap } from "./kubernetes/object";
import type { Answer, Properties, ProviderDefaults, ResourceModel } from "./model";

/** What the cloud does not take, in words. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

export interface CreateRequest {
  readonly type: string;
  readonly inputs: Properties;
  /** What the resource's own provider was given; undefined where the program made none for it. */
  readonly provider: ProviderDefaults | undefined;
}

const MODELS: ReadonlyMap<string, ResourceModel> = new Map(
  [...COMPUTE, ...CONTAINER, ...DNS, ...PROJECT, ...PUBSUB, ...SECRET_MANAGER, ...KUBERNETES].map(
    (model) => [model.type, model] as const,
  ),
);

/** How a type of resource behaves. Throws a Refusal for a type that nobody has described yet. */
export function modelOf(type: string): ResourceModel {
  const found = MODELS.get(type);
  if (found === undefined) {
    const near = suggestion(type, [...MODELS.keys()]);
    const where = isKubernetes(type) ? "emulator/kubernetes/models.ts" : "emulator/google/";
    throw new Refusal(`${type} is not known to the emulator; describe it in ${where}${near}`);
  }
  return found;
}

/** The inputs whose change no service makes in place, as the model names them: the resource goes, and comes anew. */
export function fixedBetween(type: string, before: Properties, after: Properties): readonly string[] {
  const { immutable, growing = [] } = modelOf(type);
  const hasGrown = (key: string) => {
    const [old, now] = [before[key], after[key]];
    return growing.includes(key) && typeof old === "string" && typeof now === "string" && contains(now, old);
  };
  const differs = (path: string) => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path));
  return immutable.filter((path) => differs(path) && !hasGrown(path)).sort();
}

function valueAt(inputs: Properties, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), inputs);
}

/** What the service has against the inputs, in words; empty where it takes them. */
export function wrongIn(type: string, inputs: Properties): string {
  const inWords = ({ path, message }: z.core.$ZodIssue) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message;
  return (modelOf(type).inputs.safeParse(inputs).error?.issues ?? []).map(inWords).join("; ");
}

function isKubernetes(type: string): boolean {
  return type.startsWith("kubernetes:");
}

/** The resources of one cloud and of the clusters in it. */
export class Emulator {
  readonly #taken = new Set<string>();

  /** Makes a resource. Throws a Refusal as the service would answer an error. */
  create({ type, inputs, provider }: CreateRequest): Answer {
    if (provider === undefined) {
      throw new Refusal("it has no provider of the program's own, so that its place would be anybody's guess");
    }
    const model = modelOf(type);
    if (isKubernetes(type) !== (provider.cluster !== undefined)) {
      throw new Refusal("its provider is one for other types");
    }
    const wrong = wrongIn(type, inputs);
    if (wrong !== "") throw new Refusal(wrong);
    const { id, outputs } = model.answer(inputs, provider);
    const key = `${provider.cluster ?? ""} ${type} ${id}`;
    if (this.#taken.has(key)) throw new Refusal(`${id} already exists`);
    this.#taken.add(key);
    return { id, outputs: { ...inputs, ...outputs } };
  }
}
