/**
 * `npm run bench:tenants`: the whole offline preview of 10, 25 and 50 tenants with six agents each in three regions, in
 * one run. What a preview of one tenant takes is the start; what is above it is divided by the resources above it.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { type Measured, measure, median } from "./process";
import { stackWithTenants } from "./stack-with-tenants";

const PREVIEW = ["--max-semi-space-size=128", "--require", "./loader.cjs", "preview/main.ts", "bench"];
const TENANTS = [1, 10, 25, 50];
/** A region of 50 tenants has more nodes than a region otherwise should. */
const POLICY = { "pools-stay-within-ceilings": { nodesElsewhere: 500 } };
const RUNS = 3;

interface Previewed extends Measured {
  readonly tenants: number;
  readonly resources: number;
}

/** The middle of some runs. */
function preview(directory: string, tenants: number): Previewed {
  const [file, policy] = [join(directory, `${tenants}.yaml`), join(directory, "policy.json")];
  writeFileSync(policy, JSON.stringify(POLICY));
  writeFileSync(
    file,
    stackWithTenants({ tenants, agentsEach: 6, regions: ["us-central1", "europe-west4", "us-east1"] }),
  );
  const runs = Array.from({ length: RUNS }, () => measure([...PREVIEW, "--config", file, "--policy-config", policy]));
  const [resources = "0"] = /[\d,]+(?= resources)/.exec(runs[0]?.output ?? "") ?? [];
  return {
    tenants,
    resources: Number(resources.replaceAll(",", "")),
    time: median(runs.map(({ time }) => time)),
    memory: median(runs.map(({ memory }) => memory)),
    output: "",
  };
}

function main(): void {
  const directory = mkdtempSync(join(tmpdir(), "agno-bench-"));
  const head = ["tenants", "agents", "resources", "seconds", "MB", "ms a resource above", "kB a resource above"];
  const table = new Table({ head, style: { head: [], border: [] } });
  try {
    const [start, ...rest] = TENANTS.map((tenants) => {
      process.stderr.write(`${tenants} tenants …\n`);
      return preview(directory, tenants);
    });
    if (start === undefined) return;
    for (const { tenants, resources, time, memory } of [start, ...rest]) {
      const more = resources - start.resources;
      const above = (figure: number) => (more === 0 ? "" : (figure / more).toFixed(2));
      const row = [tenants, tenants * 6, resources.toLocaleString("en"), (time / 1000).toFixed(1), memory];
      table.push([...row, above(time - start.time), above((memory - start.memory) * 1000)]);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  console.log(`offline preview, above its start with one tenant (at most 2 ms and 60 kB):\n${table.toString()}`);
}

main();
