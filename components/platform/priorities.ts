/** Which agents run first where there is not enough room for all. */

export interface Priority {
  /** A pod takes the place of pods whose value is lower. */
  readonly value: number;
  readonly description: string;
}

/** From the reference's priority mapping. */
export const PRIORITIES = {
  critical: { value: 1000, description: "Agents that must run, whatever else has to wait" },
  high: { value: 800, description: "Agents that run before the usual ones" },
  normal: { value: 500, description: "Agents of which nothing else is said" },
  low: { value: 200, description: "Agents that can wait" },
  "best-effort": { value: 100, description: "Agents that take what the others leave" },
} as const satisfies Readonly<Record<string, Priority>>;

export type PriorityName = keyof typeof PRIORITIES;

/** The name of its class: a class belongs to the whole cluster, which may have others of the same plain names. */
export function priorityClassOf(priority: PriorityName): string {
  return `agno-${priority}`;
}
