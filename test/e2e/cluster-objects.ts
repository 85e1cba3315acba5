/** What of the platform is in a region's cluster, asked of its API server. */
import { read, readKubeconfig } from "../../sandbox/cluster/api";
import type { World } from "./world";

interface List {
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

/** The kinds that the platform makes, by Pulumi's type token. A new one belongs here. */
const PATHS = {
  "kubernetes:core/v1:Namespace": "/api/v1/namespaces",
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": "/apis/scheduling.k8s.io/v1/priorityclasses",
} as const;

/** Type and name of each, sorted; the platform's names begin with agno-. */
export async function platformObjects(world: World, region: string): Promise<readonly string[]> {
  const cluster = world.clusters[region];
  if (cluster === undefined) throw new Error(`${region} has no cluster`);
  const api = readKubeconfig(cluster.kubeconfig);
  const found = Object.entries(PATHS).map(async ([type, path]) => {
    const { items } = await read<List>(api, path);
    return items
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.startsWith("agno-"))
      .map((name) => `${type} ${name}`);
  });
  return (await Promise.all(found)).flat().sort();
}
