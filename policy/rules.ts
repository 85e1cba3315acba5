/** Every rule, in the order in which reports name them. */
import { ACCESS_RULES } from "./access";
import { AGENT_RULES } from "./agent";
import { BUDGET_RULES } from "./budget";
import { CLUSTER_RULES } from "./cluster";
import { DATA_RULES } from "./data";
import { ISOLATION_RULES } from "./isolation";
import { kindsAreKnown } from "./known";
import { MESH_RULES } from "./mesh";
import { NAMING_RULES } from "./naming";
import { NETWORK_RULES } from "./network";
import { POOL_RULES } from "./pool";
import { QUOTA_RULES } from "./quota";
import type { Rule } from "./rule";

/** The rules by topic, for people. */
export const TOPICS: Readonly<Record<string, readonly Rule[]>> = {
  Quotas: QUOTA_RULES,
  Isolation: ISOLATION_RULES,
  Agents: AGENT_RULES,
  Mesh: MESH_RULES,
  Rights: ACCESS_RULES,
  "Ways in and out": NETWORK_RULES,
  Clusters: CLUSTER_RULES,
  "Node pools": POOL_RULES,
  Data: DATA_RULES,
  "Names and labels": NAMING_RULES,
  Budgets: BUDGET_RULES,
};

const ABOUT_KINDS = Object.values(TOPICS).flat();

export const RULES: readonly Rule[] = [...ABOUT_KINDS, kindsAreKnown(ABOUT_KINDS)];
