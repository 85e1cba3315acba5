/** Rules about what a stack costs: the program gives out what it reckoned beside each budget, and these judge it. */
import { z } from "zod";
import { OWNERS } from "../cost/budget";
import { type Spending, type Verdict, findingOn, isBroken, verdictOn } from "../cost/budgets";
import { LEVELS } from "../cost/levels";
import { PERIODS, type Period } from "../cost/money";
import { type Finding, type Rule, type View, stackRule } from "./rule";

const STACK = "pulumi:pulumi:Stack";

/** The stack's output `budgets`. */
const spendings = z.array(
  z.strictObject({
    budget: z.string(),
    of: z.enum(OWNERS),
    name: z.string(),
    level: z.enum(LEVELS),
    period: z.enum(Object.keys(PERIODS) as [Period, ...Period[]]),
    limit: z.number().positive(),
    alertAt: z.number().min(0).max(1),
    cost: z.number().min(0),
    unpriced: z.array(z.string()),
  }),
);

const withinBudgets = stackRule({
  name: "costs-stay-within-budgets",
  why: "A figure in a stack file is thousands of dollars a month as soon as an autoscaler uses it.",
  mend: "lower min or max of its pools and agents, add a price that is missing (npm run prices), or raise the budget",
  level: "mandatory",
  *checkStack(view) {
    const { told, wrong } = spendingsIn(view);
    yield* wrong;
    yield* findings(told, (verdict) => isBroken({ verdict }));
  },
});

const belowAlerts = stackRule({
  name: "costs-stay-below-alerts",
  why: "Whoever reads that a budget is nearly used can act before a change breaks it.",
  mend: "lower min or max of its pools and agents, or raise the budget, before a change breaks it",
  level: "advisory",
  *checkStack(view) {
    yield* findings(spendingsIn(view).told, (verdict) => verdict === "alert");
  },
});

/** What the stack gives out; what is not there, or of another form, is not taken for a stack without budgets. */
function spendingsIn(view: View): { readonly told: readonly Spending[]; readonly wrong: readonly Finding[] } {
  const [stack] = view.ofKind<{ readonly budgets?: unknown }>(STACK);
  const budgets = stack?.props.budgets;
  const parsed = spendings.safeParse(budgets);
  if (parsed.success) return { told: parsed.data, wrong: [] };
  // Not the value itself, whose keys the engine sorts: both adapters say the same.
  const [issue] = parsed.error.issues;
  const place = ["budgets", ...(issue?.path ?? [])].join(".");
  const value = budgets === undefined ? "not set" : `wrong at ${place} (${issue?.message ?? ""})`;
  const limit = "a list of what index.ts reckons, empty for a stack without budgets";
  return { told: [], wrong: [{ what: "output budgets", value, limit }] };
}

function* findings(told: readonly Spending[], isMeant: (verdict: Verdict) => boolean): Generator<Finding> {
  for (const spending of told) {
    const verdict = verdictOn(spending);
    if (verdict !== "fine" && isMeant(verdict)) yield findingOn(spending, verdict);
  }
}

export const BUDGET_RULES: readonly Rule[] = [withinBudgets, belowAlerts];
