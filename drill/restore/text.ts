/** What the drills have measured, as a table and a few sentences. */
import { type Page, fill, table } from "../../preview/page";
import { PROMISE } from "./archive";
import { type Outcome, STEPS, type Step, recoveryTime } from "./restore";

/** The reference's, in seconds; and its health checks: a lost machine is known after three of them. */
export const TARGETS = { recoveryPoint: 3600, recoveryTime: 1800, detection: 3 * 30 } as const;

const HEAD = ["run", "disaster", "acknowledged", "lost", "given up", "RPO", "RTO", "most of it", "p95 before, after"];

/** @param outcomes By run; a text where nothing could be restored. */
export function toText(outcomes: readonly (Outcome | string)[], page: Page): string {
  const restored = outcomes.filter((outcome) => typeof outcome !== "string");
  const rows = outcomes.flatMap((outcome, index) =>
    typeof outcome === "string" ? [] : [rowOf(outcome, String(index + 1))],
  );
  const measured = restored.length === 0 ? [] : [table(HEAD, rows, page), summaryOf(restored), paceOf(restored)];
  const problems = outcomes.flatMap((outcome, index) => problemsOf(outcome).map((one) => `run ${index + 1}: ${one}`));
  const [drawn, ...lines] = [...measured, ...problems];
  return `${[drawn, ...lines.map((line) => fill(line, page))].join("\n\n")}\n`;
}

/** All that is wrong with a run, a missed target included. */
export function problemsOf(outcome: Outcome | string): readonly string[] {
  if (typeof outcome === "string") return [outcome];
  const [point, time] = [outcome.recoveryPoint, recoveryTime(outcome)];
  return [
    ...outcome.problems,
    ...(point > TARGETS.recoveryPoint ? [`RPO is ${point.toFixed(0)} s, allowed are ${TARGETS.recoveryPoint}`] : []),
    ...(time > TARGETS.recoveryTime ? [`RTO is ${time.toFixed(0)} s, allowed are ${TARGETS.recoveryTime}`] : []),
  ];
}

function rowOf(outcome: Outcome, run: string): readonly string[] {
  const { plan, acknowledged, lost, givenUp, recoveryPoint, p95 } = outcome;
  const figures = [acknowledged, lost, givenUp].map((figure) => figure.toLocaleString("en"));
  const times = [`${recoveryPoint.toFixed(1)} s`, `${recoveryTime(outcome).toFixed(1)} s`];
  const latencies = `${p95.before.toFixed(1)}, ${p95.after.toFixed(1)} ms`;
  return [run, plan.disaster, ...figures, ...times, longestOf(outcome), latencies];
}

function longestOf({ steps }: Outcome): Step {
  return STEPS.reduce((longest, step) => (steps[step] > steps[longest] ? step : longest));
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const sum = (key: "acknowledged" | "lost" | "lostAgainstPromise" | "givenUp") =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0).toLocaleString("en");
  const most = (figures: readonly number[]) => `${Math.max(...figures).toFixed(1)} s`;
  return (
    `${outcomes.length} restored: of ${sum("acknowledged")} acknowledged messages ${sum("lost")} are lost, ` +
    `${sum("lostAgainstPromise")} of them against the archive's promise (${PROMISE} s where a machine is lost, nothing where rows ` +
    `are deleted); ${sum("givenUp")} that came after a deletion are given up. ` +
    `Largest RPO ${most(outcomes.map(({ recoveryPoint }) => recoveryPoint))} (target 1 h), ` +
    `largest RTO ${most(outcomes.map(recoveryTime))} (target 30 min), before which a lost machine must be noticed: ` +
    `${TARGETS.detection} s by the reference's health checks.`
  );
}

/** A drill's data are small: what grows with data, and how much of it the target would hold at the pace measured. */
function paceOf(outcomes: readonly Outcome[]): string {
  const seconds = (step: Step) => outcomes.reduce((total, { steps }) => total + steps[step], 0);
  const all = STEPS.reduce((total, step) => total + seconds(step), 0);
  const shares = STEPS.map((step) => `${step} ${((100 * seconds(step)) / all).toFixed(0)} %`).join(", ");
  const bytes = outcomes.reduce((total, { size }) => total + size, 0);
  const pace = bytes / (seconds("lay down the backup") + seconds("replay the log"));
  const held = (pace * (TARGETS.recoveryTime - TARGETS.detection)) / 1e9;
  return (
    `Of the time: ${shares}. The backup and its log came back at ${(pace / 1e6).toFixed(0)} MB/s, from this machine's memory and ` +
    `without fsync; at that pace the target would hold ${held.toFixed(0)} GB of them.`
  );
}
