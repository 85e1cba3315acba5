/**
 * `npm run fuzz -- [RUNS] [SEED]`: random configurations either preview, with no two address ranges that overlap, or
 * are refused with a place. The test beside it does fewer.
 */
import fc from "fast-check";
import { contains, overlaps } from "../../proofs/ranges";
import { stringify } from "yaml";
import { planPools } from "../../components/cluster/node-pools";
import { type Cidr, rangesOf } from "../../components/network/address-plan";
import { ConfigurationError } from "../../config/problem";
import { reportOn } from "../../preview/report";
import { settings } from "../config/arbitraries";
import { load } from "../config/load-text";

export interface Outcome {
  previewed: number;
  refused: number;
  resources: number;
}

/** Tries this many; throws with the smallest counterexample. */
export async function tryConfigurations(runs: number, seed: number): Promise<Outcome> {
  const outcome: Outcome = { previewed: 0, refused: 0, resources: 0 };
  const property = fc.asyncProperty(settings, async (config) => {
    const text = stringify({ config });
    try {
      const environment = load(text);
      const { resources } = await reportOn(environment, { stack: "test" });
      assertApart(environment.regions.map(({ slot }) => rangesOf(slot)));
      for (const region of environment.regions) planPools(region.name, region.pools);
      outcome.previewed++;
      outcome.resources += resources.length;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const line of error.message.split("\n")) {
        if (!/^(Pulumi\.test\.yaml:\d+:\d+ \S.*?: \S|… and )/.test(line)) throw new Error(`without a place: ${line}`);
      }
      outcome.refused++;
    }
  });
  await fc.assert(property, { numRuns: runs, seed });
  return outcome;
}

/** No range of one region overlaps one of another, and each lies in its region's own. */
function assertApart(plans: readonly ReturnType<typeof rangesOf>[]): void {
  const ranges = plans.flatMap(({ region, ...parts }, owner) =>
    Object.values(parts).map((range: Cidr) => {
      if (!contains(region, range)) throw new Error(`${range} lies outside ${region}`);
      return { owner, range };
    }),
  );
  for (const [index, a] of ranges.entries()) {
    for (const b of ranges.slice(index + 1)) {
      if (overlaps(a.range, b.range)) throw new Error(`${a.range} and ${b.range} overlap`);
    }
  }
}

async function main(): Promise<void> {
  const [runs = 10_000, seed = 1] = process.argv.slice(2).map(Number);
  const began = performance.now();
  const { previewed, refused, resources } = await tryConfigurations(runs, seed);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${runs} random configurations (seed ${seed}): ${previewed} previewed with ${resources} resources, ` +
      `${refused} refused with a place, 0 exceptions, ${seconds} s`,
  );
}

if (require.main === module) void main();
