/** What a stack file cannot tell of its own cost: each figure is a setting below agno:cost, and the JSON shows them. */

export interface Assumptions {
  /** How far pools and agents stand between their floor and their ceiling in an ordinary hour, 0–1. */
  readonly load: number;
  /** What each node sends and receives through Cloud NAT: image layers, answers of models. */
  readonly natGiBPerNodeHour: number;
}

/** What is not reckoned, so that nobody takes the total for the whole bill. */
export const NOT_COUNTED: readonly string[] = [
  "traffic between zones, between regions and out to callers",
  "data that load balancers process",
  "volumes of tenants, Pub/Sub, logs and metrics, keys and secrets",
  "discounts for sustained or committed use, taxes, and models that agents call",
];
