import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Foundation } from "./components/global/foundation";
import { globalStackOf, referTo } from "./components/global/foundation-reference";
import { Region } from "./components/region/region";
import { currentEnvironment } from "./config/current-environment";
import { type Environment, holds } from "./config/environment";

/** Builds the layers that the stack holds. `pulumi up` calls it as it is, the preview with an environment of its own. */
function program(environment: Environment = currentEnvironment()) {
  if (environment.clusters === "kubeconfig") return {};
  const { project, releaseChannel, deletionProtection } = environment;
  const held = environment.regions.filter(({ name }) => holds(environment, name));
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

export = program;
