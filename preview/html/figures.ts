/** Figures as the page writes them. */
import { type Cents, dollars } from "../../cost/money";

/** "+$1,234.56", "−$12.00", "±$0.00". */
export function difference(cents: Cents): string {
  const sign = cents > 0 ? "+" : cents < 0 ? "−" : "±";
  return `${sign}${dollars(Math.abs(cents))}`;
}

/** "1 region", "3 regions". */
export function counted(number: number, what: string, several = `${what}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? what : several}`;
}
