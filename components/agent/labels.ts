/** What an agent's objects are called and found by. */
import type { TenantSettings } from "../tenant/settings";
import type { AgentSettings } from "./settings";

/** The two versions that may run side by side. Reference: the subsets stable and canary. */
export type Version = "stable" | "canary";

/** The container of the agent itself, beside the mesh's sidecar. */
export const CONTAINER = "agent";

/** Where agents listen; see docs/agent-image.md. */
export const PORT = 8000;

/** Every pod of the agent, of both versions. */
export function podsOf({ name }: Pick<AgentSettings, "name">) {
  return { app: name };
}

/** The labels of the pods of one version. */
export function labelsOf(
  agent: Pick<AgentSettings, "name">,
  tenant: Pick<TenantSettings, "id" | "costCentre">,
  version: Version,
) {
  return { ...podsOf(agent), version, "tenant-id": tenant.id, "cost-centre": tenant.costCentre };
}

/** The Deployment of a version: the stable one has the agent's own name. */
export function deploymentName({ name }: Pick<AgentSettings, "name">, version: Version): string {
  return version === "stable" ? name : `${name}-canary`;
}

/**
 * Pulumi does not wait for an agent to run. Its secrets are made in the same update and get their values afterwards, and
 * one tenant's broken image must not fail an update for all.
 */
export const NOT_AWAITED = { "pulumi.com/skipAwait": "true" } as const;
