/** A command's number of things, such as --runs. */
import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError where it is not a whole number from 1 on. */
export function counted(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("a whole number from 1 on");
  return value;
}
