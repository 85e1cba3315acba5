/** What Pulumi has made in a region's cluster, asked of its API server: of every kind that it knows. */
import { setTimeout as sleep } from "node:timers/promises";
import { type ApiOptions, Refused, read, readKubeconfig } from "../../sandbox/cluster/api";
import type { World } from "./world";

interface List {
  readonly items: readonly {
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly managedFields?: readonly { readonly manager?: string }[];
    };
  }[];
}

interface Resources {
  /** "apps/v1" */
  readonly groupVersion: string;
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
}

/** Pulumi's type token and id of each, sorted: what the plugin manages a field of. */
export async function platformObjects(world: World, region: string): Promise<readonly string[]> {
  const cluster = world.clusters[region];
  if (cluster === undefined) throw new Error(`${region} has no cluster`);
  const api = readKubeconfig(cluster.kubeconfig);
  const groups = await Promise.all((await groupPaths(api)).map((path) => ifServed(() => read<Resources>(api, path))));
  const found = groups
    .filter((group) => group !== undefined)
    .flatMap(({ groupVersion, resources }) =>
      resources
        .filter(({ name, verbs }) => !name.includes("/") && verbs.includes("list") && verbs.includes("create"))
        .map(({ name, kind }) => made(api, groupVersion, name, kind)),
    );
  return (await Promise.all(found)).flat().sort();
}

/** Of each group the version that the server prefers: others show the same objects again. */
async function groupPaths(api: ApiOptions): Promise<readonly string[]> {
  const { groups } = await read<{ groups: readonly { preferredVersion: { groupVersion: string } }[] }>(api, "/apis");
  return ["/api/v1", ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
}

async function made(api: ApiOptions, groupVersion: string, plural: string, kind: string): Promise<readonly string[]> {
  const root = groupVersion.includes("/") ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
  const { items } = (await ifServed(() => read<List>(api, `${root}/${plural}`))) ?? { items: [] };
  const type = `kubernetes:${groupVersion.includes("/") ? groupVersion : `core/${groupVersion}`}:${kind}`;
  return items
    .filter(({ metadata: { managedFields = [] } }) => managedFields.some(({ manager }) => isPulumi(manager)))
    .map(({ metadata: { name, namespace } }) => `${type} ${namespace === undefined ? name : `${namespace}/${name}`}`);
}

function isPulumi(manager = ""): boolean {
  return manager.startsWith("pulumi-kubernetes");
}

/** Groups that a server behind the API server answers for may be away, and kinds may go at any time. */
async function ifServed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if ([404, 503].includes(error.answer.status)) return undefined;
    // A kind that has just come begins with it.
    if (error.answer.status !== 429) throw error;
    await sleep(1000);
    return ifServed(ask);
  }
}
