/** Amounts such as "1500m" or "2Gi" in the one form in which the API server keeps each. */

const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/** A whole one, in the smallest amount there is. */
const ONE = 1_000_000_000n;

/** The server's form of an amount; anything else comes back as it is. */
export function canonicalQuantity(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  const form = /^([+-]?)(\d*)(?:\.(\d*))?(n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?\d+)?$/.exec(String(value).trim());
  const [, sign = "", whole = "", fraction = "", suffix = ""] = form ?? [];
  if (form === null || whole + fraction === "") return value;
  const nano = nanos(whole, fraction, suffix);
  if (nano === 0n) return "0";
  return (sign === "-" ? "-" : "") + written(nano, suffix);
}

/** Rounded up, as no smaller amount can be kept. */
function nanos(whole: string, fraction: string, suffix: string): bigint {
  const digits = BigInt(whole + fraction) * ONE;
  const [times, over] = factorOf(suffix);
  const divisor = over * 10n ** BigInt(fraction.length);
  return (digits * times + divisor - 1n) / divisor;
}

/** What a suffix multiplies by and divides by. */
function factorOf(suffix: string): readonly [bigint, bigint] {
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) return [1024n ** BigInt(binary), 1n];
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  const power = exponent === undefined ? (DECIMAL.indexOf(suffix) - 3) * 3 : Number(exponent);
  return power < 0 ? [1n, 10n ** BigInt(-power)] : [10n ** BigInt(power), 1n];
}

function written(nano: bigint, suffix: string): string {
  // Below 1Ki the binary form would have to round.
  if (BINARY.indexOf(suffix) > 0 && nano >= 1024n * ONE) return inBinary((nano + ONE - 1n) / ONE);
  let [amount, place] = [nano, 0];
  while (amount % 1000n === 0n && place < DECIMAL.length - 1) [amount, place] = [amount / 1000n, place + 1];
  const power = (place - 3) * 3;
  if (/^[eE]/.test(suffix)) return power === 0 ? `${amount}` : `${amount}e${power}`;
  return `${amount}${DECIMAL[place] ?? ""}`;
}

function inBinary(bytes: bigint): string {
  let [amount, place] = [bytes, 0];
  while (amount % 1024n === 0n && place < BINARY.length - 1) [amount, place] = [amount / 1024n, place + 1];
  return `${amount}${BINARY[place] ?? ""}`;
}
