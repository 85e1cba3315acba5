/** Address ranges as a second opinion on the address plan: plain arithmetic over their bounds. */

function boundsOf(range: string): readonly [number, number] {
  const [address = "", length = ""] = range.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}

/** Whether the two share an address. */
export function overlaps(a: string, b: string): boolean {
  const [firstA, lastA] = boundsOf(a);
  const [firstB, lastB] = boundsOf(b);
  return firstA <= lastB && firstB <= lastA;
}

/** Whether every address of the inner range is in the outer one. */
export function contains(outer: string, inner: string): boolean {
  const [firstOuter, lastOuter] = boundsOf(outer);
  const [firstInner, lastInner] = boundsOf(inner);
  return firstOuter <= firstInner && lastInner <= lastOuter;
}
