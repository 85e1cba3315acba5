import type { PoolSettings } from "../../components/cluster/node-pools";

/** A pool as good as any, with a Spot part. */
export const pool: PoolSettings = {
  machineType: "n1-standard-4",
  min: 1,
  max: 10,
  spotShare: 0.5,
  gpus: 0,
  labels: {},
  taints: [],
};
