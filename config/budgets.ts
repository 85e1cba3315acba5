/** The budgets of a stack file as a list of single limits, each with its place. */
import type { Budget } from "../cost/budget";
import { LEVELS } from "../cost/levels";
import { PERIODS, type Period } from "../cost/money";
import type { BudgetPatch } from "./budget-schema";
import { DEFAULT_ALERT_AT } from "./defaults";
import type { Path } from "./problem";
import type { EnvironmentSettings } from "./schema";

/** The environment's limits, then those of regions and of tenants in the order of the file. */
export function budgetsOf(environment: string, settings: EnvironmentSettings): readonly Budget[] {
  const { "agno:budget": whole = {}, "agno:regions": regions, "agno:tenants": tenants = {} } = settings;
  const { alertAt = DEFAULT_ALERT_AT } = whole;
  const of = (kind: Budget["of"], name: string, { budget = {} }: { readonly budget?: BudgetPatch }, path: Path) =>
    limitsIn({ alertAt, ...budget }).map((limit): Budget => ({
      ...{ of: kind, name, ...limit, path: [...path, ...limit.path] },
    }));
  const below = (kind: "region" | "tenant", map: Readonly<Record<string, { readonly budget?: BudgetPatch }>>) =>
    Object.entries(map).flatMap(([name, patch]) => of(kind, name, patch, ["config", `agno:${kind}s`, name, "budget"]));
  return [
    ...of("environment", environment, { budget: whole }, ["config", "agno:budget"]),
    ...below("region", regions),
    ...below("tenant", tenants),
  ];
}

type Limit = Omit<Budget, "of" | "name">;

/** What stands at the top of a budget is its ceiling. */
function limitsIn({ alertAt, ...budget }: BudgetPatch & { readonly alertAt: number }): readonly Limit[] {
  return [...LEVELS].reverse().flatMap((level) => {
    const { figures, path } =
      level === "ceiling" ? { figures: budget, path: [] } : { figures: budget[level], path: [level] };
    return periods.flatMap((period): readonly Limit[] => {
      const limit = figures?.[period];
      return limit === undefined ? [] : [{ level, period, limit, alertAt, path: [...path, period] }];
    });
  });
}

const periods = Object.keys(PERIODS) as readonly Period[];
