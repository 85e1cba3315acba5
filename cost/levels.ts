/** The three sizes that a platform is priced at. */

/** Every pool and agent at its minimum, as far as an ordinary hour goes, and at its maximum. */
export const LEVELS = ["floor", "expected", "ceiling"] as const;
export type Level = (typeof LEVELS)[number];

/**
 * How many there are at a level.
 *
 * @param load How far "expected" is from the minimum to the maximum, 0–1; rounded up to whole nodes and replicas.
 */
export function countAt(
  level: Level,
  { min, max }: { readonly min: number; readonly max: number },
  load: number,
): number {
  if (level === "floor") return min;
  if (level === "ceiling") return max;
  // Shares like 0.3 are not exact in binary: 0.3 × 10 must give 3.
  return min + Math.ceil(Number(((max - min) * load).toFixed(9)));
}
