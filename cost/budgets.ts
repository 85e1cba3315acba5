/** What a budget allows, and whether it holds: plain data, so that the preview and the policy pack judge alike. */
import { type Path, listed, nameOf } from "../config/problem";
import type { Budget } from "./budget";
import type { Cost } from "./model";
import { type Usd, centsOf, dollars, usdOf } from "./money";

/** A limit and what there is to be paid: what a stack gives out, and all that a verdict needs. */
export interface Spending extends Omit<Budget, "path"> {
  /** The limit's name in the stack file: "agno:regions.us-central1.budget.hourly". */
  readonly budget: string;
  /** Without what has no price. */
  readonly cost: Usd;
  /** What has none, such as "n2-cpu in us-west1". */
  readonly unpriced: readonly string[];
}

/** Over and unpriced break the budget; an alert does not. */
export type Verdict = "fine" | "alert" | "unpriced" | "over";

export interface Judgement extends Spending {
  readonly verdict: Verdict;
  /** Where to mend it in the stack file, the limit's own place first. */
  readonly paths: readonly Path[];
  /** Who, how much, what is allowed and what to do, in one line. */
  readonly message: string;
}

/** Every budget beside its cost; none where nothing has a price, as there are no budgets there either. */
export function spendingsOf(budgets: readonly Budget[], cost: Cost | null): readonly Spending[] {
  return cost === null ? [] : budgets.map((budget) => spendingOn(budget, cost));
}

function spendingOn({ path, ...budget }: Budget, cost: Cost): Spending {
  const { total, regions, tenants } = cost.levels[budget.level];
  const sum = { environment: total, region: regions[budget.name], tenant: tenants[budget.name] }[budget.of];
  if (sum === undefined) throw new Error(`${nameOf(path)}: there is no ${budget.of} ${budget.name}`);
  return { budget: nameOf(path), ...budget, cost: usdOf(sum[budget.period]), unpriced: sum.unpriced };
}

/** Whatever has no price may cost anything: that the rest is within the limit says nothing. */
export function verdictOn({
  cost,
  limit,
  alertAt,
  unpriced,
}: Pick<Spending, "cost" | "limit" | "alertAt" | "unpriced">): Verdict {
  const [spent, most] = [centsOf(cost), centsOf(limit)];
  if (spent > most) return "over";
  if (unpriced.length > 0) return "unpriced";
  return spent >= Number((most * alertAt).toFixed(6)) ? "alert" : "fine";
}

/** All budgets judged, in their order. */
export function judgeBudgets(budgets: readonly Budget[], cost: Cost | null): readonly Judgement[] {
  if (cost === null) return [];
  return budgets.map((budget) => {
    const spending = spendingOn(budget, cost);
    const verdict = verdictOn(spending);
    return { ...spending, verdict, paths: [budget.path, ...causesOf(budget)], message: messageOf(spending, verdict) };
  });
}

/** Whether a budget is broken. */
export function isBroken({ verdict }: Pick<Judgement, "verdict">): boolean {
  return verdict === "over" || verdict === "unpriced";
}

/** What makes the cost, by its places in the stack file. */
function causesOf({ of, name }: Budget): readonly Path[] {
  const everywhere: Path = ["config", "agno:pools"];
  if (of === "environment") return [everywhere, ["config", "agno:regions"]];
  if (of === "region") return [["config", "agno:regions", name, "pools"], everywhere, ["config", "agno:regions", name]];
  return [
    ["config", "agno:tenants", name, "agents"],
    ["config", "agno:tenants", name, "quota"],
  ];
}

const PERIOD = { hourly: "an hour", daily: "a day", monthly: "a month" } as const;
const LEVEL = { floor: "at its floor", expected: "as expected", ceiling: "at its ceiling" } as const;

/** "tenant globex a month at its ceiling". */
export function subjectOf({ of, name, level, period }: Pick<Budget, "of" | "name" | "level" | "period">): string {
  const whose = of === "environment" ? "the environment" : `${of} ${name}`;
  return `${whose} ${PERIOD[period]} ${LEVEL[level]}`;
}

/** What it is, what it costs and what is allowed, for a budget that does not just hold. */
export function findingOn(spending: Spending, verdict: Exclude<Verdict, "fine">) {
  const { budget, cost, limit, alertAt, unpriced } = spending;
  const [spent, most] = [inDollars(cost), inDollars(limit)];
  const holes = unpriced.length > 0 ? listed(unpriced) : "";
  const what = `the cost of ${subjectOf(spending)} (${budget})`;
  switch (verdict) {
    case "over":
      return { what, value: holes ? `at least ${spent}, without ${holes}` : spent, limit: `at most ${most}` };
    case "unpriced":
      return { what, value: `not known, as there is no price for ${holes}`, limit: `at most ${most}` };
    case "alert": {
      const alert = `${Number((alertAt * 100).toFixed(2))} % of ${most}`;
      return { what, value: `${spent}, ${percentOf(spending)} % of its budget`, limit: `less than ${alert} (alertAt)` };
    }
  }
}

/** How much of a budget is used, in whole percent, rounded down: 100 where it is, and not before. */
export function percentOf({ cost, limit }: Pick<Spending, "cost" | "limit">): number {
  return Math.floor((100 * centsOf(cost)) / centsOf(limit));
}

const MEND = {
  over: "lower min or max of its pools and agents, or raise the budget",
  unpriced: "add the price (npm run prices), or take the budget away",
  alert: "lower min or max of its pools and agents, or raise the budget, before a change breaks it",
} as const;

function messageOf(spending: Spending, verdict: Verdict): string {
  if (verdict === "fine") {
    return `the cost of ${subjectOf(spending)} is ${inDollars(spending.cost)} of ${inDollars(spending.limit)}`;
  }
  const { what, value, limit } = findingOn(spending, verdict);
  return `${what} is ${value}, allowed is ${limit}; ${MEND[verdict]}`;
}

function inDollars(usd: Usd): string {
  return dollars(centsOf(usd));
}
