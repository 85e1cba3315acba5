/** What may stand in a stack file about traffic from outside; see schema.ts. */
import { z } from "zod";
import { GOOGLE_REGIONS } from "../components/region/google-regions";
import { ROUTING_POLICIES } from "../components/routing/settings";
import { DEFAULT_ROUTING } from "./defaults";

/** Percents are what people write, and larger figures say nothing that these do not. */
const MOST_WEIGHT = 100;

/** A region's. */
export const weight = z.int().min(0).max(MOST_WEIGHT);

/** How traffic is divided among the regions. */
export const routing = z.strictObject({
  policy: z
    .enum(ROUTING_POLICIES)
    .exactOptional()
    .meta({
      description:
        "weighted: by the regions' weights. nearest: to the region that is nearest to whoever asks. primary: all to one " +
        "region, and to the nearest of the others where it fails; tenants that are not in it are answered by weight.",
      default: DEFAULT_ROUTING.policy,
    }),
  primary: z
    .enum(GOOGLE_REGIONS)
    .exactOptional()
    .meta({
      description: "The region that has all traffic as long as it is healthy; only with policy: primary.",
      examples: ["us-central1"],
    }),
});
