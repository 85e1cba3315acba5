import type { Path } from "./problem";

/** What a rule between settings finds. */
export interface Finding {
  /** Where to mend it, the best place first: the first that the file has is shown. */
  readonly paths: readonly Path[];
  /** Where else its cause may be. What is wrong there is told alone: this may only follow from it. */
  readonly causes?: readonly Path[];
  readonly message: string;
}
