/** What may stand in a stack file about money; see schema.ts. */
import { z } from "zod";
import { DEFAULT_ALERT_AT, DEFAULT_ASSUMPTIONS } from "./defaults";

/** Far above what the largest environment can cost; below it, cents are exact. */
const MOST_USD = 1_000_000_000;

const usd = (description: string, example: number) =>
  z
    .number()
    .min(0.01)
    .max(MOST_USD)
    .refine((dollars) => Number(dollars.toFixed(2)) === dollars, {
      error: "finer than a cent; allowed are US dollars with up to two decimals",
    })
    .exactOptional()
    .meta({ description, examples: [example] });

const limits = (when: string) => ({
  hourly: usd(`US dollars an hour at most, ${when}.`, 180),
  daily: usd(`US dollars a day (24 hours) at most, ${when}.`, 4320),
  monthly: usd(`US dollars a month (730 hours) at most, ${when}.`, 40000),
});

const ORDINARY = "in an ordinary hour (agno:cost.load)";
const SMALLEST = "all pools and agents at their minimum";

/** A budget of the environment, a region or a tenant. Its own figures are those for the ceiling. */
export const budget = z.strictObject({
  ...limits("all pools and agents at their maximum"),
  expected: z
    .strictObject(limits(ORDINARY))
    .exactOptional()
    .meta({ description: `The same figures ${ORDINARY}.` }),
  floor: z
    .strictObject(limits(SMALLEST))
    .exactOptional()
    .meta({ description: `The same figures, ${SMALLEST}.` }),
  alertAt: z
    .number()
    .min(0)
    .max(1)
    .exactOptional()
    .meta({
      description:
        "The share of each figure from which on the preview warns. Default: that of agno:budget, " +
        `or ${DEFAULT_ALERT_AT}.`,
      examples: [DEFAULT_ALERT_AT],
    }),
});

/** What the cost cannot know from the rest of the file. */
export const cost = z.strictObject({
  load: z.number().min(0).max(1).exactOptional().meta({
    description: "How far pools and agents are between minimum and maximum in an ordinary hour: the level expected.",
    default: DEFAULT_ASSUMPTIONS.load,
  }),
  natGiBPerNodeHour: z.number().min(0).max(100_000).exactOptional().meta({
    description: "GiB that each node sends and receives through Cloud NAT in an hour: image layers, models' answers.",
    default: DEFAULT_ASSUMPTIONS.natGiBPerNodeHour,
  }),
});

export type BudgetPatch = z.infer<typeof budget>;
