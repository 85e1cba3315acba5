/** What may stand in a stack file about maintenance; see schema.ts. */
import { z } from "zod";
import { EXCLUSION_SCOPES, WEEKDAYS } from "../components/cluster/maintenance";

const moment = z.iso.datetime({
  error: 'not a moment in UTC; allowed is RFC 3339 in quotes, for example "2026-11-26T00:00:00Z"',
});

const exclusion = z.strictObject({
  from: moment.meta({ description: "First moment without upgrades, UTC.", examples: ["2026-11-26T00:00:00Z"] }),
  to: moment.meta({ description: "First moment after it, UTC.", examples: ["2026-12-01T00:00:00Z"] }),
  scope: z.enum(EXCLUSION_SCOPES).meta({ description: "What is kept away." }),
});

/** When Google may upgrade clusters. */
export const maintenance = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .exactOptional()
    .meta({ description: "Weekdays (UTC) on which Google may upgrade clusters." }),
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not a time of day; allowed is "00:00" to "23:59", in quotes' })
    .exactOptional()
    .meta({ description: "Beginning of the window, UTC." }),
  hours: z.int().min(4).max(24).exactOptional().meta({
    description: "Length of the window. GKE needs 48 hours in any 32 days: two days a week of 6 hours are enough.",
  }),
  exclusions: z
    .record(
      z.string().regex(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, {
        error: "not an exclusion's name; allowed are up to 63 letters, digits and -, beginning with a letter",
      }),
      exclusion,
    )
    .exactOptional()
    .meta({ description: "Times without upgrades, by name, for example a season of sales." }),
});

export type MaintenancePatch = z.infer<typeof maintenance>;
