import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Foundation } from "./components/global/foundation";
import { globalStackOf, referTo } from "./components/global/foundation-reference";
import { KubeconfigRegion } from "./components/region/kubeconfig-region";
import { Region } from "./components/region/region";
import { currentEnvironment } from "./config/current-environment";
import { type Environment, heldRegions, holds } from "./config/environment";

/** Builds the layers that the stack holds. `pulumi up` calls it as it is, the preview with an environment of its own. */
function program(environment: Environment = currentEnvironment()) {
  return environment.clusters === "google" ? onGoogle(environment) : onKubeconfig(environment);
}

/** The global layer, and each region with its own network and cluster. */
function onGoogle(environment: Environment) {
  const { project, releaseChannel, deletionProtection } = environment;
  const held = heldRegions(environment);
  const namesOf = (regions: Environment["regions"]) => regions.map(({ name }) => name);

  const google = new gcp.Provider("google", { project, defaultLabels: { environment: environment.name } });
  const foundation = holds(environment, "global")
    ? new Foundation("global", { regions: namesOf(environment.regions), deletionProtection }, { providers: [google] })
    : undefined;
  const shared = foundation ?? referTo(new pulumi.StackReference(globalStackOf(environment.name)), namesOf(held));
  const regions: Record<string, Region["outputs"]> = {};
  for (const { name, ...settings } of held) {
    const args = { ...settings, region: name, project, releaseChannel, deletionProtection, shared };
    regions[name] = new Region(name, args, { providers: [google], dependsOn: [...shared.prerequisites] }).outputs;
  }

  return { ...(foundation && { global: foundation.outputs }), regions };
}

/** Clusters that are there already: each region is only what goes into them. */
function onKubeconfig(environment: Environment) {
  const regions: Record<string, KubeconfigRegion["outputs"]> = {};
  for (const { name, context } of heldRegions(environment)) {
    regions[name] = new KubeconfigRegion(name, { context }).outputs;
  }
  return { regions };
}

export = program;
