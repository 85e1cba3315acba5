/**
 * `npm run fuzz:pairs -- [RUNS] [SEED]`: random pairs of revisions are compared. It never throws, the difference makes
 * the new resources of the old ones, and the other way round, what came goes. The test beside it does fewer.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { own } from "../../../config/own";
import { ConfigurationError } from "../../../config/problem";
import type { RegisteredResource } from "../../../emulator/monitor";
import { evaluate } from "../../../emulator/run";
import program from "../../../index";
import { readPreview } from "../../../preview/changes/base-preview";
import { differenceBetween } from "../../../preview/changes/difference";
import { settings } from "../../config/arbitraries";
import { load } from "../../config/load-text";
import { made, wanted } from "./apply-difference";

type Config = Readonly<Record<string, unknown>>;

interface Revision {
  readonly config: Config;
  readonly resources: readonly RegisteredResource[];
}

export interface Outcome {
  pairs: number;
  resources: number;
  exceptions: number;
  differ: number;
  /** Of all pairs, how many resources came or went, changed, and are made anew. */
  readonly found: { came: number; changed: number; anew: number };
  /** What the first pair that fails is made of. */
  failure?: string;
}

/** Compares this many pairs: in turn, two configurations that have nothing in common, and one with a part of it anew. */
export async function tryPairs(runs: number, seed: number): Promise<Outcome> {
  const outcome: Outcome = {
    ...{ pairs: 0, resources: 0, exceptions: 0, differ: 0 },
    found: { came: 0, changed: 0, anew: 0 },
  };
  const others = configurations(seed);
  let last: Revision | undefined;
  while (outcome.pairs < runs) {
    const { config, dice } = others.next().value;
    const isEdit = last !== undefined && outcome.pairs % 2 === 1;
    const next = await revisionOf(isEdit && last ? withOnePartOf(last.config, config, dice) : config);
    if (next === undefined) continue;
    if (last !== undefined) compare(last, next, outcome);
    last = next;
  }
  return outcome;
}

interface Sample {
  readonly config: Config;
  readonly dice: number;
}

function* configurations(seed: number): Generator<Sample, never> {
  for (let block = 0; ; block++) {
    yield* fc.sample(fc.record({ config: settings, dice: fc.nat() }), { numRuns: 100, seed: seed * 1_000_003 + block });
  }
}

/** Undefined where the configuration is refused. */
async function revisionOf(config: Config): Promise<Revision | undefined> {
  try {
    const environment = load(stringify({ config }));
    return { config, resources: (await evaluate(() => program(environment))).resources };
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** With one setting as another configuration has it; of settings that are maps, often with one entry only. */
function withOnePartOf(config: Config, other: Config, dice: number): Config {
  const names = [...new Set([...Object.keys(config), ...Object.keys(other)])].sort();
  const name = names[dice % names.length] ?? "";
  const [mine, theirs] = [own(config, name), own(other, name)];
  if (isMap(mine) && isMap(theirs) && dice % 3 > 0)
    return { ...config, [name]: withOnePartOf(mine, theirs, dice >> 4) };
  if (isMap(mine) && theirs === undefined && dice % 3 > 0)
    return { ...config, [name]: withOnePartOf(mine, {}, dice >> 4) };
  const rest = Object.entries(config).filter(([key]) => key !== name);
  return Object.fromEntries([...rest, ...(theirs === undefined ? [] : [[name, theirs] as const])]);
}

function isMap(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(old: Revision, next: Revision, outcome: Outcome): void {
  outcome.pairs++;
  outcome.resources += old.resources.length + next.resources.length;
  try {
    check(old.resources, next.resources, outcome.found);
  } catch (error) {
    const isDifferent = error instanceof assert.AssertionError;
    outcome[isDifferent ? "differ" : "exceptions"]++;
    outcome.failure ??= [old, next].map(({ config }) => stringify({ config })).join("---\n") + String(error);
  }
}

/** The old side as a base is read, from its JSON. */
function check(
  before: readonly RegisteredResource[],
  after: readonly RegisteredResource[],
  found: Outcome["found"],
): void {
  const base = readPreview(JSON.stringify({ resources: before, cost: null })).resources;
  const difference = differenceBetween(base, after);
  assert.deepEqual(sorted(made(base, difference, after)), sorted(wanted(base, after)));

  const back = differenceBetween(readPreview(JSON.stringify({ resources: after, cost: null })).resources, before);
  const urns = (some: readonly { readonly urn: string }[]) => some.map(({ urn }) => urn);
  assert.deepEqual(urns(back.added), urns(difference.removed));
  assert.deepEqual(urns(back.removed), urns(difference.added));
  const edits = ({ urn, paths, before, after }: (typeof back.changed)[number]) => ({ urn, paths, before, after });
  const turned = difference.changed.map((change) => ({ ...change, before: change.after, after: change.before }));
  assert.deepEqual(back.changed.map(edits), turned.map(edits));

  found.came += difference.added.length + difference.removed.length;
  found.changed += difference.changed.length;
  found.anew += difference.changed.filter(({ replacedFor }) => replacedFor.length > 0).length;
}

function sorted(resources: ReadonlyMap<string, unknown>): readonly (readonly [string, unknown])[] {
  return [...resources].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function main(): Promise<void> {
  const [runs = 1000, seed = 1] = process.argv.slice(2).map(Number);
  const { pairs, resources, exceptions, differ, failure } = await tryPairs(runs, seed);
  console.log(`${pairs} pairs, ${resources} resources compared, ${exceptions} exceptions, ${differ} differ`);
  if (failure === undefined) return;
  console.error(failure);
  process.exitCode = 1;
}

if (require.main === module) void main();
