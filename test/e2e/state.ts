/** What the engine knows and would do, as it says itself. */
import type { World } from "./world";

/** A resource in the state, of which tests read these. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly provider?: string;
  readonly external?: boolean;
}

export interface State {
  readonly resources: readonly StateResource[];
  readonly pending: readonly unknown[];
}

/** The state as `pulumi stack export` gives it out. */
export async function stateOf(world: World, stack: string): Promise<State> {
  const { stdout } = await world.pulumi("stack", "export", "-s", stack);
  const { deployment } = JSON.parse(stdout) as {
    deployment: { resources?: StateResource[]; pending_operations?: unknown[] };
  };
  return { resources: deployment.resources ?? [], pending: deployment.pending_operations ?? [] };
}

/** What an update would do, by URN, without what stays as it is. */
export async function plannedSteps(world: World, stack: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await world.pulumi("preview", "-s", stack, "--json");
  const { steps } = JSON.parse(stdout) as { steps: readonly { readonly op: string; readonly urn: string }[] };
  return Object.fromEntries(steps.filter(({ op }) => op !== "same").map(({ op, urn }) => [urn, op]));
}
