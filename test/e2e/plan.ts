/** What an update would do with everything, by the engine's own words. */
import type { World } from "./world";

/** What a step of `pulumi preview --json` tells, of which tests read these. */
interface Step {
  readonly op: string;
  readonly urn: string;
  readonly replaceReasons?: readonly string[];
  readonly oldState?: StepState;
  readonly newState?: StepState;
}

interface StepState {
  readonly urn: string;
  readonly protect?: boolean;
}

/** URNs; each list sorted. */
export interface Plan {
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly updated: readonly string[];
  /** With the inputs for which it is made anew, sorted; none where another resource that is made anew is the reason. */
  readonly replaced: Readonly<Record<string, readonly string[]>>;
  /** The former URN of what has another one now, by the new one. */
  readonly renamed: Readonly<Record<string, string>>;
  /** What will be protected and was not, or the other way round. */
  readonly protection: readonly string[];
}

export async function planOf(world: World, stack: string): Promise<Plan> {
  const { stdout } = await world.pulumi("preview", "-s", stack, "--json", "--show-sames");
  const { steps } = JSON.parse(stdout) as { steps: readonly Step[] };
  const of = (op: string) => steps.filter((step) => step.op === op);
  const urns = (some: readonly Step[]) => some.map(({ urn }) => urn).sort();
  const unknown = steps.find(({ op }) => !["same", "create", "delete", "update", "replace"].includes(op));
  if (unknown !== undefined) throw new Error(`no test reads ${unknown.op} of ${unknown.urn}`);
  const kept = steps.flatMap(({ urn, oldState: old, newState: now }) => (old && now ? [{ urn, old, now }] : []));
  return {
    created: urns(of("create")),
    deleted: urns(of("delete")),
    updated: urns(of("update")),
    replaced: Object.fromEntries(
      of("replace").map(({ urn, replaceReasons = [] }) => [urn, propertiesOf(replaceReasons)]),
    ),
    renamed: Object.fromEntries(kept.filter(({ urn, old }) => old.urn !== urn).map(({ urn, old }) => [urn, old.urn])),
    protection: kept
      .filter(({ old, now }) => (old.protect ?? false) !== (now.protect ?? false))
      .map(({ urn }) => urn)
      .sort(),
  };
}

/** The inputs that paths begin with: "nodeConfig" of "nodeConfig.spot". */
export function propertiesOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => path.replace(/[.[].*/, "")))].sort();
}
