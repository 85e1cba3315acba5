/** Google's own price list, as its Cloud Billing Catalog API gives it, read as prices of ours. */
import { z } from "zod";
import { GOOGLE_REGIONS } from "../components/region/google-regions";
import type { Sku } from "./skus";

/** What was saved is no price list; the message says what it should be. */
export class WrongCatalog extends Error {
  override readonly name = "WrongCatalog";
}

/** The part of an entry that is read; the API has more. */
const entry = z.object({
  skuId: z.string(),
  description: z.string(),
  category: z.object({ usageType: z.string() }),
  serviceRegions: z.array(z.string()),
  pricingInfo: z.array(
    z.object({
      effectiveTime: z.string().default(""),
      pricingExpression: z.object({
        usageUnit: z.string(),
        tieredRates: z.array(
          z.object({
            unitPrice: z.object({
              currencyCode: z.string(),
              units: z.union([z.string().regex(/^\d{1,6}$/), z.int().min(0)]).default(0),
              nanos: z.int().min(0).max(999_999_999).default(0),
            }),
          }),
        ),
      }),
    }),
  ),
});
const page = z.object({ skus: z.array(entry) });
type Entry = z.infer<typeof entry>;

/** A price of ours that the catalog has, by region. */
export interface Listed {
  readonly sku: Sku;
  readonly region: string;
  readonly usd: string;
  readonly skuId: string;
}

/** Entries in one page, several pages, or a list of their own. */
function entriesOf(json: unknown): readonly Entry[] {
  const result = z.union([page.transform(({ skus }) => [{ skus }]), z.array(page), z.array(entry)]).safeParse(json);
  const entries = result.success ? result.data.flatMap((one) => ("skus" in one ? one.skus : [one])) : [];
  if (entries.length > 0) return entries;
  throw new WrongCatalog(
    "no list of prices; allowed is what https://cloudbilling.googleapis.com/v1/services/SERVICE/skus answers: a page " +
      "({ skus: [ … ] }), a list of pages, or a list of all skus",
  );
}

const RUNNING = "running in .+";
const FORMS: readonly (readonly [
  pattern: string,
  skuOf: (...groups: string[]) => string,
  unit: (part: string) => string,
])[] = [
  [
    `(N1 Predefined|E2|N2|N2D AMD) Instance (Core|Ram) ${RUNNING}`,
    (family = "", part = "") => `${family.split(" ")[0]?.toLowerCase() ?? ""}-${part === "Core" ? "cpu" : "memory"}`,
    (sku) => (sku.includes("-cpu") ? "h" : "GiBy.h"),
  ],
  [`Nvidia Tesla T4 GPU (?:attached to Spot Preemptible VMs )?${RUNNING}`, () => "t4", () => "h"],
  ["Balanced PD Capacity(?: in .+)?", () => "pd-balanced", () => "GiBy.mo"],
];

/** Which of ours an entry is, and the unit that its price must be for; commitments and the like are none. */
function ours({
  description,
  category: { usageType },
}: Entry): { readonly sku: Sku; readonly unit: string } | undefined {
  if (usageType !== "OnDemand" && usageType !== "Preemptible") return undefined;
  const spot = usageType === "Preemptible";
  for (const [pattern, skuOf, unitOf] of FORMS) {
    const match = new RegExp(`^(?:Spot Preemptible )?${pattern}$`).exec(description);
    if (match === null || spot !== description.includes("Spot Preemptible")) continue;
    const sku = skuOf(...match.slice(1));
    return { sku: `${sku}${spot ? "-spot" : ""}` as Sku, unit: unitOf(sku) };
  }
  return undefined;
}

/**
 * The prices of ours in a saved list, in its order.
 *
 * @throws WrongCatalog where it is none, or an entry of ours has no single price in US dollars for the unit of ours.
 */
export function pricesIn(json: unknown): readonly Listed[] {
  return entriesOf(json).flatMap((one) => {
    const own = ours(one);
    if (own === undefined) return [];
    const usd = usdIn(one, own.unit);
    const here = one.serviceRegions.filter((region) => (GOOGLE_REGIONS as readonly string[]).includes(region));
    return here.map((region): Listed => ({ sku: own.sku, region, usd, skuId: one.skuId }));
  });
}

/** The latest price, such as "0.031611". */
function usdIn({ skuId, description, pricingInfo }: Entry, unit: string): string {
  const [latest] = [...pricingInfo].sort((a, b) => (a.effectiveTime < b.effectiveTime ? 1 : -1));
  const { usageUnit, tieredRates: rates = [] } = latest?.pricingExpression ?? {};
  const [rate] = rates;
  if (rate === undefined || rates.length > 1 || usageUnit !== unit || rate.unitPrice.currencyCode !== "USD") {
    const found = `${rates.length} rates in ${rate?.unitPrice.currencyCode ?? "nothing"} for ${usageUnit ?? "nothing"}`;
    throw new WrongCatalog(`${skuId} "${description}" has ${found}; allowed is one rate in USD for ${unit}`);
  }
  const { units, nanos } = rate.unitPrice;
  const fraction = String(nanos).padStart(9, "0").replace(/0+$/, "");
  return fraction === "" ? String(units) : `${units}.${fraction}`;
}
