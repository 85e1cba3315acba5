/** What is read of a base's JSON: as little as possible, because older revisions wrote less. */
import { z } from "zod";
import type { BaseResource } from "./difference";

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  parent: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  provider: z.string().optional(),
  options: z
    .object({
      protect: z.boolean().default(false),
      retainOnDelete: z.boolean().default(false),
      deleteBeforeReplace: z.boolean().default(false),
      ignoreChanges: z.array(z.string()).default([]),
    })
    .optional(),
});

const preview = z.object({
  resources: z.array(resource),
  /** Read by who compares it; not all revisions have the same form of it. */
  cost: z.unknown().optional(),
});

export interface BasePreview {
  readonly resources: readonly BaseResource[];
  readonly cost: unknown;
}

const NONE = { floor: 0, expected: 0, ceiling: 0 };
const FREE = { hourly: NONE, daily: NONE, monthly: NONE };

/** Of a stack that is not there yet: it has nothing and costs nothing. */
export const EMPTY: BasePreview = { resources: [], cost: { ...FREE, byRegion: {}, byTenant: {} } };

/** @throws Error where it is not the JSON of a preview. */
export function readPreview(json: string): BasePreview {
  const { data, error } = preview.safeParse(JSON.parse(json));
  if (data !== undefined) return { resources: data.resources, cost: data.cost ?? null };
  const { path = [], message = "" } = error.issues[0] ?? {};
  throw new Error(`its preview's JSON is of a form that this revision cannot read: ${path.join(".")}: ${message}`);
}
