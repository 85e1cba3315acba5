/**
 * `npm run bench:growth -- 500 2000`: how the real engine's time grows with the resources of one stack, and what it is
 * when the same resources are cut into one stack for each of eight regions.
 */

import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { Cloud } from "../emulator/google/cloud";
import { startCloud } from "../emulator/google/cloud-server";
import { openRunFolder } from "../sandbox/cluster/run-folder";
import { Engine } from "../sandbox/engine/engine";
import { projectWith } from "../sandbox/engine/project";
import { tools } from "../tools/tools";

const REGIONS = 8;

/** Components with a network each and addresses that depend on nothing: the engine's own work, hardly any of ours. */
const PROGRAM = `
  const gcp = require("@pulumi/gcp");
  const pulumi = require("@pulumi/pulumi");
  const { regions, each } = JSON.parse(require("node:fs").readFileSync(__dirname + "/size.json", "utf8"));
  const provider = new gcp.Provider("google", { project: "acme-agents" });
  for (const region of regions) {
    const parent = new pulumi.ComponentResource("bench:region:Region", region, {}, {});
    for (let i = 0; i < each; i++) {
      const name = region + "-" + i;
      const args = { name: "a-" + name, region: "us-central1", addressType: "EXTERNAL" };
      new gcp.compute.Address(name, args, { parent, provider });
    }
    parent.registerOutputs({});
  }
`;

interface Times {
  readonly up: number;
  readonly preview: number;
  /** Bytes of the largest state. */
  readonly state: number;
}

async function measure(
  pulumi: string,
  stacks: readonly { readonly regions: readonly string[]; readonly each: number }[],
) {
  const folder = openRunFolder();
  const google = await startCloud({ cloud: new Cloud() });
  const project = projectWith(join(folder.path, "project"), PROGRAM);
  const engine = new Engine({ directory: join(folder.path, "engine"), pulumi, project, google: google.url });
  const seconds = async (...args: readonly string[]) => {
    const began = performance.now();
    const { status, stdout, stderr } = await engine.run(...args);
    if (status !== 0) throw new Error(`pulumi ${args.join(" ")}:\n${stdout}${stderr}`);
    return (performance.now() - began) / 1000;
  };
  let [up, preview] = [0, 0];
  for (const [index, size] of stacks.entries()) {
    writeFileSync(join(project, "size.json"), JSON.stringify(size));
    await seconds("stack", "init", `s${index}`);
    up += await seconds("up", "-s", `s${index}`, "--yes", "--skip-preview");
    preview += await seconds("preview", "-s", `s${index}`, "--expect-no-changes");
  }
  const states = join(engine.state, ".pulumi/stacks/agno-platform");
  const state = Math.max(...readdirSync(states).map((name) => statSync(join(states, name)).size));
  await google.stop();
  folder.close();
  return { up, preview, state } satisfies Times;
}

async function main(sizes: readonly number[]): Promise<void> {
  const { pulumi } = await tools(["pulumi"]);
  const head = ["resources", "stacks", "up, s", "ms each", "no-change preview, s", "ms each", "largest state, MB"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const size of sizes) {
    const regions = Array.from({ length: REGIONS }, (_, index) => `r${index}`);
    const each = Math.floor(size / REGIONS) - 1;
    for (const stacks of [[{ regions, each }], regions.map((region) => ({ regions: [region], each }))]) {
      const { up, preview, state } = await measure(pulumi, stacks);
      const perResource = (time: number) => ((time / size) * 1000).toFixed(1);
      const row = [size, stacks.length, up.toFixed(1), perResource(up), preview.toFixed(1), perResource(preview)];
      table.push([...row, (state / 1e6).toFixed(2)]);
      process.stderr.write(`${row.join(" · ")}\n`);
    }
  }
  process.stdout.write(`${table.toString()}\n`);
}

void main(process.argv.slice(2).map(Number));
