/** How a kind of resource behaves at the cloud: what it takes, what it refuses, what it answers. */
import type { z } from "zod";

/** What a resource's provider was given: the defaults of everything made with it. */
export interface ProviderDefaults {
  /** The Google project; empty for the provider of a Kubernetes cluster. */
  readonly project: string;
  /** Which cluster a Kubernetes provider reaches; absent for Google's. */
  readonly cluster?: string;
}

/** Inputs and outputs as they cross the wire. */
export type Properties = Readonly<Record<string, unknown>>;

/** What the service invents for a resource. */
export interface Answer {
  readonly id: string;
  /** Outputs besides the inputs themselves. */
  readonly outputs: Properties;
}

export interface ResourceModel {
  /** Pulumi's type token, for example "gcp:compute/network:Network". */
  readonly type: string;
  /** What the service accepts. Anything else is refused with zod's words. */
  readonly inputs: z.ZodType;
  /** Inputs that cannot be changed: another value replaces the resource. "a.b" is b in the map a. */
  readonly immutable: readonly string[];
  /** Immutable address ranges that may all the same become larger ones around what they are. */
  readonly growing?: readonly string[];
  /** Making it again is fine and changes nothing, such as a right that somebody has already. */
  readonly idempotent?: true;
  /** What the service answers. Called with inputs that it accepts. */
  readonly answer: (inputs: Properties, defaults: ProviderDefaults) => Answer;
}

/** A model whose answer sees its inputs with their types. */
export function model<S extends z.ZodObject>(definition: {
  readonly type: string;
  readonly inputs: S;
  readonly immutable: readonly ((keyof z.infer<S> & string) | `${keyof z.infer<S> & string}.${string}`)[];
  readonly growing?: readonly (keyof z.infer<S> & string)[];
  readonly idempotent?: true;
  readonly answer: (inputs: z.infer<S>, defaults: ProviderDefaults) => Answer;
}): ResourceModel {
  return {
    ...definition,
    answer: (inputs, defaults) => definition.answer(inputs as z.infer<S>, defaults),
  };
}

/** A number that looks invented but is the same each time: for what Google numbers, such as projects. */
export function numberFor(text: string): string {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return String(100_000_000_000 + hash);
}
