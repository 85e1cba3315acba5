/** A living platform on this machine: a cluster for each region of stack local, and the stack brought up in them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import type { Environment } from "../config/environment";
import { loadEnvironment } from "../config/load";
import { tools } from "../tools/tools";
import { readKubeconfig } from "./cluster/api";
import { type Cluster, startCluster } from "./cluster/cluster";
import { installDefinitions } from "./cluster/definitions";
import { nodesOfRegion } from "../components/cluster/nodes";
import { Engine } from "./engine/engine";
import { projectIn } from "./engine/project";

/** The reference's regions, in its order. */
export const REGIONS = ["us-central1", "europe-west4", "asia-southeast1"] as const;

const STACK = "local";

export interface SandboxOptions {
  /** A folder of its own. */
  readonly directory: string;
  /** How many regions, each with a cluster; 1–3. */
  readonly regions: number;
  /** Called with what is done next. */
  readonly say: (step: string) => void;
}

export interface Sandbox {
  readonly environment: Environment;
  readonly clusters: readonly Cluster[];
  /** What each cluster has of Istio, cert-manager, Flagger and GKE: "virtualservices.networking.istio.io". */
  readonly kinds: readonly string[];
  /** The path of one kubeconfig with a context for each region. */
  readonly kubeconfig: string;
  /** A file for the shell's `.`, which sets what pulumi and kubectl need. */
  readonly settings: string;
}

/** @throws Error with what the engine said where the stack does not come up. */
export async function startSandbox({ directory, regions, say }: SandboxOptions): Promise<Sandbox> {
  const { pulumi, kubectl } = await tools(["pulumi", "kubectl"]);
  const project = projectIn(join(directory, "project"));
  withRegions(join(project, `Pulumi.${STACK}.yaml`), REGIONS.slice(0, regions));
  const environment = loadEnvironment({ directory: project, stack: STACK });

  say(`starting ${regions === 1 ? "a cluster" : `${regions} clusters`}`);
  const clusters = await Promise.all(environment.regions.map((region) => clusterFor(region, directory)));
  say("installing the kinds of Istio, cert-manager, Flagger and GKE");
  const apis = clusters.map((cluster) => readKubeconfig(cluster.kubeconfig));
  const [installed = []] = await Promise.all(apis.map(installDefinitions));
  const kubeconfig = join(directory, "kubeconfig");
  writeFileSync(kubeconfig, merged(clusters), { mode: 0o600 });

  say(`pulumi up -s ${STACK}`);
  const engine = new Engine({
    directory: join(directory, "engine"),
    pulumi,
    project,
    commands: { kubectl },
    environment: { KUBECONFIG: kubeconfig },
  });
  for (const command of [
    ["stack", "init", STACK],
    ["up", "-s", STACK, "--yes", "--skip-preview"],
  ]) {
    const { status, stdout, stderr } = await engine.run(...command);
    if (status !== 0) throw new Error(`pulumi ${command.join(" ")} failed:\n${stdout}${stderr}`);
  }
  const settings = join(directory, "settings.sh");
  writeFileSync(settings, engine.settings(), { mode: 0o600 });
  return { environment, clusters, kinds: installed.map(({ name }) => name), kubeconfig, settings };
}

function clusterFor(region: Environment["regions"][number], directory: string): Promise<Cluster> {
  const nodes = nodesOfRegion(region);
  return startCluster({ name: region.name, directory: join(directory, "clusters", region.name), nodes });
}

/** Stack local has one region as it stands; more of them each name the context of their cluster. */
function withRegions(file: string, regions: readonly string[]): void {
  if (regions.length === 1) return;
  const document = parseDocument(readFileSync(file, "utf8"));
  const settings = regions.map((region, slot) => [region, { slot, context: region }] as const);
  document.setIn(["config", "agno:regions"], document.createNode(Object.fromEntries(settings)));
  writeFileSync(file, document.toString());
}

type Kubeconfig = Readonly<Record<"clusters" | "users" | "contexts", readonly unknown[]>> & {
  readonly "current-context": string;
};

/** One kubeconfig out of several; the first one's context is the current one. */
function merged(clusters: readonly Cluster[]): string {
  const [first, ...others] = clusters.map(({ kubeconfig }) => parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig);
  const all = (key: "clusters" | "users" | "contexts") =>
    [...(first === undefined ? [] : [first]), ...others].flatMap((config) => config[key]);
  return stringify(
    { ...first, clusters: all("clusters"), users: all("users"), contexts: all("contexts") },
    { lineWidth: 0 },
  );
}
