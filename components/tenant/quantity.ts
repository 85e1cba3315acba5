/** Kubernetes' quantities ("250m", "20Gi"), so that quotas and pods can be added up. */

const SUFFIXES: Readonly<Record<string, number>> = {
  ...{ m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 },
};

/** What a quantity may look like; exponents are not taken, as nobody writes them. */
export const QUANTITY = /^\d{1,15}(\.\d{1,3})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/;

/**
 * The quantity in thousandths of its unit, a whole number: "250m" and "0.25" are 250, "1Ki" is 1,024,000. Anything
 * finer is rounded up, as Kubernetes does.
 *
 * @throws RangeError for what is no quantity.
 */
export function millisOf(quantity: string): number {
  if (!QUANTITY.test(quantity)) throw new RangeError(`"${quantity}" is no quantity; allowed are such as 250m, 2, 20Gi`);
  const suffix = /[A-Za-z]*$/.exec(quantity)?.[0] ?? "";
  const amount = Number(quantity.slice(0, quantity.length - suffix.length)) * (SUFFIXES[suffix] ?? 1) * 1000;
  // Binary fractions like 0.1 would otherwise be rounded up to one thousandth too many.
  return Math.ceil(Number(amount.toFixed(6)));
}
