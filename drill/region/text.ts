/** What the drill of a lost region says. */
import { longestSwitch } from "../../components/routing/health";
import { percent } from "../../preview/in-words";
import { type Page, count, fill, table } from "../../preview/page";
import { TARGETS } from "../restore/text";
import type { Step } from "./commands";
import type { Detection } from "./detection";
import type { LostRegion, TenantLoss } from "./lost-region";

const HEAD = ["lost", "tenant", "its traffic goes to", "grows by", "replicas left", "traffic carried"];

export function toText(lost: readonly LostRegion[], detections: readonly Detection[], page: Page): string {
  const rows = lost.flatMap(({ region, tenants }) => tenants.map((tenant) => rowOf(region, tenant)));
  const drains = lost.map(
    ({ region, records }) => `draining ${region} changes ${count(records.length)} records and nothing else`,
  );
  const problems = lost.flatMap((one) => one.problems);
  return (
    [
      table(HEAD, rows, page),
      fill(detectionInWords(detections), page),
      ...(problems.length === 0
        ? [fill(`${drains.join("; ")}.`, page)]
        : problems.map((problem) => fill(problem, page))),
    ].join("\n\n") + "\n"
  );
}

/** As a script that nobody runs as a whole. */
export function stepsInWords(region: string, steps: readonly Step[]): string {
  const blocks = steps.map(({ what, commands }, index) => [`# ${index + 1}. ${what}`, ...commands].join("\n"));
  return `${[`## Without ${region}`, ...blocks].join("\n\n")}\n`;
}

function rowOf(region: string, { tenant, shares, growth, before, after, carried }: TenantLoss): readonly string[] {
  const parts = Object.entries(shares).map(([name, share]) => `${name} ${Math.round(share * 100)} %`);
  if (parts.length === 0)
    return [region, tenant, "nobody: it is down", "", `${count(after)} of ${count(before)}`, percent(0)];
  return [
    region,
    tenant,
    parts.join(", "),
    `${growth.toFixed(2)} ×`,
    `${count(after)} of ${count(before)}`,
    percent(carried),
  ];
}

function detectionInWords(detections: readonly Detection[]): string {
  const sorted = (key: keyof Detection) => detections.map((one) => one[key]).sort((a, b) => a - b);
  const [found, left] = [sorted("found"), sorted("left")];
  const middle = found[Math.floor(found.length / 2)] ?? 0;
  return (
    `Probers at ${count(detections.length)} random moments: the region is found out after ${(found[0] ?? 0).toFixed(0)} to ` +
    `${(found.at(-1) ?? 0).toFixed(0)} s (half of them within ${middle.toFixed(0)} s) and left after ${(left.at(-1) ?? 0).toFixed(0)} s ` +
    `at the latest (${longestSwitch()} s by the figures, target ${TARGETS.recoveryTime / 60} min).`
  );
}
