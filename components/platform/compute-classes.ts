/** GKE's ComputeClasses: which pools serve an agent, in what order, and when their nodes are given back. */
import { CONSOLIDATION } from "../cluster/consolidation";
import { type NodePool, SYSTEM_POOL, cloudNameOf, computeClassOf } from "../cluster/node-pools";

/** A ComputeClass of cloud.google.com/v1, as far as it is used. */
export interface ComputeClass {
  readonly apiVersion: "cloud.google.com/v1";
  readonly kind: "ComputeClass";
  readonly metadata: { readonly name: string };
  readonly spec: {
    /** The first that has a node, or can get one, takes a pod. */
    readonly priorities: readonly { readonly nodepools: readonly string[] }[];
    readonly nodePoolAutoCreation: { readonly enabled: boolean };
    readonly whenUnsatisfiable: "DoNotScaleUp" | "ScaleUpAnyway";
    readonly autoscalingPolicy: {
      readonly consolidationDelayMinutes: number;
      readonly consolidationThreshold: number;
      readonly gpuConsolidationThreshold: number;
    };
  };
}

/** One class for each pool of the stack file, but the system's own; Spot first, where there is some. */
export function computeClassesOf(pools: readonly NodePool[]): readonly ComputeClass[] {
  const onDemand = pools.filter(({ name, spot }) => !spot && name !== SYSTEM_POOL);
  return onDemand.map(({ name }) => {
    const spot = pools.filter((pool) => pool.spot && pool.name === `${name}-spot`);
    return classOf(name, [...spot.map(cloudNameOf), cloudNameOf({ name })]);
  });
}

function classOf(pool: string, inOrder: readonly string[]): ComputeClass {
  return {
    apiVersion: "cloud.google.com/v1",
    kind: "ComputeClass",
    metadata: { name: computeClassOf(pool) },
    spec: {
      priorities: inOrder.map((name) => ({ nodepools: [name] })),
      // Pools are the stack file's: what they may cost at most is known before.
      nodePoolAutoCreation: { enabled: false },
      whenUnsatisfiable: "DoNotScaleUp",
      autoscalingPolicy: {
        consolidationDelayMinutes: CONSOLIDATION.delayMinutes,
        consolidationThreshold: CONSOLIDATION.thresholdPercent,
        gpuConsolidationThreshold: CONSOLIDATION.gpuThresholdPercent,
      },
    },
  };
}
