/** A laptop with everything on it: the real engine, an emulated Google, and a real control plane for each region. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type NodeObject, nodesOfRegion } from "../../components/cluster/nodes";
import { PODS_PER_NODE } from "../../components/network/address-plan";
import type { GoogleRegion } from "../../components/region/google-regions";
import { DEFAULT_POOLS } from "../../config/defaults";
import { Cloud } from "../../emulator/google/cloud";
import { type CloudRequest, type Fault, startCloud } from "../../emulator/google/cloud-server";
import { readKubeconfig } from "../../sandbox/cluster/api";
import type { Credential } from "../../sandbox/cluster/certificates";
import { type Cluster, startCluster } from "../../sandbox/cluster/cluster";
import { balanceLoad } from "../../sandbox/cluster/load-balancers";
import { installDefinitions } from "../../sandbox/cluster/definitions";
import { type RunFolder, openRunFolder } from "../../sandbox/cluster/run-folder";
import { type CommandResult, Engine } from "../../sandbox/engine/engine";
import { projectIn, projectWith } from "../../sandbox/engine/project";
import { tools } from "../../tools/tools";

export interface WorldOptions {
  /** The regions that have a control plane. */
  readonly regions: readonly string[];
  /** Stack files besides the repository's, or instead of them, by stack. */
  readonly stacks?: Readonly<Record<string, string>>;
  /** Another program than the repository's, as CommonJS. */
  readonly program?: string;
  /** Further variables of the engine's. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface World {
  readonly cloud: Cloud;
  readonly engine: Engine;
  /** By region. */
  readonly clusters: Readonly<Record<string, Cluster>>;
  /** The folder with Pulumi.yaml and the stack files. */
  readonly project: string;
  /** Everything that this world writes. */
  readonly directory: string;
  /** Makes requests to Google go wrong from now on; undefined ends it. */
  spoil(faultFor: ((request: CloudRequest) => Fault | undefined) | undefined): void;
  /** Writes a stack's file anew. */
  write(stack: string, text: string): void;
  /** Runs a command and fails with all it said where it does not end well. */
  pulumi(...args: readonly string[]): Promise<CommandResult>;
  close(): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<World> {
  const runFolder = openRunFolder();
  try {
    return await furnish(runFolder, options);
  } catch (error) {
    runFolder.close();
    throw error;
  }
}

async function furnish(
  runFolder: RunFolder,
  { regions, stacks = {}, program, environment = {} }: WorldOptions,
): Promise<World> {
  const directory = runFolder.path;
  const { pulumi } = await tools(["pulumi"]);
  const clusters = await clustersFor(regions, directory);
  const cloud = new Cloud({ controlPlanes: mapValues(clusters, ({ server }) => server.replace("https://", "")) });
  let faultFor: ((request: CloudRequest) => Fault | undefined) | undefined;
  const google = await startCloud({ cloud, faultFor: (request) => faultFor?.(request) });
  const folder = join(directory, "project");
  const project = program === undefined ? projectIn(folder) : projectWith(folder, program);
  const authorities = join(directory, "authorities.pem");
  writeFileSync(
    authorities,
    Object.values(clusters)
      .map(({ caCertificate }) => caCertificate)
      .join("\n"),
  );
  const balancers = Object.values(clusters).map(({ kubeconfig }) => balanceLoad(readKubeconfig(kubeconfig)));
  const engine = new Engine({
    directory: join(directory, "engine"),
    pulumi,
    project,
    google: google.url,
    credentials: Object.fromEntries(Object.values(clusters).map((cluster) => [cluster.server, credentialOf(cluster)])),
    // Google's own control planes have certificates that every machine trusts.
    environment: {
      ...{ NODE_EXTRA_CA_CERTS: authorities, KUBECONFIG: Object.values(clusters)[0]?.kubeconfig ?? "" },
      ...environment,
    },
  });
  const write = (stack: string, text: string) => {
    writeFileSync(join(project, `Pulumi.${stack}.yaml`), text);
  };
  for (const [stack, text] of Object.entries(stacks)) write(stack, text);
  return {
    ...{ cloud, engine, clusters, project, directory, write },
    spoil: (next) => {
      faultFor = next;
    },
    pulumi: async (...args) => {
      const result = await engine.run(...args);
      if (result.status === 0) return result;
      throw new Error(`pulumi ${args.join(" ")} ended with ${String(result.status)}\n${result.stdout}${result.stderr}`);
    },
    close: async () => {
      engine.close();
      await Promise.all(balancers.map((balancer) => balancer.stop()));
      await Promise.all([google.stop(), ...Object.values(clusters).map((cluster) => cluster.stop())]);
      runFolder.close();
    },
  };
}

/** A node of each pool in each zone, which the pools of a stack file would have made: roll-outs wait for room. */
function nodesFor(region: string): readonly NodeObject[] {
  const name = region as GoogleRegion;
  return nodesOfRegion({ name, pools: DEFAULT_POOLS, podsPerNode: PODS_PER_NODE.default }, ({ zones }) => zones.length);
}

/** One for each region; where one fails, none stays: the next tests of this process would find it. */
async function clustersFor(regions: readonly string[], directory: string): Promise<Readonly<Record<string, Cluster>>> {
  const outcomes = await Promise.allSettled(
    regions.map(async (name) => [name, await clusterFor(name, join(directory, name))] as const),
  );
  const clusters = Object.fromEntries(outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  const failed = outcomes.find((one) => one.status === "rejected");
  if (failed === undefined) return clusters;
  await Promise.all(Object.values(clusters).map((cluster) => cluster.stop()));
  throw failed.reason;
}

async function clusterFor(name: string, directory: string): Promise<Cluster> {
  const cluster = await startCluster({ name, directory, nodes: nodesFor(name) });
  try {
    await installDefinitions(readKubeconfig(cluster.kubeconfig));
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Who the administrator of a cluster is. */
function credentialOf({ kubeconfig }: Cluster): Credential {
  const { client } = readKubeconfig(kubeconfig);
  if (client === undefined) throw new Error(`${kubeconfig} names nobody`);
  return client;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
