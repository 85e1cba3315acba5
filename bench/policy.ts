/** `npm run bench:policy`: how fast the policy pack starts, beside one without rules, and judges 10,000 resources. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../config/load";
import type { RegisteredResource } from "../emulator/monitor";
import { violationsIn } from "../policy/offline";
import { RULES } from "../policy/rules";
import { reportOn } from "../preview/report";
import { startPack } from "../test/e2e/policy/pack";

const RESOURCES = 10_000;
const RUNS = 3;
const LIMITS = { start: 2, each: 0.3 };

async function main(): Promise<void> {
  const empty = emptyPack();
  const starts: number[] = [];
  const floors: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    floors.push(await startOf(empty));
    starts.push(await startOf());
  }
  rmSync(empty, { recursive: true });
  const environment = loadEnvironment({ directory: `${__dirname}/..`, stack: "prod" });
  const resources = copies((await reportOn(environment, { stack: "prod" })).resources);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    violationsIn(resources);
    times.push((performance.now() - began) / resources.length);
  }
  const [start, floor, each] = [median(starts), median(floors), median(times)];
  process.stdout.write(
    `pack start ${start.toFixed(2)} s (at most ${LIMITS.start}); a pack without rules ${floor.toFixed(2)} s\n` +
      `${RULES.length} rules over ${resources.length} resources: ${each.toFixed(4)} ms a resource (at most ${LIMITS.each})\n`,
  );
  if (start > LIMITS.start || each > LIMITS.each) process.exitCode = 1;
}

async function startOf(folder?: string): Promise<number> {
  const pack = await startPack(folder);
  await pack.stop();
  return pack.start;
}

/** A pack without rules, and without this project's loader. */
function emptyPack(): string {
  const folder = mkdtempSync(join(tmpdir(), "agno-platform-pack-"));
  const policy = JSON.stringify(require.resolve("@pulumi/policy"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "0.1.0", "main": "pack.cjs" }');
  writeFileSync(
    join(folder, "pack.cjs"),
    `const { PolicyPack } = require(${policy}); new PolicyPack("empty", { policies: [] });`,
  );
  return folder;
}

/** The stack as often as it takes: each copy in clusters of its own, as further regions would be. */
function copies(resources: readonly RegisteredResource[]): readonly RegisteredResource[] {
  const times = Math.ceil(RESOURCES / resources.length);
  return Array.from({ length: times }, (_, index) =>
    resources.map((resource) => ({
      ...resource,
      urn: `${resource.urn}-${index}`,
      provider: resource.provider.replace(/::([^:]*)$/, `-${index}::$1`),
    })),
  ).flat();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

void main();
