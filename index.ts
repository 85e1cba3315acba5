import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { setImmediate } from "node:timers/promises";
import { securityGroupFor } from "./components/cluster/security-group";
import { Foundation, type FoundationArgs } from "./components/global/foundation";
import { globalStackOf, referTo } from "./components/global/foundation-reference";
import { KubeconfigRegion } from "./components/region/kubeconfig-region";
import { Region } from "./components/region/region";
import { currentEnvironment } from "./config/current-environment";
import { type Environment, heldRegions, holds, tenantsIn } from "./config/environment";
import { spendingsOf } from "./cost/budgets";
import { costOf } from "./cost/model";
import { PRICES } from "./cost/prices";

/**
 * Builds the layers that the stack holds. `pulumi up` calls it as it is, the preview with an environment of its own.
 * What it may cost and will is given out as well: the policy pack sees nothing else of it.
 */
async function program(environment: Environment = currentEnvironment()) {
  const layers = environment.clusters === "google" ? await onGoogle(environment) : await onKubeconfig(environment);
  return { ...layers, budgets: spendingsOf(environment.budgets, costOf(environment, PRICES)) };
}

/** The global layer, and each region with its own network and cluster. */
async function onGoogle(environment: Environment) {
  const { project, releaseChannel, deletionProtection, domain } = environment;
  const held = heldRegions(environment);
  const names = held.map(({ name }) => name);

  const google = new gcp.Provider("google", { project, defaultLabels: { environment: environment.name } });
  const foundation = holds(environment, "global")
    ? new Foundation("global", foundationOf(environment), { providers: [google] })
    : undefined;
  const shared =
    foundation ?? referTo(new pulumi.StackReference(globalStackOf(environment.name)), { regions: names, domain });
  const regions: Record<string, Region["outputs"]> = {};
  for (const { name, ...settings } of held) {
    const tenants = tenantsIn(environment, name);
    const securityGroup = securityGroupFor(tenants);
    const args = { ...settings, region: name, project, releaseChannel, deletionProtection, domain, shared };
    const region = new Region(
      name,
      { ...args, ...(securityGroup && { securityGroup }) },
      { providers: [google], dependsOn: [...shared.prerequisites] },
    );
    await inTurn(tenants, region.admit);
    regions[name] = region.outputs;
  }

  return { ...(foundation && { global: foundation.outputs }), regions };
}

function foundationOf({ regions, deletionProtection, domain, routing, tenants }: Environment): FoundationArgs {
  return {
    ...{ regions: regions.map(({ name }) => name), deletionProtection },
    ...(domain !== "" && { routing: { domain, routing, regions, tenants } }),
  };
}

/** Clusters that are there already: each region is only what goes into them. */
async function onKubeconfig(environment: Environment) {
  const regions: Record<string, KubeconfigRegion["outputs"]> = {};
  for (const { name, context, pools } of heldRegions(environment)) {
    const region = new KubeconfigRegion(name, { context, region: name, pools, domain: environment.domain });
    await inTurn(tenantsIn(environment, name), region.admit);
    regions[name] = region.outputs;
  }
  return { regions };
}

/** Lets what is made already be sent before more is made: a resource that nobody has sent yet takes four times as much memory. */
async function inTurn<T>(items: readonly T[], make: (item: T) => void): Promise<void> {
  for (const item of items) {
    await setImmediate();
    make(item);
  }
}

export = program;
