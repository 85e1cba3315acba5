/** Nothing could be checked, and a person must do something about it first: exit code 2, without a stack trace. */
export class CannotCheck extends Error {
  override readonly name = "CannotCheck";
}
