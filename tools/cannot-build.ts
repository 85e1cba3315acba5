/** The tools cannot be built, for a reason that a person can do something about: told without a stack trace. */
export class CannotBuild extends Error {
  override readonly name = "CannotBuild";
}
