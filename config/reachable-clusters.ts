/** Whether the clusters that a stack takes from a kubeconfig are there, and are those that a person means. */
import { type Environment, type RegionSettings, heldRegions } from "./environment";
import { type Kubeconfig, KubeconfigError, targetOf } from "./kubeconfig";
import type { Path } from "./problem";
import { productionSign } from "./production";

export interface ClusterProblem {
  /** Where to mend it in the stack file. */
  readonly path: Path;
  readonly message: string;
}

/** What is wrong with the cluster of each region that the stack holds. */
export function clusterProblems(environment: Environment, kubeconfig: Kubeconfig): readonly ClusterProblem[] {
  return heldRegions(environment).flatMap((region) => {
    const message = problemOf(region, kubeconfig);
    return message === undefined ? [] : [{ path: ["config", "agno:regions", region.name, "context"], message }];
  });
}

function problemOf({ context }: RegionSettings, kubeconfig: Kubeconfig): string | undefined {
  try {
    const target = targetOf(kubeconfig, context);
    // Whoever has written the name of a context into the stack file means it.
    const sign = context === "" ? productionSign(target) : undefined;
    if (sign === undefined) return undefined;
    return (
      `the current context "${target.context}" (${target.server}) looks like production: ${sign}; switch to another ` +
      `(kubectl config use-context NAME) or, if you mean it, name it here (context: ${JSON.stringify(target.context)})`
    );
  } catch (error) {
    if (error instanceof KubeconfigError) return error.message;
    throw error;
  }
}
