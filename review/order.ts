/** In which order stacks are deployed. */
import type { Environment } from "../config/environment";

export interface Deployable {
  readonly stack: string;
  readonly environment: Pick<Environment, "name" | "scope" | "deletionProtection" | "regions">;
}

/**
 * Environments without deletion protection first: what breaks should break there. Where an environment is cut into
 * stacks, these and not its whole: the global one, then one region after the other as the stack file has them.
 *
 * @throws RangeError where a part of an environment has no stack.
 */
export function inOrder(deployables: readonly Deployable[]): readonly string[] {
  const names = [...new Set(deployables.map(({ environment }) => environment.name))];
  const groups = names.map((name) => deployables.filter(({ environment }) => environment.name === name));
  return groups.sort((a, b) => compare(a[0], b[0])).flatMap(partsOf);
}

function compare(a: Deployable | undefined, b: Deployable | undefined): number {
  const key = (one: Deployable | undefined) =>
    one === undefined ? "" : `${one.environment.deletionProtection ? 1 : 0} ${one.environment.name}`;
  return key(a) < key(b) ? -1 : 1;
}

function partsOf(group: readonly Deployable[]): readonly string[] {
  const cut = group.filter(({ stack, environment }) => stack !== environment.name);
  const [first] = cut;
  if (first === undefined) return group.map(({ stack }) => stack);
  const parts = ["global", ...first.environment.regions.map(({ name }) => name)];
  return parts.map((part) => {
    const found = cut.find(({ environment }) => environment.scope === part);
    if (found !== undefined) return found.stack;
    const { name } = first.environment;
    throw new RangeError(
      `${name} is cut into stacks, but none holds its part ${part}: write Pulumi.${name}-${part}.yaml with agno:environment: ${name} and agno:scope: ${part}`,
    );
  });
}
