/** What the schema cannot say of budgets: limits that would quietly be without effect. */
import type { Budget } from "../cost/budget";
import { LEVELS } from "../cost/levels";
import { type Usd, centsOf, dollars } from "../cost/money";
import type { Environment } from "./environment";
import type { Finding } from "./finding";
import { nameOf } from "./problem";
import type { EnvironmentSettings } from "./schema";

export function* budgetFindings(settings: EnvironmentSettings, environment: Environment): Generator<Finding> {
  const { clusters, budgets } = environment;
  if (clusters === "kubeconfig") {
    const nothing = "nothing has a price where clusters are those of a kubeconfig; take it away";
    if (settings["agno:cost"]) yield { paths: [["config", "agno:cost"]], message: nothing };
    for (const { path } of budgets) yield { paths: [path], message: nothing };
    return;
  }
  for (const budget of budgets) {
    const tighter = budgets.find((other) => budget.limit > other.limit && covers(other, budget));
    if (tighter === undefined) continue;
    const message =
      `${inWords(budget.limit)} can never be reached: ${nameOf(tighter.path)} allows ${inWords(tighter.limit)}, and ` +
      `${whyItCounts(tighter, budget)}; lower this one, or raise the other`;
    yield { paths: [budget.path], causes: [tighter.path], message };
  }
}

/** Whether what the other limit is about is at least as much as what this one is about. */
function covers(other: Budget, budget: Budget): boolean {
  if (other.period !== budget.period) return false;
  const same = other.of === budget.of && other.name === budget.name;
  const rank = (one: Budget) => LEVELS.indexOf(one.level);
  return same ? rank(other) > rank(budget) : other.of === "environment" && other.level === budget.level;
}

function whyItCounts(other: Budget, budget: Budget): string {
  return other.of === budget.of
    ? `the ${budget.level} is never above the ${other.level === "expected" ? "expected level" : other.level}`
    : `the ${budget.of} is a part of the environment`;
}

function inWords(limit: Usd): string {
  return dollars(centsOf(limit));
}
