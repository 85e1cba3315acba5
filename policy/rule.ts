/** What a rule is: plain data and a pure function, so that the engine and the offline preview give the same verdicts. */
import type { z } from "zod";
import type { Properties, Subject } from "./subject";

export type Level = "mandatory" | "advisory";

/** What is wrong with one property. */
export interface Finding {
  /** Whose; the subject that is judged, where it is not said. */
  readonly of?: { readonly urn: string; readonly name: string };
  /** Which property, such as "nodeConfig.taints". */
  readonly what: string;
  /** What it is. */
  readonly value: string;
  /** What is allowed. */
  readonly limit: string;
}

/** A subject with properties of the form that the rule expects; each read is guarded (watched.ts). */
export interface Judged<P = Properties> extends Omit<Subject, "props"> {
  readonly props: P;
}

/** All subjects of a stack. */
export interface View {
  /** Stands for the whole stack. */
  readonly root: { readonly urn: string; readonly name: string };
  readonly subjects: readonly Judged[];
  readonly environment: string;
  ofKind<P>(kind: string): readonly Judged<P>[];
}

interface Described<F> {
  /** In kebab-case: as it stands in settings and reports. */
  readonly name: string;
  /** What goes wrong without it. */
  readonly why: string;
  /** What to do, in a few words after a semicolon. */
  readonly mend: string;
  readonly level: Level;
  /** Figures that a company may set, each with its default and where that comes from. */
  readonly figures?: z.ZodType<F>;
  /**
   * Properties that a first preview cannot know, as they are another resource's: told as advice then, and judged by
   * the update before anything is made. All others are refused while unknown. "*" stands for a position.
   */
  readonly late?: readonly string[];
}

/** Judges resources one by one. */
export interface ResourceRule<P = Properties, F = Properties> extends Described<F> {
  /** Which it looks at; "*" for all. */
  readonly kinds: readonly string[];
  check(subject: Judged<P>, figures: F): Iterable<Finding>;
}

/** Judges what resources are together. */
export interface StackRule<F = Properties> extends Described<F> {
  checkStack(view: View, figures: F): Iterable<Finding>;
}

export type Rule = ResourceRule | StackRule;

/** A rule about resources, with the types of what it reads. */
export function resourceRule<P, F = Properties>(rule: ResourceRule<P, F>): ResourceRule {
  return rule as unknown as ResourceRule;
}

/** A rule about a stack. */
export function stackRule<F = Properties>(rule: StackRule<F>): StackRule {
  return rule as unknown as StackRule;
}

export function isStackRule(rule: Rule): rule is StackRule {
  return "checkStack" in rule;
}
