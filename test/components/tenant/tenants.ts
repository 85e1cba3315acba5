/** Tenants for tests. */
import { TIERS } from "../../../components/tenant/quota";
import type { TenantSettings } from "../../../components/tenant/settings";

/** With all that a tenant may say. */
export const GLOBEX: TenantSettings = {
  id: "globex",
  regions: ["europe-west4", "us-central1"],
  confined: true,
  keptOnRegionLoss: 0,
  groups: { admin: "globex-admins@acme.example", viewer: "globex-audit@acme.example" },
  costCentre: "cc-4711",
  priority: "low",
  maxPriority: "critical",
  quota: TIERS.standard,
  modelHosts: ["api.openai.com", "api.anthropic.com"],
  agents: [],
};

/** With nothing that it need not say. */
export const INITECH: TenantSettings = {
  ...GLOBEX,
  id: "initech",
  confined: false,
  groups: {},
  costCentre: "initech",
  priority: "normal",
  maxPriority: "high",
  modelHosts: [],
};
