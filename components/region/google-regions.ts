/**
 * Where Google offers what the platform runs on: the regions, their zones, and in which of these the N1 machines and
 * the T4 accelerators of the reference exist.
 *
 * Sources: zones and N1 from the machine type lists of Compute Engine (as gathered by
 * Cyclenerd/google-cloud-pricing-cost-calculator, tools/machinetypezone.csv), newer regions from Google's list of
 * regions and zones; T4 from Google's list of GPU regions and zones. A new region is one line here.
 */

interface Offer {
  /** The letters of the region's zones. */
  readonly zones: string;
  /** The zones with N1 machines, where not all have them. */
  readonly n1?: string;
  /** The zones with T4 accelerators. */
  readonly t4?: string;
}

const OFFERS = {
  "africa-south1": { zones: "abc", n1: "" },
  "asia-east1": { zones: "abc", t4: "ac" },
  "asia-east2": { zones: "abc", t4: "ac" },
  "asia-northeast1": { zones: "abc", t4: "ac" },
  "asia-northeast2": { zones: "abc" },
  "asia-northeast3": { zones: "abc", t4: "bc" },
  "asia-south1": { zones: "abc", t4: "abc" },
  "asia-south2": { zones: "abc" },
  "asia-southeast1": { zones: "abc", t4: "abc" },
  "asia-southeast2": { zones: "abc", t4: "ab" },
  "australia-southeast1": { zones: "abc", t4: "ac" },
  "australia-southeast2": { zones: "abc" },
  "europe-central2": { zones: "abc", t4: "bc" },
  "europe-north1": { zones: "abc" },
  "europe-north2": { zones: "abc", n1: "" },
  "europe-southwest1": { zones: "abc", n1: "" },
  "europe-west1": { zones: "bcd", t4: "bcd" },
  "europe-west2": { zones: "abc", t4: "ab" },
  "europe-west3": { zones: "abc", t4: "b" },
  "europe-west4": { zones: "abc", t4: "abc" },
  "europe-west6": { zones: "abc" },
  "europe-west8": { zones: "abc", n1: "" },
  "europe-west9": { zones: "abc", n1: "" },
  "europe-west10": { zones: "abc", n1: "" },
  "europe-west12": { zones: "abc", n1: "" },
  "me-central1": { zones: "abc", n1: "" },
  "me-central2": { zones: "abc", n1: "" },
  "me-west1": { zones: "abc", n1: "bc", t4: "bc" },
  "northamerica-northeast1": { zones: "abc", t4: "c" },
  "northamerica-northeast2": { zones: "abc" },
  "northamerica-south1": { zones: "abc", n1: "" },
  "southamerica-east1": { zones: "abc", t4: "ac" },
  "southamerica-west1": { zones: "abc", n1: "" },
  "us-central1": { zones: "abcf", t4: "abcf" },
  "us-east1": { zones: "bcd", t4: "cd" },
  "us-east4": { zones: "abc", t4: "abc" },
  "us-east5": { zones: "abc", n1: "" },
  "us-south1": { zones: "abc", n1: "" },
  "us-west1": { zones: "abc", t4: "ab" },
  "us-west2": { zones: "abc", t4: "bc" },
  "us-west3": { zones: "abc", t4: "b" },
  "us-west4": { zones: "abc", t4: "ab" },
} as const satisfies Record<string, Offer>;

/** A Google region that the platform knows, for example "europe-west4". */
export type GoogleRegion = keyof typeof OFFERS;

/** Every region that may stand in a stack file, sorted. */
export const GOOGLE_REGIONS = Object.keys(OFFERS).sort() as readonly GoogleRegion[];

/** Whether Google has such a region and the platform knows its zones. */
export function isGoogleRegion(name: string): name is GoogleRegion {
  return Object.hasOwn(OFFERS, name);
}

/** What a node needs that not every zone has. */
export type ZonalNeed = "n1" | "t4";

/** The region's zones that offer everything needed, by their full names, sorted; empty where no zone does. */
export function zonesOffering(region: GoogleRegion, ...needs: readonly ZonalNeed[]): readonly string[] {
  const offer: Offer = OFFERS[region];
  const letters = { n1: offer.n1 ?? offer.zones, t4: offer.t4 ?? "" };
  return Array.from(offer.zones)
    .filter((letter) => needs.every((need) => letters[need].includes(letter)))
    .map((letter) => `${region}-${letter}`);
}

const PARTS = {
  africa: "af",
  asia: "as",
  australia: "au",
  europe: "eu",
  me: "me",
  northamerica: "na",
  southamerica: "sa",
  us: "us",
  central: "c",
  east: "e",
  north: "n",
  northeast: "ne",
  northwest: "nw",
  south: "s",
  southeast: "se",
  southwest: "sw",
  west: "w",
} as const;

/**
 * A short form of the region for names that must not be long (a service account id has 30 characters):
 * "northamerica-northeast1" becomes "na-ne1". No two regions share one.
 */
export function shortNameOf(region: GoogleRegion): string {
  const [continent, place] = region.split("-") as [keyof typeof PARTS, string];
  const direction = place.replace(/\d+$/, "") as keyof typeof PARTS;
  return `${PARTS[continent]}-${PARTS[direction]}${place.slice(direction.length)}`;
}
