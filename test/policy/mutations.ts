/** For each rule, what breaks it: every other rule must have nothing against it. */
import type { Mutation } from "./mutate";
import { RIGHTS } from "./mutations/access";
import { AGENTS } from "./mutations/agent";
import { BUDGETS_BROKEN } from "./mutations/budget";
import { CLUSTERS } from "./mutations/cluster";
import { DATA } from "./mutations/data";
import { ISOLATION } from "./mutations/isolation";
import { MESH } from "./mutations/mesh";
import { NAMING } from "./mutations/naming";
import { DOORS } from "./mutations/network";
import { POOLS } from "./mutations/pool";
import { QUOTA } from "./mutations/quota";

/** By rule. */
export const MUTATIONS: Readonly<Record<string, readonly Mutation[]>> = {
  ...{ ...QUOTA, ...ISOLATION, ...AGENTS, ...MESH, ...RIGHTS, ...DOORS, ...CLUSTERS, ...POOLS, ...DATA, ...NAMING },
  ...BUDGETS_BROKEN,
};
