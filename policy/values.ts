/** Values as different languages and YAML spell them. */

/** Switched on: YAML programs may write "true". */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** Said and switched off; nothing said is neither. */
export function isOff(value: unknown): boolean {
  return value === false || value === "false";
}

/** A number, also where it is written as text. Throws a TypeError for anything else. */
export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || Number.isNaN(number)) throw new TypeError(`${String(value)} is no number`);
  return number;
}
