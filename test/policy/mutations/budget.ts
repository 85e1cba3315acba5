import { type Mutation, set } from "../mutate";

const STACK = "agno-platform-prod";
const BUDGETS = "budgets";
const ONE = `${BUDGETS}.0`;

export const BUDGETS_BROKEN: Readonly<Record<string, readonly Mutation[]>> = {
  "costs-stay-within-budgets": [
    set(STACK, `${ONE}.cost`, 180.01, "$180.01"),
    set(STACK, `${ONE}.limit`, 143.98, "$143.99"),
    // A cost that is partly unknown is none that is low.
    set(STACK, `${ONE}.unpriced`, ["n2-cpu in us-west1"], "no price for n2-cpu in us-west1"),
    set(STACK, BUDGETS, undefined, "not set"),
    set(STACK, BUDGETS, {}, "wrong at budgets ("),
    set(STACK, `${ONE}.limit`, undefined, "budgets.0.limit"),
    set(STACK, `${ONE}.limit`, "180", "budgets.0.limit"),
    set(STACK, `${ONE}.unpriced`, undefined, "budgets.0.unpriced"),
    set(STACK, `${ONE}.cost`, -1, "budgets.0.cost"),
  ],
  "costs-stay-below-alerts": [
    set(STACK, `${ONE}.cost`, 144, "$144.00, 80 %"),
    set(STACK, `${ONE}.cost`, 180, "100 %"),
    set(STACK, `${ONE}.alertAt`, 0.5, "$143.99"),
  ],
};
