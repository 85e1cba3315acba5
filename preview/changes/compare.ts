/** A report that says what its revision changes of another. */
import type { Report } from "../report";
import type { Base } from "./base";
import { costDelta } from "./cost-delta";
import { differenceBetween } from "./difference";

/** Adds the changes; or why there are none, where the base cannot be previewed: this revision may be what mends it. */
export function comparedWith(base: Base, report: Report): Report {
  const { ref, commit } = base;
  if ("failure" in base) {
    return { ...report, notCompared: `not compared with ${ref}, which cannot be previewed: ${base.failure}` };
  }
  const { resources, cost } = base.preview;
  const changes = {
    base: { ref, commit },
    ...differenceBetween(resources, report.resources),
    costDelta: report.cost === null ? null : costDelta(cost, report.cost),
  };
  return { ...report, changes };
}
