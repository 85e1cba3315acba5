/** What a company sets of the rules, in the form of Pulumi's own --policy-pack-config: levels and figures by rule. */
import { z } from "zod";
import { suggestion } from "../config/problem";
import type { Strictness } from "./judge";
import type { Rule } from "./rule";
import { type Properties, isRecord } from "./subject";

/** Of a rule; undefined where it is switched off. */
export type StrictnessOf = (rule: Rule) => Strictness | undefined;

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** The settings are wrong: every problem, one a line. */
export class WrongSettings extends Error {
  override readonly name = "WrongSettings";
}

/** How every rule is taken as it comes. */
export const asItComes: StrictnessOf = (rule) => ({ level: rule.level, figures: figuresOf(rule, {}) });

/** A rule's figures, with its defaults for what is not said. */
export function figuresOf({ figures }: Rule, said: Properties): Properties {
  return figures === undefined ? {} : figures.parse(said);
}

/**
 * Reads settings: `{ "all": "advisory", "spot-share-is-bounded": { "enforcementLevel": "mandatory", "share": 0.5 } }`.
 * "remediate" counts as mandatory, as in the engine: no rule mends anything itself.
 *
 * @param text The file's content, JSON.
 * @param file Its name, for messages.
 * @throws WrongSettings with everything that is wrong.
 */
export function readSettings(text: string, file: string, rules: readonly Rule[]): StrictnessOf {
  const settings = parsed(text, file);
  const names = ["all", ...rules.map(({ name }) => name)];
  const problems = Object.keys(settings)
    .filter((name) => !names.includes(name))
    .map((name) => `${file} ${name}: no such rule${suggestion(name, names)}; docs/policy.md has all`);
  const { level: allLevel } = read(file, undefined, "all", settings.all, problems);
  const strictness = new Map(
    rules.map((rule) => {
      const { level, figures } = read(file, rule, rule.name, settings[rule.name], problems);
      return [rule, { level: level ?? allLevel ?? rule.level, figures }] as const;
    }),
  );
  if (problems.length > 0) throw new WrongSettings(problems.join("\n"));
  return (rule) => {
    const { level, figures } = strictness.get(rule) ?? { level: rule.level, figures: figuresOf(rule, {}) };
    if (level === "disabled") return undefined;
    return { level: level === "advisory" ? "advisory" : "mandatory", figures };
  };
}

function parsed(text: string, file: string): Properties {
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new WrongSettings(`${file}: no JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  if (!isRecord(settings)) throw new WrongSettings(`${file}: it must be an object with the names of rules`);
  return settings;
}

interface Said {
  readonly level?: (typeof LEVELS)[number];
  readonly figures: Properties;
}

function read(file: string, rule: Rule | undefined, name: string, said: unknown, problems: string[]): Said {
  const stated = said === undefined ? {} : typeof said === "string" ? { enforcementLevel: said } : said;
  const figures = rule?.figures instanceof z.ZodObject ? rule.figures.shape : {};
  const schema = z.strictObject({ enforcementLevel: z.enum(LEVELS).optional(), ...figures });
  const result = schema.safeParse(stated);
  if (!result.success) {
    problems.push(
      ...result.error.issues.map(({ path, message }) => `${file} ${[name, ...path].join(".")}: ${message}`),
    );
    return { figures: {} };
  }
  const { enforcementLevel, ...given } = result.data;
  return { figures: given, ...(enforcementLevel !== undefined && { level: enforcementLevel }) };
}
