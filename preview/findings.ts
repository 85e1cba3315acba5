/** All that is wrong with a stack, whoever found it, each with its place in the stack file. */
import type { LoadedStack } from "../config/load";
import type { Path, Problem } from "../config/problem";
import type { Violation } from "../policy/judge";
import { violationsOf } from "../proofs/prove";
import { originsIn } from "./origins";
import type { Report } from "./report";

export interface Finding {
  /** What is broken: a policy's name, "proof" or "configuration". */
  readonly rule: string;
  /** An error fails the preview; a warning is to be looked at. */
  readonly level: "error" | "warning";
  /** What, value, limit and mend. */
  readonly message: string;
  readonly place: Problem;
}

/** The quotas and isolation of all tenants, which no single setting decides. */
const OF_ALL: readonly Path[] = [
  ["config", "agno:tenants"],
  ["config", "agno:regions"],
];

/** Errors first, each group in the order of the file. */
export function findingsOf(report: Report, problemAt: LoadedStack["problemAt"]): readonly Finding[] {
  const originsOf = originsIn(report.resources);
  const finding = (rule: string, level: Finding["level"], message: string, paths: readonly Path[]): Finding => ({
    ...{ rule, level, message, place: problemAt(paths, message) },
  });
  const pathsOf = ({ urn, what }: Violation) =>
    report.budgets.find(({ budget }) => what.includes(`(${budget})`))?.paths ?? originsOf(urn);
  const found = [
    ...violationsOf(report.proofs).map((message) => finding("proof", "error", message, OF_ALL)),
    ...report.policy.map((violation) => {
      const { policy, enforcementLevel, message } = violation;
      return finding(policy, enforcementLevel === "mandatory" ? "error" : "warning", message, pathsOf(violation));
    }),
  ];
  const rank = ({ level, place }: Finding) => (level === "error" ? 0 : 1e9) + place.position.line;
  return found.sort((a, b) => rank(a) - rank(b));
}

/** What is wrong with a stack file that cannot be previewed at all. */
export function findingsIn(problems: readonly Problem[]): readonly Finding[] {
  return problems.map((place) => ({ rule: "configuration", level: "error", message: place.message, place }));
}
