/** `npm run bench`: how fast a preview starts and evaluates, as ratios against a floor measured in the same run. */
import Table from "cli-table3";
import { measure, median } from "./process";

const LOADER = ["--max-semi-space-size=128", "--require", "./loader.cjs"];
const RUNS = 5;

/** The start of a preview against the least that any Pulumi program does. */
function start(): void {
  const floors: number[] = [];
  const previews: number[] = [];
  let memory = 0;
  for (let run = 0; run < RUNS; run++) {
    floors.push(measure(["--eval", 'require("@pulumi/pulumi")']).time);
    const preview = measure([...LOADER, "preview/main.ts", "dev"]);
    previews.push(preview.time);
    memory = Math.max(memory, preview.memory);
  }
  const ratio = median(previews) / median(floors);
  console.log(
    `start: preview of dev ${median(previews).toFixed(0)} ms, import of @pulumi/pulumi ${median(floors).toFixed(0)} ms: ` +
      `${ratio.toFixed(2)} × (at most 3); ${memory} MB (below 400)`,
  );
}

interface Loop {
  readonly resources: number;
  readonly time: number;
}

/** Evaluation against loops of bare RegisterResource calls: one at a time, and as many as gRPC gains from. */
function evaluation(): void {
  const head = ["resources", "evaluation", "raw loop", "ratio", "raw, 32 at a time", "ratio", "memory"];
  const table = new Table({ head, style: { head: [], border: [] } });
  const perResource: number[] = [];
  for (const size of [1_000, 5_000, 20_000]) {
    const evaluated = measure([...LOADER, "bench/evaluate.ts", String(size)]);
    const { resources, time } = JSON.parse(evaluated.output) as Loop;
    const raw = (parallel: number) =>
      (JSON.parse(measure([...LOADER, "bench/raw-loop.ts", `${resources}`, `${parallel}`]).output) as Loop).time;
    const [one, many] = [raw(1), raw(32)];
    perResource.push(time / resources);
    const ms = (figure: number) => `${(figure / resources).toFixed(2)} ms`;
    const ratio = (floor: number) => `${(time / floor).toFixed(2)} ×`;
    table.push([
      ...[resources.toLocaleString("en"), ms(time), ms(one), ratio(one), ms(many), ratio(many)],
      `${evaluated.memory} MB`,
    ]);
  }
  console.log(`evaluation, time for each resource (at most 2 × the raw loop):\n${table.toString()}`);
  const [small = NaN, , large = NaN] = perResource;
  console.log(`growth: a resource among 20,000 takes ${(large / small).toFixed(2)} × of one among 1,000 (at most 1.3)`);
}

start();
evaluation();
