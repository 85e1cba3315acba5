/** Which stacks a change is about. */

export interface Choice {
  readonly stacks: readonly string[];
  /** Whose file is gone. */
  readonly gone: readonly string[];
}

/**
 * A change of stack files alone is about their stacks; any other may be about all, of which the whole environments are
 * shown: those of Google, as nobody reviews what runs on one machine.
 *
 * @param changed Paths in the repository.
 * @param existing All stacks that have a file.
 * @param usual Shown where more than stack files has changed.
 */
export function stacksAbout(changed: readonly string[], existing: readonly string[], usual: readonly string[]): Choice {
  const named = changed.flatMap((path) => /^Pulumi\.(.+)\.yaml$/.exec(path)?.[1] ?? []);
  const others = changed.filter((path) => !/^Pulumi\..+\.yaml$/.test(path) && !path.endsWith(".md"));
  const whole = others.length > 0 || named.length === 0 ? usual : [];
  return {
    stacks: existing.filter((stack) => whole.includes(stack) || named.includes(stack)),
    gone: named.filter((stack) => !existing.includes(stack)),
  };
}
