/** A tenant as plain data. */
import type { AgentSettings } from "../agent/settings";
import type { PriorityName } from "../platform/priorities";
import type { GoogleRegion } from "../region/google-regions";
import type { Quota } from "./quota";

/** What people of a tenant may be; see roles.ts for what each may do. */
export const ROLES = ["admin", "developer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export interface TenantSettings {
  readonly id: string;
  /** Where it is: all regions of the environment, or those that it is confined to. In the order of the regions. */
  readonly regions: readonly GoogleRegion[];
  /** Whether it is confined: then nothing of it may be anywhere else. */
  readonly confined: boolean;
  /** The share of its replicas, all agents at their ceilings, that must be left when any one region is lost; 0–1. */
  readonly keptOnRegionLoss: number;
  /** The identity group that has each role; nobody has a role without one. */
  readonly groups: Readonly<Partial<Record<Role, string>>>;
  /** Who pays: a label of everything that costs. */
  readonly costCentre: string;
  /** Of pods that do not say otherwise, and the highest that any may have. */
  readonly priority: PriorityName;
  readonly maxPriority: PriorityName;
  readonly quota: Quota;
  /** Hosts outside that its agents may call, on port 443. */
  readonly modelHosts: readonly string[];
  readonly agents: readonly AgentSettings[];
}

/** Reference: agno-tenant-{tenant_id}. */
export function namespaceOf({ id }: Pick<TenantSettings, "id">): string {
  return `agno-tenant-${id}`;
}
