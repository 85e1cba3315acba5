/**
 * When nodes that hardly work are emptied and given back: the reference's cluster autoscaler figures, in the terms of
 * a GKE ComputeClass (`spec.autoscalingPolicy`), the only place where GKE takes them.
 *
 * The reference's scale_down_delay_after_add (10 min) and max_node_provision_time (15 min) have no counterpart in GKE:
 * it decides both itself. The node pools therefore keep the BALANCED autoscaling profile, whose delays are of that size.
 */
export const CONSOLIDATION = {
  /** Minutes that a node must be unneeded, 1–1440. Reference: scale_down_unneeded_time "10m". */
  delayMinutes: 10,
  /** Percent of a node's CPU and memory below which it is unneeded. Reference: scale_down_utilization_threshold 0.5. */
  thresholdPercent: 50,
  /** The same for its accelerators. Reference: scale_down_gpu_utilization_threshold 0.5. */
  gpuThresholdPercent: 50,
} as const;
